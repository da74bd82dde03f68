/** The promise's own end, or an AbortError as soon as the signal is aborted. The work itself must watch the signal too. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new DOMException('The request was cancelled.', 'AbortError'));
    signal.addEventListener('abort', stop, { once: true });
  });
  if (signal.aborted) {
    stop?.();
  }
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) {
      signal.removeEventListener('abort', stop);
    }
  }
}
