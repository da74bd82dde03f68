import {
  DeleteClusterSnapshot$,
  type DeleteClusterSnapshotMessage,
  type DeleteClusterSnapshotResult,
  InvalidClusterSnapshotStateFault$,
} from '@aws-sdk/client-redshift';
import { modelled, type ServiceError } from '../protocol/serviceError';
import { snapshotEvent } from '../state/events';
import { statusAt } from '../state/life';
import { isManual, type SnapshotRecord, sameName } from '../state/record';
import { type ActionContext, action } from './action';
import { givenIdentifier } from './identifierRules';
import { snapshotNotFound } from './snapshotQuery';

/** DeleteClusterSnapshot: a manual snapshot of the caller's own that nobody else may restore. It answers its last state. */
export const deleteClusterSnapshot = action<DeleteClusterSnapshotMessage, DeleteClusterSnapshotResult>({
  operation: DeleteClusterSnapshot$,
  resource: input => `snapshot:${input.SnapshotClusterIdentifier ?? '*'}/${input.SnapshotIdentifier}`,
  run: (input, context) => {
    const identifier = givenIdentifier('SnapshotIdentifier', input.SnapshotIdentifier ?? '');
    const cluster = input.SnapshotClusterIdentifier || undefined;
    const record = context.store
      .snapshotsNamed(identifier)
      .find(({ snapshot }) => cluster === undefined || sameName(snapshot.ClusterIdentifier, cluster));
    if (record === undefined) {
      throw snapshotNotFound(identifier);
    }
    checkDeletable(record, context);
    context.store.remove([record]);
    context.store.log([snapshotEvent('deleted', record, context.now)]);
    return { Snapshot: { ...context.views.of(record, { owner: true }, context.now), Status: 'deleted' } };
  },
});

const deletable = ['available', 'failed', 'cancelled'];

/** Sources: DeleteClusterSnapshot; the wording for automated ones is the one that moto knows. */
function checkDeletable(record: SnapshotRecord, { now }: ActionContext): void {
  const name = record.snapshot.SnapshotIdentifier;
  if (!isManual(record)) {
    throw invalidState(`Cannot delete the snapshot ${name} because only manual snapshots may be deleted`);
  }
  if (name.startsWith('awsbackup:')) {
    throw invalidState(`Cannot delete the snapshot ${name} because it is managed by AWS Backup`);
  }
  const status = statusAt(record, now);
  if (!deletable.includes(status)) {
    throw invalidState(`Cannot delete the snapshot ${name} because it is in the state ${status}`);
  }
  if (record.snapshot.AccountsWithRestoreAccess?.length) {
    throw invalidState(`Cannot delete the snapshot ${name} because other accounts are authorized to access it`);
  }
}

function invalidState(message: string): ServiceError {
  return modelled(InvalidClusterSnapshotStateFault$, message);
}
