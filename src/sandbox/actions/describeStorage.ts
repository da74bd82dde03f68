import { type CustomerStorageMessage, DescribeStorage$ } from '@aws-sdk/client-redshift';
import { action } from './action';

/** DescribeStorage: what all snapshots and clusters of the account in the Region take up, in MB. */
export const describeStorage = action<Record<never, never>, CustomerStorageMessage>({
  operation: DescribeStorage$,
  resource: () => '*',
  run: (_input, { store }) => ({
    TotalBackupSizeInMegaBytes: sum(
      store.snapshots.map(({ snapshot }) => snapshot.ActualIncrementalBackupSizeInMegaBytes ?? 0),
    ),
    TotalProvisionedStorageInMegaBytes: sum(
      store.clusters().map(({ TotalStorageCapacityInMegaBytes }) => TotalStorageCapacityInMegaBytes ?? 0),
    ),
  }),
});

function sum(megabytes: readonly number[]): number {
  return megabytes.reduce((total, size) => total + Math.max(0, size), 0);
}
