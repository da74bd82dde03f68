import { accepted, type Checked, rejected } from '../model/checked';
import { type Problem, problemOf } from '../model/problem';
import type { CheckedThing, Refusal } from './refusal';

/** What a read has come to. */
export async function attempt<Value>(read: () => Promise<Value>): Promise<Checked<Value, Problem>> {
  try {
    return accepted(await read());
  } catch (error) {
    return rejected(problemOf(error));
  }
}

/**
 * The reads that failed. One that the caller's policy denies is left out: a policy may allow the operation alone, and the
 * service has the last word.
 */
export function failures(
  reads: Readonly<Partial<Record<CheckedThing, Checked<unknown, Problem>>>>,
): readonly Extract<Refusal, { kind: 'checkFailed' }>[] {
  return (['source', 'target', 'cluster', 'caller'] as const).flatMap(of => {
    const read = reads[of];
    return read === undefined || read.ok || (read.reason.kind === 'accessDenied' && of !== 'caller')
      ? []
      : [{ kind: 'checkFailed', of, problem: read.reason } as const];
  });
}
