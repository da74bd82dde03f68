import { type AccountWithRestoreAccess, InvalidClusterSnapshotStateFault$ } from '@aws-sdk/client-redshift';
import { invalidCombination, invalidValue, modelled } from '../protocol/serviceError';
import { fold, isManual, type SnapshotRecord, sameName } from '../state/record';
import type { ActionContext } from './action';
import { snapshotNotFound } from './snapshotQuery';

/** The parameters that AuthorizeSnapshotAccess and RevokeSnapshotAccess have in common. */
export interface AccessMessage {
  readonly SnapshotIdentifier?: string | undefined;
  readonly SnapshotArn?: string | undefined;
  readonly SnapshotClusterIdentifier?: string | undefined;
  readonly AccountWithRestoreAccess: string | undefined;
}

export function sharedResource({ SnapshotIdentifier, SnapshotClusterIdentifier }: AccessMessage): string {
  return `snapshot:${SnapshotClusterIdentifier || '*'}/${SnapshotIdentifier ?? '*'}`;
}

/**
 * The caller's own manual snapshot, by its identifier or its ARN. Throws InvalidParameterCombination, ClusterSnapshotNotFound,
 * InvalidClusterSnapshotState for an automated one or one of AWS Backup.
 */
export function sharedSnapshot(input: AccessMessage, { store }: ActionContext): SnapshotRecord {
  const { SnapshotIdentifier: identifier, SnapshotArn: arn, SnapshotClusterIdentifier: cluster } = input;
  if (!identifier === !arn) {
    throw invalidCombination('Exactly one of SnapshotIdentifier and SnapshotArn must be specified.');
  }
  const named = identifier
    ? store.snapshotsNamed(identifier)
    : store.snapshots.filter(({ snapshot }) => fold(snapshot.SnapshotArn) === fold(arn ?? ''));
  const own = named.filter(({ snapshot }) => !cluster || sameName(snapshot.ClusterIdentifier, cluster));
  const record = own.find(isManual) ?? own[0];
  if (record === undefined) {
    throw snapshotNotFound(identifier ?? arn ?? '');
  }
  const name = record.snapshot.SnapshotIdentifier;
  if (!isManual(record) || name.startsWith('awsbackup:')) {
    const why = isManual(record) ? 'it is managed by AWS Backup' : 'it is not a manual snapshot';
    throw modelled(InvalidClusterSnapshotStateFault$, `Cannot share the snapshot ${name} because ${why}`);
  }
  return record;
}

/** 12 digits, or AWS Support. Throws InvalidParameterValue. */
export function givenAccount({ AccountWithRestoreAccess: account = '' }: AccessMessage): string {
  if (!/^\d{12}$/.test(account) && account !== 'amazon-redshift-support') {
    throw invalidValue(`Invalid value ${account} for AccountWithRestoreAccess.`);
  }
  return account;
}

/** The snapshot shared with these accounts; the list is absent where there is none. */
export function sharedWith(record: SnapshotRecord, accounts: readonly AccountWithRestoreAccess[]): SnapshotRecord {
  const { AccountsWithRestoreAccess: _before, ...snapshot } = record.snapshot;
  return {
    ...record,
    snapshot: accounts.length > 0 ? { ...snapshot, AccountsWithRestoreAccess: [...accounts] } : snapshot,
  };
}
