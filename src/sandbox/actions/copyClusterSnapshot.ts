import {
  CopyClusterSnapshot$,
  type CopyClusterSnapshotMessage,
  type CopyClusterSnapshotResult,
  InvalidClusterSnapshotStateFault$,
} from '@aws-sdk/client-redshift';
import { modelled, type ServiceError } from '../protocol/serviceError';
import { newestAutomated } from '../state/expiry';
import { creationOf, progressWhenDone, statusAt } from '../state/life';
import { isAutomated, type SnapshotRecord, sameName, snapshotArn } from '../state/record';
import type { RegionStore } from '../state/store';
import { type ActionContext, action } from './action';
import { clusterNotFound } from './describeClusters';
import { givenIdentifier, manualIdentifier } from './identifierRules';
import { checkNotOver, checkRoom, manualRetention } from './newManualSnapshot';
import { snapshotNotFound } from './snapshotQuery';

/** CopyClusterSnapshot: an automated, available snapshot of the caller's own becomes a manual one, in the same Region. */
export const copyClusterSnapshot = action<CopyClusterSnapshotMessage, CopyClusterSnapshotResult>({
  operation: CopyClusterSnapshot$,
  resource: input => `snapshot:${input.SourceSnapshotClusterIdentifier ?? '*'}/${input.SourceSnapshotIdentifier}`,
  run: (input, context) => {
    const sourceName = givenIdentifier('SourceSnapshotIdentifier', input.SourceSnapshotIdentifier ?? '');
    const target = manualIdentifier('TargetSnapshotIdentifier', input.TargetSnapshotIdentifier ?? '');
    const retentionDays = manualRetention(input.ManualSnapshotRetentionPeriod);
    const source = findSource(context.store, sourceName, input.SourceSnapshotClusterIdentifier || undefined);
    checkSource(source, context);
    const start = retentionStart(source, context);
    checkNotOver(retentionDays, start, context.now);
    checkRoom(target, context);
    const copy = copyOf(source, { target, retentionDays, start }, context);
    context.store.add([copy]);
    return { Snapshot: context.views.of(copy, { owner: true }, context.now) };
  },
});

/** A cluster is known while it exists or has snapshots: copies from another Region belong to one that exists only there. */
function findSource(store: RegionStore, identifier: string, cluster: string | undefined): SnapshotRecord {
  if (cluster !== undefined && !store.cluster(cluster) && store.snapshotsOf(cluster).length === 0) {
    throw clusterNotFound(cluster);
  }
  const source = store
    .snapshotsNamed(identifier)
    .find(({ snapshot }) => cluster === undefined || sameName(snapshot.ClusterIdentifier, cluster));
  if (source === undefined) {
    throw snapshotNotFound(identifier);
  }
  return source;
}

function checkSource(source: SnapshotRecord, { store, now }: ActionContext): void {
  const { snapshot } = source;
  if (!isAutomated(source)) {
    throw invalidState(`Only automated snapshots can be copied. Snapshot ${snapshot.SnapshotIdentifier} is manual.`);
  }
  const status = statusAt(source, now);
  if (status !== 'available') {
    throw invalidState(
      `Snapshot ${snapshot.SnapshotIdentifier} is not in the available state. Its current state is ${status}.`,
    );
  }
  if (isLatestOfPaused(source, store, now)) {
    throw invalidState(
      `Cannot copy the latest automated snapshot of cluster ${snapshot.ClusterIdentifier} because the cluster is paused.`,
    );
  }
}

/** "You can't copy the latest automated snapshots of a paused cluster to manual snapshots." (guide, pausing a cluster) */
function isLatestOfPaused(source: SnapshotRecord, store: RegionStore, now: number): boolean {
  const cluster = store.cluster(source.snapshot.ClusterIdentifier);
  return (
    cluster?.ClusterStatus === 'paused' && newestAutomated(store.snapshotsOf(cluster.ClusterIdentifier), now) === source
  );
}

function invalidState(message: string): ServiceError {
  return modelled(InvalidClusterSnapshotStateFault$, message);
}

/** Counted from the source. Source: the sample answer of CopyClusterSnapshot, whose start is 87 minutes before its request. */
function retentionStart({ snapshot }: SnapshotRecord, { copyRetentionFrom, now }: ActionContext): Date {
  return copyRetentionFrom === 'source' ? snapshot.SnapshotRetentionStartTime : new Date(now);
}

interface NewCopy {
  readonly target: string;
  readonly retentionDays: number;
  readonly start: Date;
}

/** The copy keeps the instant of its source's data as SnapshotCreateTime, also while it is made. */
function copyOf(
  { snapshot }: SnapshotRecord,
  { target, retentionDays, start }: NewCopy,
  { store, now }: ActionContext,
): SnapshotRecord {
  const creation = { ...creationOf(snapshot.ActualIncrementalBackupSizeInMegaBytes ?? 0, now), isCopy: true as const };
  return {
    creation,
    snapshot: {
      ...snapshot,
      ...progressWhenDone(creation),
      SnapshotIdentifier: target,
      SnapshotType: 'manual',
      SnapshotArn: snapshotArn(store.region, store.account, snapshot.ClusterIdentifier, target),
      ManualSnapshotRetentionPeriod: retentionDays,
      SnapshotRetentionStartTime: start,
      Tags: [],
    },
  };
}
