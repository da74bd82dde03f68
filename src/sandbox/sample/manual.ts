import type { Snapshot } from '@aws-sdk/client-redshift';
import { day } from '../model/clock';
import { snapshotFromCluster } from '../state/fromCluster';
import type { SnapshotRecord, StoredCluster } from '../state/record';
import type { SampleContext } from './sampleContext';

interface ManualTraits {
  readonly cluster: string;
  readonly name: string;
  /** Days since the data it shows. */
  readonly age: number;
  /** Days since it was made, where it is a later copy of an automated one; the age otherwise. */
  readonly madeAgo?: number;
  /** Days; -1 (until deleted) when absent. */
  readonly retention?: number;
  readonly megabytes: number;
  readonly more?: Partial<Snapshot>;
}

/** The sample account's own manual snapshots: 14 with the one that was copied in time, which leaves room below the quota of 20. */
const manualSnapshots: readonly ManualTraits[] = [
  {
    cluster: 'analytics-prod',
    name: 'analytics-prod-before-migration',
    age: 190,
    megabytes: 811_520,
    more: { AccountsWithRestoreAccess: [{ AccountId: '444455556666', AccountAlias: 'partner' }] },
  },
  {
    cluster: 'analytics-prod',
    name: 'analytics-prod-quarter-close',
    age: 61,
    madeAgo: 58,
    retention: 365,
    megabytes: 1_101_004,
  },
  {
    cluster: 'analytics-prod',
    name: 'analytics-prod-incident-4711',
    age: 29.2,
    madeAgo: 28.6,
    retention: 30,
    megabytes: 1_195_376,
  },
  { cluster: 'clickstream', name: 'clickstream-before-resize', age: 400, megabytes: 0 },
  { cluster: 'clickstream', name: 'clickstream-audit', age: 12, madeAgo: 11.5, retention: 3653, megabytes: 47_710_208 },
  { cluster: 'reporting-eu', name: 'reporting-eu-release-42', age: 8, madeAgo: 8, retention: 90, megabytes: 2_390_753 },
  {
    cluster: 'reporting-eu',
    name: 'reporting-eu-too-late',
    age: 3,
    megabytes: 2_400_001,
    more: { Status: 'cancelled' },
  },
  {
    cluster: 'reporting-eu',
    name: 'awsbackup:job-5f0c1d7e-8a3b-4c29-9e61-2d4b7a90c3f8',
    age: 5,
    retention: 35,
    megabytes: 2_395_400,
  },
  { cluster: 'legacy-dc2', name: 'legacy-dc2-last-good', age: 700, megabytes: 122_880 },
  { cluster: 'legacy-dc2', name: 'legacy-dc2-before-patch', age: 45, retention: 60, megabytes: 126_976 },
  { cluster: 'ingest-staging', name: 'ingest-staging-by-hand', age: 1.7, megabytes: 0, more: { Status: 'failed' } },
  { cluster: 'crm-2019', name: 'crm-2019-final', age: 820, megabytes: 65_536, more: { Status: 'final snapshot' } },
  { cluster: 'poc-spectrum', name: 'poc-spectrum-results', age: 150, megabytes: 20_480 },
];

/** `clusters`: those that exist and those that were deleted. */
export function sampleManualSnapshots(clusters: readonly StoredCluster[], place: SampleContext): SnapshotRecord[] {
  return manualSnapshots.flatMap(traits => {
    const cluster = clusters.find(({ ClusterIdentifier }) => ClusterIdentifier === traits.cluster);
    return cluster === undefined ? [] : [manualSnapshot(traits, cluster, place)];
  });
}

/** One manual snapshot: made at once, or a later copy of an automated one whose time it keeps. */
export function manualSnapshot(traits: ManualTraits, cluster: StoredCluster, place: SampleContext): SnapshotRecord {
  const { account, region, now } = place;
  const done = traits.more?.Status === 'failed' || traits.more?.Status === 'cancelled' ? 0.4 : 1;
  const increment = Math.round(traits.megabytes / 80);
  return {
    snapshot: snapshotFromCluster(
      {
        cluster,
        account,
        region,
        identifier: traits.name,
        type: 'manual',
        createdAt: now - Math.round(traits.age * day),
      },
      {
        TotalBackupSizeInMegaBytes: traits.megabytes,
        ActualIncrementalBackupSizeInMegaBytes: increment,
        BackupProgressInMegaBytes: Math.round(increment * done),
        ElapsedTimeInSeconds: Math.ceil((increment * done) / 210),
        EstimatedSecondsToCompletion: -1,
        ManualSnapshotRetentionPeriod: traits.retention ?? -1,
        SnapshotRetentionStartTime: new Date(now - Math.round((traits.madeAgo ?? traits.age) * day)),
        Tags: [{ Key: 'kept-by', Value: 'on-call' }],
        ...traits.more,
      },
    ),
  };
}
