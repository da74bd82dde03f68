import { isAwsBackup, type Snapshot } from '../model/snapshot';
import { attempt, failures } from './attempt';
import type { Examination } from './operation';
import type { Reads } from './reads';
import type { Refusal } from './refusal';

/** Reads a manual snapshot that is to be changed or removed, and who is asking; with what else forbids it. */
export async function examineManual(
  reads: Reads,
  identifier: string,
  signal: AbortSignal,
  refuse: (snapshot: Snapshot) => Refusal | undefined,
): Promise<Examination> {
  const [target, caller] = await Promise.all([
    attempt(() => reads.manual(identifier, signal)),
    attempt(() => reads.caller(signal)),
  ]);
  const before = target.ok ? target.value : undefined;
  const refusals: readonly (Refusal | undefined)[] = [
    ...failures({ target, caller }),
    target.ok && before === undefined ? { kind: 'manualGone' } : undefined,
    before && caller.ok ? refuseOther(before, caller.value.account) : undefined,
    before && (isAwsBackup(before) ? { kind: 'ofAwsBackup' } : refuse(before)),
  ];
  return { ...(before && { before }), caller, refusals: refusals.filter(refusal => refusal !== undefined) };
}

/** Calls name no owner: they would be about the caller's own snapshot of that name. */
function refuseOther({ ownerAccount }: Snapshot, caller: string): Refusal | undefined {
  return ownerAccount === undefined || ownerAccount === caller
    ? undefined
    : { kind: 'ofOtherAccount', account: ownerAccount };
}
