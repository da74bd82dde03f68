/** Waits for some ms; ends early, without an error, when the signal is aborted. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export const wait: Wait = (milliseconds, signal) =>
  new Promise(resolve => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });

/** A pause before try number `tries` + 1: doubling from `first` up to `most` ms, the upper half of it at random. */
export function backOff(
  tries: number,
  { first, most }: { readonly first: number; readonly most: number },
  random: () => number = Math.random,
): number {
  const pause = Math.min(first * 2 ** Math.max(tries - 1, 0), most);
  return pause / 2 + (pause / 2) * random();
}

/** What `work` comes to, or undefined when that takes longer. */
export async function within<Value>(
  milliseconds: number,
  work: Promise<Value>,
  waitFor: Wait = wait,
): Promise<Value | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([work, waitFor(milliseconds, over.signal).then(() => undefined)]);
  } finally {
    over.abort();
  }
}
