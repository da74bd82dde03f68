import { day } from '../clock';
import { snapshotFromCluster } from '../state/fromCluster';
import type { SnapshotRecord, StoredCluster } from '../state/record';
import type { World } from '../state/store';
import { makeCluster } from './cluster';
import { automatedIdentifier, type Place } from './place';

/** How many there are in all. */
export interface AccountSize {
  readonly clusters: number;
  readonly snapshots: number;
}

const retentionDays = 35;

/** Every so many snapshots one is a manual one. */
const manualEvery = 20;

/** Fills an account of any size: the snapshots spread evenly over the clusters and over 35 days, one in 20 of them manual. */
export function fillLarge(world: World, place: Place, size: AccountSize): void {
  const store = world.store(place.account, place.region);
  const clusters = Array.from({ length: size.clusters }, (_, i) => largeCluster(i, place));
  clusters.forEach(cluster => {
    store.putCluster(cluster);
  });
  const step = ((retentionDays - 1) * day) / Math.max(1, size.snapshots);
  const records: SnapshotRecord[] = [];
  for (let i = 0; i < size.snapshots; i++) {
    const cluster = clusters[i % clusters.length];
    if (cluster !== undefined) {
      records.push(largeSnapshot(cluster, place, i, Math.round(place.now - (i + 1) * step)));
    }
  }
  store.add(records);
}

function largeCluster(i: number, place: Place): StoredCluster {
  const tags = { team: `team-${i % 40}`, environment: 'production', 'cost-center': String(1000 + (i % 97)) };
  const name = `cluster-${String(i + 1).padStart(4, '0')}`;
  return makeCluster(
    {
      name,
      nodeType: 'ra3.4xlarge',
      nodes: 2 + (i % 6),
      ageDays: 400,
      retentionDays,
      encryption: 'kms',
      managedPassword: true,
      tags,
    },
    place,
  );
}

function largeSnapshot(cluster: StoredCluster, place: Place, i: number, createdAt: number): SnapshotRecord {
  const { account, region, random } = place;
  const manual = i % manualEvery === 7;
  const name = automatedIdentifier(cluster.ClusterIdentifier, createdAt);
  const total = random.integer(10_000, 4_000_000);
  return {
    snapshot: snapshotFromCluster(
      {
        cluster,
        account,
        region,
        identifier: manual ? `kept-${i}-${name.slice(3)}` : `${name}`,
        type: manual ? 'manual' : 'automated',
        createdAt,
      },
      {
        TotalBackupSizeInMegaBytes: total,
        ActualIncrementalBackupSizeInMegaBytes: Math.round(total / 100),
        BackupProgressInMegaBytes: Math.round(total / 100),
        EstimatedSecondsToCompletion: -1,
        ElapsedTimeInSeconds: Math.ceil(total / 21_000),
        Tags: cluster.Tags ?? [],
      },
    ),
  };
}
