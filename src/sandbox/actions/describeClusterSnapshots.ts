import {
  DescribeClusterSnapshots$,
  type DescribeClusterSnapshotsMessage,
  type SnapshotMessage,
} from '@aws-sdk/client-redshift';
import { action } from './action';
import { pageOf } from './paging';
import { findSnapshots } from './snapshotQuery';

/** DescribeClusterSnapshots: the caller's own snapshots, or with OwnerAccount those that another account shares. */
export const describeClusterSnapshots = action<DescribeClusterSnapshotsMessage, SnapshotMessage>({
  operation: DescribeClusterSnapshots$,
  resource: input => `snapshot:${input.ClusterIdentifier ?? '*'}/${input.SnapshotIdentifier ?? '*'}`,
  run: (input, context) => {
    const page = pageOf(findSnapshots(input, context), input);
    const owner = context.store.account;
    return {
      Marker: page.marker,
      Snapshots: page.items.map(record =>
        context.views.of(record, { owner: record.snapshot.OwnerAccount === owner }, context.now),
      ),
    };
  },
});
