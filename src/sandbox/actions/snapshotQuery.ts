import { ClusterSnapshotNotFoundFault$, type DescribeClusterSnapshotsMessage } from '@aws-sdk/client-redshift';
import { invalidCombination, invalidValue, modelled, type ServiceError } from '../protocol/serviceError';
import { fold, type SnapshotRecord } from '../state/record';
import { between } from '../state/snapshotIndex';
import type { RegionStore } from '../state/store';
import type { ActionContext } from './action';
import { clusterNotFound } from './describeClusters';
import type { Ordered } from './paging';
import { snapshotOrder } from './snapshotOrder';
import { tagFilter } from './tags';

/** The snapshots that DescribeClusterSnapshots is asked for, in the order that is asked for. */
export function findSnapshots(input: DescribeClusterSnapshotsMessage, context: ActionContext): Ordered<SnapshotRecord> {
  const query = normalised(input);
  checkCombination(query);
  const order = snapshotOrder(query.SortingEntities ?? []);
  const owner = query.OwnerAccount ?? accountOf(query.SnapshotArn) ?? context.store.account;
  const store = context.world.store(owner, context.store.region);
  store.expire(context.now);
  const { Marker: _marker, MaxRecords: _size, ...filters } = query;
  const key = JSON.stringify([filters, context.store.account]);
  const items = store.list(key, () => order.sort(select(query, store, context.store.account)));
  refuseUnknown(query, items, store);
  return { ...order, items };
}

/** Empty strings are as good as absent. */
function normalised(input: DescribeClusterSnapshotsMessage): DescribeClusterSnapshotsMessage {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ''));
}

/** Sources: the parameters of DescribeClusterSnapshots; apache/airflow#27276 for the first, which is undocumented. */
function checkCombination(query: DescribeClusterSnapshotsMessage): void {
  if (query.SnapshotIdentifier && query.ClusterIdentifier) {
    throw invalidCombination('Cannot specify both SnapshotIdentifier and ClusterIdentifier.');
  }
  if (query.ClusterExists && !query.ClusterIdentifier) {
    throw invalidCombination('ClusterIdentifier is required if ClusterExists is set to true.');
  }
  if (query.SnapshotType && query.SnapshotType !== 'automated' && query.SnapshotType !== 'manual') {
    throw invalidValue(`Invalid value ${query.SnapshotType} for SnapshotType. Must be automated or manual`);
  }
  if (query.OwnerAccount && !/^\d{12}$/.test(query.OwnerAccount)) {
    throw invalidValue(`Invalid value ${query.OwnerAccount} for OwnerAccount. Must be an AWS account of 12 digits`);
  }
  if (query.SnapshotArn && !arnPattern.test(query.SnapshotArn)) {
    throw invalidValue(`Invalid value ${query.SnapshotArn} for SnapshotArn.`);
  }
}

const arnPattern = /^arn:aws[a-z-]*:redshift:[a-z0-9-]+:(\d{12}):snapshot:[^/]+\/.+$/;

function accountOf(arn: string | undefined): string | undefined {
  return arnPattern.exec(arn ?? '')?.[1];
}

function select(query: DescribeClusterSnapshotsMessage, store: RegionStore, viewer: string): readonly SnapshotRecord[] {
  const base = query.SnapshotIdentifier
    ? store.snapshotsNamed(query.SnapshotIdentifier)
    : query.ClusterIdentifier
      ? store.snapshotsOf(query.ClusterIdentifier)
      : store.snapshots;
  const inTime = between(base, query.StartTime?.getTime() ?? -Infinity, query.EndTime?.getTime() ?? Infinity);
  const tests = testsOf(query, store, viewer);
  return tests.length === 0 ? inTime : inTime.filter(record => tests.every(test => test(record)));
}

type Test = (record: SnapshotRecord) => boolean;

function testsOf(query: DescribeClusterSnapshotsMessage, store: RegionStore, viewer: string): readonly Test[] {
  const tests: Test[] = [];
  const { SnapshotType, SnapshotArn, ClusterExists, StartTime, EndTime } = query;
  if (StartTime || EndTime) {
    tests.push(({ withoutTime }) => !withoutTime);
  }
  if (SnapshotType) {
    tests.push(record => record.snapshot.SnapshotType === SnapshotType);
  }
  if (SnapshotArn) {
    const arn = fold(SnapshotArn);
    tests.push(record => fold(record.snapshot.SnapshotArn) === arn);
  }
  if (ClusterExists !== undefined) {
    tests.push(({ snapshot }) => (store.cluster(snapshot.ClusterIdentifier) !== undefined) === ClusterExists);
  }
  if (store.account !== viewer) {
    tests.push(record => isSharedWith(record, viewer));
  }
  const hasTags = tagFilter(query);
  if (hasTags) {
    // Snapshots that another account owns drop out when tags are asked for.
    tests.push(({ snapshot }) => snapshot.OwnerAccount === viewer && hasTags(snapshot.Tags ?? []));
  }
  return tests;
}

function isSharedWith({ snapshot }: SnapshotRecord, account: string): boolean {
  return snapshot.AccountsWithRestoreAccess?.some(other => other.AccountId === account) ?? false;
}

/** A name that nothing has is an error, a filter that nothing passes is an empty list. */
function refuseUnknown(
  query: DescribeClusterSnapshotsMessage,
  found: readonly SnapshotRecord[],
  store: RegionStore,
): void {
  const named = query.SnapshotIdentifier ?? query.SnapshotArn;
  if (named !== undefined && found.length === 0) {
    throw snapshotNotFound(named);
  }
  const cluster = query.ClusterIdentifier;
  if (cluster !== undefined && !store.cluster(cluster) && store.snapshotsOf(cluster).length === 0) {
    throw clusterNotFound(cluster);
  }
}

export function snapshotNotFound(identifier: string): ServiceError {
  return modelled(ClusterSnapshotNotFoundFault$, `Snapshot ${identifier} not found.`);
}
