import { isAwsBackup, isOwnedBy, type Snapshot } from '../model/snapshot';
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
  const named = target.ok ? target.value : [];
  const account = caller.ok ? caller.value.account : undefined;
  const before = named.find(snapshot => isOwnedBy(snapshot, account)) ?? named[0];
  const refusals: readonly (Refusal | undefined)[] = [
    ...failures({ target, caller }),
    target.ok && before === undefined ? { kind: 'manualGone' } : undefined,
    before && refuseOther(before, account),
    before && (isAwsBackup(before) ? { kind: 'ofAwsBackup' } : refuse(before)),
  ];
  return { ...(before && { before }), caller, refusals: refusals.filter(refusal => refusal !== undefined) };
}

/** Calls name no owner: they would be about the caller's own snapshot of that name. */
export function refuseOther(snapshot: Snapshot, account: string | undefined): Refusal | undefined {
  const { ownerAccount } = snapshot;
  return ownerAccount === undefined || isOwnedBy(snapshot, account)
    ? undefined
    : { kind: 'ofOtherAccount', account: ownerAccount };
}
