import { accountsWithAccess } from '../model/sharing';
import { isStill, type Snapshot } from '../model/snapshot';
import type { ManualInput } from './manualSnapshot';
import type { Asked, ComparedMember, Expected, Parameter } from './operation';
import { clusterOfManualSnapshot, manualSnapshot } from './parameters';

/** What AuthorizeSnapshotAccess and RevokeSnapshotAccess have in common. The snapshot is named by its identifier, never by its ARN. */
export type AccessInput = ManualInput & { readonly AccountWithRestoreAccess: string };

export function accessParameters(
  snapshot: string,
  account: Pick<Parameter, 'documentation' | 'choices'>,
): readonly Parameter[] {
  return [
    manualSnapshot(snapshot),
    clusterOfManualSnapshot,
    {
      ...{ name: 'AccountWithRestoreAccess', argument: 'account', kind: 'account', required: true },
      ...{ alsoCalled: ['account', 'accountid', 'sharewith'], example: '210987654321', ...account },
    },
  ];
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
