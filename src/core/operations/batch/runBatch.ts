import { problemOf } from '../../model/problem';
import type { CopyInput } from '../copyClusterSnapshot';
import type { CopyOutcome } from '../copySnapshot';
import { copiesAtOnce, forEachAtOnce } from './atOnce';

export interface BatchResult {
  readonly request: CopyInput;
  readonly outcome: CopyOutcome;
}

export interface BatchOptions {
  readonly requests: readonly CopyInput[];
  /** Carries one copy out. */
  readonly copy: (request: CopyInput, signal: AbortSignal) => Promise<CopyOutcome>;
  /** What is not sent when it is aborted stays unsent. */
  readonly signal: AbortSignal;
  /** Told after each one, with all that have ended. */
  readonly progress?: (ended: readonly BatchResult[]) => void;
}

/** Copies all, a bounded number at once, and tells of each how it ended, in their order. Never rejects. */
export async function runBatch({ requests, copy, signal, progress }: BatchOptions): Promise<readonly BatchResult[]> {
  const results = new Map<CopyInput, BatchResult>();
  await forEachAtOnce(requests, copiesAtOnce, async request => {
    const outcome = signal.aborted ? ({ kind: 'cancelled' } as const) : await attempt(copy, request, signal);
    results.set(request, { request, outcome });
    progress?.([...results.values()]);
  });
  return requests.flatMap(request => results.get(request) ?? []);
}

/** A copy that could not be written down was not sent: that is a failure of this one, not of the others. */
async function attempt(copy: BatchOptions['copy'], request: CopyInput, signal: AbortSignal): Promise<CopyOutcome> {
  try {
    // A signal of its own, as Node warns of more than ten listeners at one.
    return await copy(request, AbortSignal.any([signal]));
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) };
  }
}
