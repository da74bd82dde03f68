import type { Cluster } from '../cluster';
import { keepUntilDeleted, millisecondsPerDay, retentionEnd } from '../copy/retention';
import { isManual, type Snapshot } from '../snapshot';

/**
 * When a snapshot goes. No field of the service says it for automated ones, so theirs is an estimate.
 *
 * - `at`: at `time` (ms since the epoch); `estimated` where it was computed from the cluster's retention period of today.
 * - `whileNewest`: the newest automated snapshot of a cluster is kept, also past its retention, until automated
 *   snapshots are switched off or the cluster is deleted.
 * - `never`: until somebody deletes it.
 * - `unknown`: the retention period that applies cannot be read from here.
 */
export type Expiry =
  | { readonly kind: 'at'; readonly time: number; readonly estimated: boolean }
  | { readonly kind: 'whileNewest' }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' };

/** Under this many ms to live a snapshot needs attention. */
export const expiresSoon = millisecondsPerDay;

export interface ExpiryContext {
  /** The snapshot's cluster, where it still exists in this Region. */
  readonly cluster?: Pick<Cluster, 'automatedRetentionDays'>;
  /** It is the newest automated snapshot of its cluster. */
  readonly newest: boolean;
}

export function expiryOf(snapshot: Snapshot, context: ExpiryContext): Expiry {
  return isManual(snapshot) ? manualExpiry(snapshot) : automatedExpiry(snapshot, context);
}

/** True for a snapshot that has less than 24 hours to live, or should be gone already. */
export function isExpiringSoon(expiry: Expiry, now: number): boolean {
  return expiry.kind === 'at' && expiry.time - now < expiresSoon;
}

/** Retention counts from SnapshotRetentionStartTime, not from SnapshotCreateTime, which a copy has from its source. */
function manualExpiry(snapshot: Snapshot): Expiry {
  const days = snapshot.manualRetentionDays;
  if (days === keepUntilDeleted) {
    return { kind: 'never' };
  }
  const start = snapshot.retentionStartTime;
  const end = days === undefined || start === undefined ? undefined : retentionEnd(days, start);
  return end === undefined ? { kind: 'unknown' } : { kind: 'at', time: end, estimated: false };
}

/**
 * A copy from another Region ages by that cluster's copy retention period, which only its home Region tells; an automated
 * snapshot without its cluster has no period to compute from either.
 */
function automatedExpiry(snapshot: Snapshot, { cluster, newest }: ExpiryContext): Expiry {
  const days = cluster?.automatedRetentionDays;
  const start = snapshot.retentionStartTime ?? snapshot.createTime;
  if (snapshot.sourceRegion !== undefined || !days || start === undefined) {
    return { kind: 'unknown' };
  }
  return newest ? { kind: 'whileNewest' } : { kind: 'at', time: start + days * millisecondsPerDay, estimated: true };
}
