import type { DescribeClusterSnapshotsCommandInput } from '@aws-sdk/client-redshift';
import type { SnapshotQuery } from '../../core/model/gateway';
import type { Snapshot } from '../../core/model/snapshot';

/** The most that the service gives at once. */
export const PAGE_SIZE = 100;

export const OLDEST_FIRST: DescribeClusterSnapshotsCommandInput = {
  SortingEntities: [{ Attribute: 'CREATE_TIME', SortOrder: 'ASC' }],
};

/**
 * The parameters of DescribeClusterSnapshots for a query. The service refuses SnapshotIdentifier together with
 * ClusterIdentifier, so the identifier goes alone and {@link matchesQuery} does the rest.
 */
export function inputOf(query: SnapshotQuery): DescribeClusterSnapshotsCommandInput {
  if (query.snapshotIdentifier !== undefined) {
    return { SnapshotIdentifier: query.snapshotIdentifier };
  }
  return {
    MaxRecords: PAGE_SIZE,
    SortingEntities: [{ Attribute: 'CREATE_TIME', SortOrder: 'DESC' }],
    ...(query.clusterIdentifier !== undefined && { ClusterIdentifier: query.clusterIdentifier }),
    ...(query.type !== undefined && { SnapshotType: query.type }),
    ...(query.clusterExists !== undefined && { ClusterExists: query.clusterExists }),
    ...(query.createdFrom !== undefined && { StartTime: new Date(query.createdFrom) }),
  };
}

/** Whether an answer belongs to the question: some endpoints ignore the filters. */
export function matchesQuery(snapshot: Snapshot, query: SnapshotQuery): boolean {
  return (
    (query.clusterIdentifier === undefined || sameIdentifier(snapshot.clusterIdentifier, query.clusterIdentifier)) &&
    (query.snapshotIdentifier === undefined || sameIdentifier(snapshot.identifier, query.snapshotIdentifier)) &&
    (query.type === undefined || snapshot.type === query.type)
  );
}

/** The service stores identifiers in lower case and compares them ignoring case. */
export function sameIdentifier(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
