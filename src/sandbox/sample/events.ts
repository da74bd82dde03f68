import { day, hour } from '../model/clock';
import { clusterEvent, eventDays, type StoredEvent, snapshotEvent } from '../state/events';
import { isManual, type SnapshotRecord, type StoredCluster } from '../state/record';
import type { SampleContext } from './sampleContext';

/** What happened to these clusters and snapshots in the last 14 days. */
export function sampleEvents(
  clusters: readonly StoredCluster[],
  snapshots: readonly SnapshotRecord[],
  { now }: SampleContext,
): readonly StoredEvent[] {
  const events = [...clusters.flatMap(cluster => ofCluster(cluster, now)), ...snapshots.flatMap(ofSnapshot)];
  return events.filter(event => event.Date.getTime() > now - eventDays * day);
}

function ofCluster({ ClusterIdentifier, ClusterCreateTime, ClusterStatus }: StoredCluster, now: number): StoredEvent[] {
  return [
    ...(ClusterCreateTime ? [clusterEvent('created', ClusterIdentifier, ClusterCreateTime.getTime())] : []),
    ...(ClusterStatus === 'paused' ? [clusterEvent('paused', ClusterIdentifier, now - 5 * hour)] : []),
  ];
}

/** Of a copy there is no event: its retention starts later than its data. */
function ofSnapshot(record: SnapshotRecord): StoredEvent[] {
  const { SnapshotCreateTime: created, SnapshotRetentionStartTime: start, Status } = record.snapshot;
  if (!isManual(record) || created.getTime() !== start.getTime()) {
    return [];
  }
  const end = Status === 'failed' ? 'failed' : Status === 'cancelled' ? 'canceled' : 'completed';
  const time = created.getTime();
  return [snapshotEvent('started', record, time), snapshotEvent(end, record, time + hour / 6)];
}
