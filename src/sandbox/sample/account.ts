import { day, hour } from '../model/clock';
import { progressWhenDone, timesWhenDone } from '../state/life';
import { type SnapshotRecord, type StoredCluster, snapshotArn } from '../state/record';
import type { World } from '../state/store';
import { automatedSnapshots, type Habit, habits } from './automated';
import { makeCluster } from './cluster';
import { clusterElsewhere, deletedClusters, partnerCluster, sampleClusters } from './clusters';
import { sampleEvents } from './events';
import { manualSnapshot, sampleManualSnapshots } from './manual';
import type { SampleContext } from './sampleContext';

/** The account that shares a snapshot with the sample account. */
export const partnerAccount = '444455556666';

/** Fills an account with sample data that looks like a real one's: the same for the same place, time and seed. */
export function fillSample(world: World, place: SampleContext): void {
  const store = world.store(place.account, place.region);
  const clusters = sampleClusters(place.now).map(traits => makeCluster(traits, place));
  clusters.forEach(cluster => {
    store.putCluster(cluster);
  });
  const deleted = Object.values(deletedClusters).map(traits => makeCluster(traits, place));
  const automated = clusters.flatMap(cluster => automatedOf(cluster, place));
  store.add([
    ...automated,
    ...keptInTime(automated, place),
    ...sampleManualSnapshots([...clusters, ...deleted], place),
    ...arrivals(world, place),
  ]);
  share(world, place);
  store.log(sampleEvents(clusters, store.snapshots, place));
}

function automatedOf(cluster: StoredCluster, place: SampleContext): SnapshotRecord[] {
  const habit = habits[cluster.ClusterIdentifier];
  const records = habit === undefined ? [] : automatedSnapshots(cluster, habit, place);
  switch (cluster.ClusterIdentifier) {
    case 'reporting-eu':
      return records.map((record, i) => (i === 0 ? inTheMaking(record) : record));
    case 'ingest-staging':
      return records.map((record, i) => (i === 3 ? withStatus(record, 'failed') : record));
    case 'clickstream':
      return records.map((record, i) => (i === 40 ? withStatus(record, 'deleted') : record));
    default:
      return records;
  }
}

/** A copy of one that ends within the day. */
function keptInTime(automated: readonly SnapshotRecord[], { region, account }: SampleContext): SnapshotRecord[] {
  const source = automated.findLast(({ snapshot }) => snapshot.ClusterIdentifier === 'clickstream');
  if (source === undefined) {
    return [];
  }
  const { snapshot } = source;
  const SnapshotIdentifier = 'clickstream-before-reload';
  return [
    {
      snapshot: {
        ...snapshot,
        SnapshotIdentifier,
        SnapshotArn: snapshotArn(region, account, snapshot.ClusterIdentifier, SnapshotIdentifier),
        SnapshotType: 'manual',
        ManualSnapshotRetentionPeriod: 90,
        Tags: [{ Key: 'kept-by', Value: 'on-call' }],
      },
    },
  ];
}

function withStatus(record: SnapshotRecord, Status: string): SnapshotRecord {
  return { ...record, snapshot: { ...record.snapshot, Status } };
}

/** Began with its data, half a minute ago, and takes four minutes. */
function inTheMaking(record: SnapshotRecord): SnapshotRecord {
  const { SnapshotCreateTime, ActualIncrementalBackupSizeInMegaBytes: megabytes = 0 } = record.snapshot;
  const creation = { startedAt: SnapshotCreateTime.getTime(), seconds: 240, megabytes };
  return { creation, snapshot: { ...record.snapshot, ...progressWhenDone(creation), ...timesWhenDone(creation) } };
}

const habitElsewhere: Habit = { size: 524_288, every: day, newest: 10 * hour };

/** Makes a cluster in another Region, and returns the copies of its snapshots that have arrived here. */
function arrivals(world: World, place: SampleContext): SnapshotRecord[] {
  const there = { ...place, region: place.region === 'us-east-1' ? 'us-west-2' : 'us-east-1' };
  const copying = { DestinationRegion: place.region, RetentionPeriod: 7, ManualSnapshotRetentionPeriod: -1 };
  const traits = { ...clusterElsewhere, more: { ClusterSnapshotCopyStatus: copying } };
  const cluster = makeCluster(traits, there);
  const originals = automatedSnapshots(cluster, habitElsewhere, there);
  const store = world.store(there.account, there.region);
  store.putCluster(cluster);
  store.add(originals);
  return originals.slice(0, 6).map(({ snapshot }) => {
    const identifier = `copy:${snapshot.SnapshotIdentifier}`;
    return {
      copyRetentionDays: copying.RetentionPeriod,
      snapshot: {
        ...snapshot,
        SnapshotIdentifier: identifier,
        SourceRegion: there.region,
        SnapshotRetentionStartTime: new Date(snapshot.SnapshotCreateTime.getTime() + 40 * 60_000),
        SnapshotArn: snapshotArn(place.region, place.account, snapshot.ClusterIdentifier, identifier),
        Tags: [], // Tags are not copied to another Region. Source: EnableSnapshotCopy.
      },
    };
  });
}

/** One snapshot of the partner's that the sample account may restore. */
function share(world: World, place: SampleContext): void {
  const theirs = { ...place, account: partnerAccount };
  const cluster = makeCluster(partnerCluster, theirs);
  const traits = {
    cluster: cluster.ClusterIdentifier,
    name: 'partner-exchange-handover',
    age: 21,
    megabytes: 98_304,
    more: { AccountsWithRestoreAccess: [{ AccountId: place.account }] },
  };
  const store = world.store(partnerAccount, place.region);
  store.putCluster(cluster);
  store.add([manualSnapshot(traits, cluster, theirs)]);
}
