import { day, hour, second } from '../model/clock';
import { snapshotFromCluster } from '../state/fromCluster';
import type { SnapshotRecord, StoredCluster } from '../state/record';
import { automatedIdentifier, type SampleContext } from './sampleContext';

/** How a cluster's data grows, and how often it is kept. */
export interface Habit {
  /** MB today. */
  readonly size: number;
  /** ms between two snapshots. */
  readonly every: number;
  /** ms since the newest. */
  readonly newest: number;
}

/** What each cluster with automated snapshots is like. Source of the pace: "about every 8 hours or 5 GB of change a node". */
export const habits: Readonly<Record<string, Habit>> = {
  'analytics-prod': { size: 1_258_291, every: 12 * hour + 33 * 60 * second, newest: 3 * hour },
  clickstream: { size: 48_234_496, every: 8 * hour, newest: 2.2 * hour },
  'finance-dw': { size: 734_003, every: day, newest: 6 * day },
  'hr-restricted': { size: 40_960, every: 8 * hour, newest: 1.5 * hour },
  'ingest-staging': { size: 901_120, every: 8 * hour, newest: 5 * hour },
  'reporting-eu': { size: 2_411_724, every: 8 * hour, newest: 20 * second },
};

/** From this age on, snapshots of RA3 clusters say 0 for their sizes, as seen in real accounts. */
const sizesForgottenAfter = 20 * day;

/** The automated snapshots that a cluster has, newest first: all that its retention period has left. */
export function automatedSnapshots(cluster: StoredCluster, habit: Habit, place: SampleContext): SnapshotRecord[] {
  const kept = (cluster.AutomatedSnapshotRetentionPeriod ?? 1) * day;
  const records: SnapshotRecord[] = [];
  for (let age = habit.newest; age < kept; age += habit.every) {
    records.push(automatedSnapshot(cluster, habit, place, age));
  }
  return records;
}

/** One automated snapshot of a certain age, ms. It carries its cluster's tags. */
function automatedSnapshot(cluster: StoredCluster, habit: Habit, place: SampleContext, age: number): SnapshotRecord {
  const { account, region, now, random } = place;
  const createdAt = now - age - random.integer(0, 40) * second - random.integer(0, 999);
  const forgotten = age > sizesForgottenAfter && cluster.NodeType?.startsWith('ra3');
  const total = forgotten ? 0 : Math.round(habit.size * (1 - age / (400 * day)));
  const increment = forgotten ? 0 : Math.round(total * (0.002 + 0.01 * random.fraction()));
  const identifier = automatedIdentifier(cluster.ClusterIdentifier, createdAt);
  return {
    snapshot: snapshotFromCluster(
      { cluster, account, region, identifier, type: 'automated', createdAt },
      {
        TotalBackupSizeInMegaBytes: total,
        ActualIncrementalBackupSizeInMegaBytes: increment,
        BackupProgressInMegaBytes: increment,
        ElapsedTimeInSeconds: Math.ceil(increment / 210),
        EstimatedSecondsToCompletion: random.integer(0, 3) === 0 ? -1 : 0,
        Tags: cluster.Tags ?? [],
      },
    ),
  };
}
