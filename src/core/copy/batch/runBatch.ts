import type { CopyRequest } from '../../gateway';
import { problemOf } from '../../problem';
import type { CopyOutcome } from '../copySnapshot';

/** So many copies are under way at once: enough to be quick, few enough not to be throttled. */
const atOnce = 8;

export interface BatchResult {
  readonly request: CopyRequest;
  readonly outcome: CopyOutcome;
}

export interface BatchOptions {
  readonly requests: readonly CopyRequest[];
  /** Carries one copy out. */
  readonly copy: (request: CopyRequest, signal: AbortSignal) => Promise<CopyOutcome>;
  /** What is not sent when it is aborted stays unsent. */
  readonly signal: AbortSignal;
  /** Told after each one, with all that have ended. */
  readonly progress?: (ended: readonly BatchResult[]) => void;
}

/** Copies all, a bounded number at once, and tells of each how it ended, in their order. Never rejects. */
export async function runBatch({ requests, copy, signal, progress }: BatchOptions): Promise<readonly BatchResult[]> {
  const results = new Map<CopyRequest, BatchResult>();
  const waiting = [...requests];
  const work = async (): Promise<void> => {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      const outcome = signal.aborted ? ({ kind: 'cancelled' } as const) : await attempt(copy, request, signal);
      results.set(request, { request, outcome });
      progress?.([...results.values()]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, requests.length) }, work));
  return requests.flatMap(request => results.get(request) ?? []);
}

/** Those worth another try: not what was copied, and not what may have been. */
export function toRetry(results: readonly BatchResult[]): readonly CopyRequest[] {
  return results
    .filter(({ outcome }) => outcome.kind !== 'copied' && outcome.kind !== 'unknown')
    .map(({ request }) => request);
}

/** A copy that could not be written down was not sent: that is a failure of this one, not of the others. */
async function attempt(copy: BatchOptions['copy'], request: CopyRequest, signal: AbortSignal): Promise<CopyOutcome> {
  try {
    // A signal of its own, as Node warns of more than ten listeners at one.
    return await copy(request, AbortSignal.any([signal]));
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) };
  }
}
