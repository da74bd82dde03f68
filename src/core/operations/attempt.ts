import { accepted, type Checked, rejected } from '../model/checked';
import { type Problem, problemOf } from '../model/problem';
import { isOwnedBy, type Snapshot } from '../model/snapshot';
import type { CallerIdentity } from '../model/target';
import type { CheckedThing, Refusal } from './refusal';

/** What a read has come to. */
export async function attempt<Value>(read: () => Promise<Value>): Promise<Checked<Value, Problem>> {
  try {
    return accepted(await read());
  } catch (error) {
    return rejected(problemOf(error));
  }
}

/** The name of a new snapshot is taken by one of the caller's own account. */
export function refuseTaken(
  target: Checked<readonly Snapshot[], Problem>,
  caller: Checked<CallerIdentity, Problem>,
): Refusal | undefined {
  const account = caller.ok ? caller.value.account : undefined;
  const by = target.ok ? target.value.find(snapshot => isOwnedBy(snapshot, account)) : undefined;
  return by && { kind: 'targetTaken', by };
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
