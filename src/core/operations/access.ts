import { accountsWithAccess } from '../model/sharing';
import { isStill, type Snapshot } from '../model/snapshot';
import { examineManual } from './manualSnapshot';
import type { Asked, ComparedMember, Examination, Expected, Parameter, Subject } from './operation';
import { clusterName, manualSnapshot } from './parameters';
import { type Reads, sameText } from './reads';
import type { Refusal } from './refusal';

/** What AuthorizeSnapshotAccess and RevokeSnapshotAccess have in common. The snapshot is named by its identifier, never by its ARN. */
export type AccessInput = {
  readonly SnapshotIdentifier: string;
  readonly SnapshotClusterIdentifier?: string;
  readonly AccountWithRestoreAccess: string;
};

export function accessParameters(
  snapshot: string,
  account: Pick<Parameter, 'documentation' | 'choices'>,
): readonly Parameter[] {
  return [
    manualSnapshot(snapshot),
    clusterName({
      name: 'SnapshotClusterIdentifier',
      required: false,
      alsoCalled: ['cluster', 'clusteridentifier'],
      documentation:
        "The cluster that the snapshot was made of. Needed when the IAM policy names the cluster in the snapshot's ARN instead of `*`.",
    }),
    {
      ...{ name: 'AccountWithRestoreAccess', argument: 'account', kind: 'account', required: true },
      ...{ alsoCalled: ['account', 'accountid', 'sharewith'], example: '210987654321', ...account },
    },
  ];
}

export function subjectOfAccess({ input, before }: Asked<AccessInput>): Subject {
  return {
    identifier: input.SnapshotIdentifier,
    cluster: input.SnapshotClusterIdentifier ?? before?.clusterIdentifier,
  };
}

export function aboutAccess({ identifier, clusterIdentifier }: Snapshot): Partial<AccessInput> {
  return { SnapshotIdentifier: identifier, SnapshotClusterIdentifier: clusterIdentifier };
}

export function examineAccess(
  reads: Reads,
  { SnapshotIdentifier, SnapshotClusterIdentifier }: AccessInput,
  signal: AbortSignal,
  refuse: (before: Snapshot) => Refusal | undefined,
): Promise<Examination> {
  return examineManual(reads, SnapshotIdentifier, signal, before =>
    sameText(before.clusterIdentifier, SnapshotClusterIdentifier ?? before.clusterIdentifier)
      ? refuse(before)
      : { kind: 'sourceOfOtherCluster', clusters: [before.clusterIdentifier] },
  );
}

/** Whether the account has access, or has none, as was asked for. */
export function accessOutcome(
  found: Snapshot | undefined,
  { input, before }: Asked<AccessInput>,
  wanted: 'access' | 'none',
): 'done' | 'notDone' | 'other' {
  if (found !== undefined && before !== undefined && !isStill(before, found)) {
    return 'other';
  }
  const hasAccess = found !== undefined && accountsWithAccess(found).includes(input.AccountWithRestoreAccess);
  return found !== undefined && hasAccess === (wanted === 'access') ? 'done' : 'notDone';
}

export const sharedMembers: readonly ComparedMember[] = [
  'clusterIdentifier',
  'createTime',
  'manualRetentionDays',
  'type',
  'sharedWith',
];

/** The snapshot as it was, shared with others. */
export function expectedSharing(
  before: Snapshot | undefined,
  change: (accounts: readonly string[]) => readonly string[],
): Expected | undefined {
  return before && { ...before, sharedWith: change(accountsWithAccess(before)) };
}
