import type { Cluster } from './cluster';
import { keepUntilDeleted, millisecondsPerDay, retentionStart } from './retention';
import { isManual, isUnusable, type Snapshot } from './snapshot';

/**
 * When a snapshot goes. No field of the service says it for automated ones, so theirs is an estimate.
 *
 * - `at`: at `time`, of a period that began at `start` (ms since the epoch); `estimated` where it was computed from the cluster's retention period of today.
 * - `whileNewest`: the newest automated snapshot of a cluster is kept, also past its retention, until automated
 *   snapshots are switched off or the cluster is deleted.
 * - `never`: until somebody deletes it.
 * - `unknown`: it cannot be known from here.
 */
export type Expiry =
  | { readonly kind: 'at'; readonly start: number; readonly time: number; readonly estimated: boolean }
  | { readonly kind: 'whileNewest' }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown'; readonly why: UnknownExpiry };

/**
 * - `unusable`: it failed, was cancelled or is deleted.
 * - `beingMade`: when its retention starts is said when it is complete.
 * - `notSaid`: the service does not say how long it is kept, or from when.
 * - `withoutCluster`: the retention period was set on a cluster that is not here.
 * - `otherRegion`: the retention period is set on its cluster, in its own Region.
 * - `switchedOff`: automated snapshots are off for its cluster, for which Redshift deletes them all.
 */
export type UnknownExpiry = 'unusable' | 'beingMade' | 'notSaid' | 'withoutCluster' | 'otherRegion' | 'switchedOff';

/** Under this many ms to live a snapshot needs attention. */
export const expiresSoon = millisecondsPerDay;

export interface ExpiryContext {
  /** The snapshot's cluster, where it still exists in this Region. */
  readonly cluster?: Pick<Cluster, 'automatedRetentionDays'>;
  /** It is the newest automated snapshot of its cluster. */
  readonly newest: boolean;
}

export function expiryOf(snapshot: Snapshot, context: ExpiryContext): Expiry {
  if (isUnusable(snapshot)) {
    return unknown('unusable');
  }
  return isManual(snapshot) ? manualExpiry(snapshot) : automatedExpiry(snapshot, context);
}

/** True for a snapshot that has less than 24 hours to live, or should be gone already. */
export function isExpiringSoon(expiry: Expiry, now: number): boolean {
  if (expiry.kind === 'unknown') {
    return expiry.why === 'switchedOff';
  }
  return expiry.kind === 'at' && expiry.time - now < expiresSoon;
}

/** Retention counts from SnapshotRetentionStartTime, not from SnapshotCreateTime, which a copy has from its source. */
function manualExpiry(snapshot: Snapshot): Expiry {
  const days = snapshot.manualRetentionDays;
  if (days === keepUntilDeleted) {
    return { kind: 'never' };
  }
  const start = snapshot.retentionStartTime;
  if (days === undefined || start === undefined) {
    return unknown(days !== undefined && snapshot.status === 'creating' ? 'beingMade' : 'notSaid');
  }
  return { kind: 'at', start, time: start + days * millisecondsPerDay, estimated: false };
}

/**
 * A copy from another Region ages by that cluster's copy retention period, which only its home Region tells; an automated
 * snapshot without its cluster has no period to compute from either.
 */
function automatedExpiry(snapshot: Snapshot, { cluster, newest }: ExpiryContext): Expiry {
  if (snapshot.sourceRegion !== undefined) {
    return unknown('otherRegion');
  }
  if (cluster === undefined) {
    return unknown('withoutCluster');
  }
  const days = cluster.automatedRetentionDays;
  if (days === 0) {
    return unknown('switchedOff');
  }
  const start = retentionStart(snapshot);
  if (days === undefined || start === undefined) {
    return unknown('notSaid');
  }
  return newest
    ? { kind: 'whileNewest' }
    : { kind: 'at', start, time: start + days * millisecondsPerDay, estimated: true };
}

function unknown(why: UnknownExpiry): Expiry {
  return { kind: 'unknown', why };
}
