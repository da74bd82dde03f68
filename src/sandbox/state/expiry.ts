import { day } from '../model/clock';
import { completedAt, statusAt } from './life';
import { isAutomated, isFromElsewhere, type SnapshotRecord, type StoredCluster } from './record';

/** Days that an automated copy is kept in its destination Region. Source: EnableSnapshotCopy. */
export const defaultCopyRetentionDays = 7;

/** Those of one cluster's snapshots that the service has deleted by `now`, and when to look again. Times are ms since the epoch. */
export interface Expiry {
  readonly expired: readonly SnapshotRecord[];
  readonly nextAt: number;
}

/**
 * Applies retention to the snapshots of one cluster, oldest first. The newest automated one outlives its period until
 * automated snapshots are switched off (then all go at once) or the cluster is deleted. Source: ModifyCluster,
 * AutomatedSnapshotRetentionPeriod.
 */
export function expiryOf(records: readonly SnapshotRecord[], cluster: StoredCluster | undefined, now: number): Expiry {
  const kept = cluster === undefined ? undefined : newestAutomated(records, now);
  const expired: SnapshotRecord[] = [];
  let nextAt = Infinity;
  for (const record of records) {
    const end = record === kept && cluster?.AutomatedSnapshotRetentionPeriod !== 0 ? Infinity : endOf(record, cluster);
    if (end <= now) {
      expired.push(record);
    } else {
      const done = completedAt(record);
      nextAt = Math.min(nextAt, end, done > now ? done : Infinity);
    }
  }
  return { expired, nextAt };
}

/** The newest automated snapshot of the cluster's own Region that is available. `records`: oldest first. */
export function newestAutomated(records: readonly SnapshotRecord[], now: number): SnapshotRecord | undefined {
  return records.findLast(
    record => isAutomated(record) && !isFromElsewhere(record) && statusAt(record, now) === 'available',
  );
}

/** When retention ends, ms since the epoch; counted from SnapshotRetentionStartTime. */
function endOf(record: SnapshotRecord, cluster: StoredCluster | undefined): number {
  const { snapshot } = record;
  const days = isAutomated(record) ? automatedDays(record, cluster) : (snapshot.ManualSnapshotRetentionPeriod ?? -1);
  if (isAutomated(record) && days === 0) {
    return -Infinity;
  }
  return days < 0 ? Infinity : snapshot.SnapshotRetentionStartTime.getTime() + days * day;
}

function automatedDays(record: SnapshotRecord, cluster: StoredCluster | undefined): number {
  const isCopy = isFromElsewhere(record) || cluster === undefined;
  return isCopy
    ? (record.copyRetentionDays ?? defaultCopyRetentionDays)
    : (cluster.AutomatedSnapshotRetentionPeriod ?? 1);
}
