import { day } from '../model/clock';
import { snapshotFromCluster } from '../state/fromCluster';
import type { SnapshotRecord, StoredCluster } from '../state/record';
import type { World } from '../state/store';
import { makeCluster } from './cluster';
import { automatedIdentifier, type SampleContext } from './sampleContext';

/** How the snapshots lie in time, and how many words stand for it on the command line. */
export const spreads = {
  even: 'over 35 days',
  burst: 'a few now and then, the others within one day',
  years: 'over three years, all of them manual',
} as const;

export type Spread = keyof typeof spreads;

/** How many there are in all. */
export interface AccountSize {
  readonly clusters: number;
  readonly snapshots: number;
  /** `even` when absent. */
  readonly spread?: Spread;
}

const retentionDays = 35;

/** Every so many snapshots one is a manual one. */
const manualEvery = 20;

/** In `burst`, so many are not of the one day, and it began so long ago. */
const outsideBurst = 300;
const burstAge = 9 * day;

/** Fills an account of any size: the snapshots spread evenly over the clusters, one in 20 of them manual. */
export function fillLarge(world: World, place: SampleContext, size: AccountSize): void {
  const store = world.store(place.account, place.region);
  const clusters = Array.from({ length: size.clusters }, (_, i) => largeCluster(i, place));
  clusters.forEach(cluster => {
    store.putCluster(cluster);
  });
  const { spread = 'even' } = size;
  const records: SnapshotRecord[] = [];
  for (let i = 0; i < size.snapshots; i++) {
    const cluster = clusters[i % clusters.length];
    if (cluster !== undefined) {
      records.push(largeSnapshot(cluster, place, { i, spread, createdAt: Math.round(place.now - ageOf(i, size)) }));
    }
  }
  store.add(records);
}

/** ms; the first is the newest. */
function ageOf(i: number, { snapshots, spread = 'even' }: AccountSize): number {
  switch (spread) {
    case 'even':
      return ((i + 1) * (retentionDays - 1) * day) / snapshots;
    case 'years':
      return ((i + 1) * 3 * 365 * day) / snapshots;
    case 'burst':
      return i < outsideBurst
        ? ((i + 1) * burstAge) / outsideBurst
        : burstAge + ((i - outsideBurst + 1) * day) / (snapshots - outsideBurst);
    default:
      return spread satisfies never;
  }
}

function largeCluster(i: number, place: SampleContext): StoredCluster {
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

function largeSnapshot(
  cluster: StoredCluster,
  { account, region, random }: SampleContext,
  { i, spread, createdAt }: { readonly i: number; readonly spread: Spread; readonly createdAt: number },
): SnapshotRecord {
  const manual = spread === 'years' || i % manualEvery === 7;
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
