import {
  CreateClusterSnapshot$,
  type CreateClusterSnapshotMessage,
  type CreateClusterSnapshotResult,
  InvalidClusterStateFault$,
} from '@aws-sdk/client-redshift';
import { modelled } from '../protocol/serviceError';
import { creationEvents } from '../state/events';
import { newestAutomated } from '../state/expiry';
import { snapshotFromCluster } from '../state/fromCluster';
import { creationOf, progressWhenDone, timesWhenDone } from '../state/life';
import type { SnapshotRecord, StoredCluster } from '../state/record';
import { type ActionContext, action } from './action';
import { clusterNotFound } from './describeClusters';
import { givenIdentifier, manualIdentifier } from './identifierRules';
import { checkRoom, manualRetention } from './newManualSnapshot';
import { checkTags } from './tags';

/** CreateClusterSnapshot: a manual snapshot of an available cluster, of the data as it is now. */
export const createClusterSnapshot = action<CreateClusterSnapshotMessage, CreateClusterSnapshotResult>({
  operation: CreateClusterSnapshot$,
  resource: input => `snapshot:${input.ClusterIdentifier}/${input.SnapshotIdentifier}`,
  run: (input, context) => {
    const identifier = manualIdentifier('SnapshotIdentifier', input.SnapshotIdentifier ?? '');
    const clusterName = givenIdentifier('ClusterIdentifier', input.ClusterIdentifier ?? '');
    const retentionDays = manualRetention(input.ManualSnapshotRetentionPeriod);
    checkTags(input.Tags ?? []);
    const cluster = availableCluster(clusterName, context);
    checkRoom(identifier, context);
    const record = newRecord(cluster, { ...input, SnapshotIdentifier: identifier }, retentionDays, context);
    context.store.add([record]);
    context.store.log(creationEvents(record, context.now));
    return { Snapshot: context.views.of(record, { owner: true }, context.now) };
  },
});

function availableCluster(identifier: string, { store }: ActionContext): StoredCluster {
  const cluster = store.cluster(identifier);
  if (cluster === undefined) {
    throw clusterNotFound(identifier);
  }
  if (cluster.ClusterStatus !== 'available') {
    throw modelled(
      InvalidClusterStateFault$,
      `Cluster ${identifier} is not in the available state. Its current state is ${cluster.ClusterStatus}.`,
    );
  }
  return cluster;
}

function newRecord(
  cluster: StoredCluster,
  input: CreateClusterSnapshotMessage,
  retentionDays: number,
  { store, now }: ActionContext,
): SnapshotRecord {
  const newest = newestAutomated(store.snapshotsOf(cluster.ClusterIdentifier), now);
  const total = newest?.snapshot.TotalBackupSizeInMegaBytes ?? 0;
  const creation = creationOf(total / 100, now);
  const identifier = input.SnapshotIdentifier ?? '';
  const where = { cluster, account: store.account, region: store.region };
  return {
    creation,
    snapshot: snapshotFromCluster(
      { ...where, identifier, type: 'manual', createdAt: now },
      {
        ...progressWhenDone(creation),
        ...timesWhenDone(creation),
        TotalBackupSizeInMegaBytes: total,
        ActualIncrementalBackupSizeInMegaBytes: creation.megabytes,
        ManualSnapshotRetentionPeriod: retentionDays,
        Tags: input.Tags ?? [],
      },
    ),
  };
}
