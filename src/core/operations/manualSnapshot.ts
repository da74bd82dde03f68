import { isAwsBackup, isOwnedBy, type Snapshot } from '../model/snapshot';
import { attempt, failures } from './attempt';
import type { Asked, Examination, Subject } from './operation';
import { type Reads, sameText } from './reads';
import type { Refusal } from './refusal';

/** What names a manual snapshot; some operations take its cluster, too. */
export type ManualInput = {
  readonly SnapshotIdentifier: string;
  readonly SnapshotClusterIdentifier?: string;
};

export function subjectOfManual({ input, before }: Asked<ManualInput>): Subject {
  const { SnapshotIdentifier: identifier, SnapshotClusterIdentifier: cluster = before?.clusterIdentifier } = input;
  return { identifier, cluster };
}

export function aboutManual({ identifier, clusterIdentifier }: Snapshot): Required<ManualInput> {
  return { SnapshotIdentifier: identifier, SnapshotClusterIdentifier: clusterIdentifier };
}

/** Reads a manual snapshot that is to be changed or removed, and who is asking; with what else forbids it. */
export async function examineManual(
  reads: Reads,
  { SnapshotIdentifier: identifier, SnapshotClusterIdentifier: cluster }: ManualInput,
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
    before && (isAwsBackup(before) ? { kind: 'ofAwsBackup' } : (refuseCluster(before, cluster) ?? refuse(before))),
  ];
  return { ...(before && { before }), caller, refusals: refusals.filter(refusal => refusal !== undefined) };
}

function refuseCluster({ clusterIdentifier: own }: Snapshot, cluster = own): Refusal | undefined {
  return sameText(own, cluster) ? undefined : { kind: 'sourceOfOtherCluster', clusters: [own] };
}

/** Calls name no owner: they would be about the caller's own snapshot of that name. */
export function refuseOther(snapshot: Snapshot, account: string | undefined): Refusal | undefined {
  const { ownerAccount } = snapshot;
  return ownerAccount === undefined || isOwnedBy(snapshot, account)
    ? undefined
    : { kind: 'ofOtherAccount', account: ownerAccount };
}
