import {
  InvalidClusterSnapshotStateFault$,
  ModifyClusterSnapshot$,
  type ModifyClusterSnapshotMessage,
  type ModifyClusterSnapshotResult,
} from '@aws-sdk/client-redshift';
import { day } from '../model/clock';
import { modelled } from '../protocol/serviceError';
import { isManual, type SnapshotRecord } from '../state/record';
import { action } from './action';
import { givenIdentifier } from './identifierRules';
import { checkNotOver, manualRetention } from './newManualSnapshot';
import { snapshotNotFound } from './snapshotQuery';

/** ModifyClusterSnapshot: another retention period, counted from when retention started; with Force one that is over deletes. */
export const modifyClusterSnapshot = action<ModifyClusterSnapshotMessage, ModifyClusterSnapshotResult>({
  operation: ModifyClusterSnapshot$,
  resource: input => `snapshot:*/${input.SnapshotIdentifier}`,
  run: (input, { store, views, now }) => {
    const identifier = givenIdentifier('SnapshotIdentifier', input.SnapshotIdentifier ?? '');
    const named = store.snapshotsNamed(identifier);
    const record = named.find(isManual) ?? named[0];
    if (record === undefined) {
      throw snapshotNotFound(identifier);
    }
    if (!isManual(record) || identifier.startsWith('awsbackup:')) {
      const why = isManual(record) ? 'it is managed by AWS Backup' : 'it is not a manual snapshot';
      throw modelled(
        InvalidClusterSnapshotStateFault$,
        `Cannot modify the snapshot ${record.snapshot.SnapshotIdentifier} because ${why}`,
      );
    }
    const { ManualSnapshotRetentionPeriod: before = -1, SnapshotRetentionStartTime: start } = record.snapshot;
    const days = manualRetention(input.ManualSnapshotRetentionPeriod ?? before);
    if (!input.Force) {
      checkNotOver(days, start, now);
    }
    const changed: SnapshotRecord = {
      ...record,
      snapshot: { ...record.snapshot, ManualSnapshotRetentionPeriod: days },
    };
    store.remove([record]);
    if (days === -1 || start.getTime() + days * day > now) {
      store.add([changed]);
    }
    return { Snapshot: views.of(changed, { owner: true }, now) };
  },
});
