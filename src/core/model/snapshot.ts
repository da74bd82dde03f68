import type { JsonObject } from './json';

/** A snapshot, as far as rows, tooltips and rules need it. Source: DescribeClusterSnapshots. Times are ms since the epoch. */
export interface Snapshot {
  readonly identifier: string;
  /** `arn:<partition>:redshift:<region>:<account>:snapshot:<cluster>/<identifier>`; absent on some endpoints. */
  readonly arn?: string;
  readonly clusterIdentifier: string;
  /** `automated` or `manual`. Taken from SnapshotType, never from the identifier's prefix. */
  readonly type: string;
  /** The service's word: `creating`, `available`, `final snapshot`, `failed`, `deleted`, `cancelled`, or one not known yet. */
  readonly status: string;
  /** The instant that the data shows; a manual copy keeps its source's. */
  readonly createTime?: number;
  /** The instant from which retention is counted. */
  readonly retentionStartTime?: number;
  /** Days; -1 is until deleted. Manual snapshots only. */
  readonly manualRetentionDays?: number;
  /** MB. Absent when the service says 0, which on RA3 means "not known" and never "empty". */
  readonly totalMegabytes?: number;
  readonly incrementalMegabytes?: number;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  readonly nodeType?: string;
  readonly numberOfNodes?: number;
  readonly ownerAccount?: string;
  /** The Region that a cross-Region copy came from. */
  readonly sourceRegion?: string;
  /** `key=value`. */
  readonly tags?: readonly string[];
  /** The accounts that have access to it, beside its owner; nobody else sees them. */
  readonly sharedWith?: readonly string[];
  /** While it is being created; each figure only where the service knows it. */
  readonly progress?: SnapshotProgress;
  /** All members as the service describes them, masked; only where that was asked for. */
  readonly described?: JsonObject;
}

export interface SnapshotProgress {
  readonly megabytesDone?: number;
  readonly megabytesPerSecond?: number;
  readonly secondsLeft?: number;
  readonly secondsElapsed?: number;
}

/** 0 to 100 of what is copied; undefined where the service does not say enough, and for what is not going on. */
export function percentDone(snapshot: Snapshot): number | undefined {
  const { progress, incrementalMegabytes, totalMegabytes } = snapshot;
  if (isUnusable(snapshot)) {
    return undefined;
  }
  const all = incrementalMegabytes ?? totalMegabytes;
  const done = progress?.megabytesDone;
  return done === undefined || !all ? undefined : Math.min(100, Math.floor((100 * done) / all));
}

/** What identifies a snapshot in one Region: an account may see two of the same name that belong to two owners. */
export function snapshotKey({ arn, ownerAccount, clusterIdentifier, identifier }: SnapshotName): string {
  const own = `${clusterIdentifier}/${identifier}`;
  return arn ?? (ownerAccount === undefined ? own : `${ownerAccount}:${own}`);
}

type SnapshotName = Pick<Snapshot, 'arn' | 'ownerAccount' | 'clusterIdentifier' | 'identifier'>;

export function isAutomated(snapshot: Snapshot): boolean {
  return snapshot.type === 'automated';
}

export function isManual(snapshot: Snapshot): boolean {
  return snapshot.type === 'manual';
}

/** It came to nothing, or is gone: it has neither progress nor an end to come. */
export function isUnusable({ status }: Snapshot): boolean {
  return status === 'failed' || status === 'deleted' || status === 'cancelled';
}

/** Made and managed by AWS Backup: a manual snapshot that cannot be changed or deleted from Redshift. */
export function isAwsBackup({ identifier }: Snapshot): boolean {
  return identifier.startsWith('awsbackup:');
}

/** Whether two show the same instant of the same cluster: a copy keeps its source's SnapshotCreateTime. */
export function hasSameData(a: Snapshot, b: Snapshot): boolean {
  return a.clusterIdentifier === b.clusterIdentifier && a.createTime !== undefined && a.createTime === b.createTime;
}

/** Whether it belongs to an account, as far as both are known: endpoints may list what other accounts share, of whatever name. */
export function isOwnedBy({ ownerAccount }: Pick<Snapshot, 'ownerAccount'>, account: string | undefined): boolean {
  return ownerAccount === undefined || account === undefined || ownerAccount === account;
}

/** Whether a name still stands for the snapshot that it stood for. The times of one that is being made move. */
export function isStill(before: Snapshot, now: Snapshot): boolean {
  const isMoving = before.status !== 'available' && !isUnusable(before);
  return (
    now.clusterIdentifier.toLowerCase() === before.clusterIdentifier.toLowerCase() &&
    isOwnedBy(now, before.ownerAccount) &&
    (isMoving || (now.createTime === before.createTime && now.retentionStartTime === before.retentionStartTime))
  );
}

/** Rule of what changes or removes a snapshot: it is a manual one, and none of AWS Backup. */
export function isChangeable(snapshot: Snapshot): boolean {
  return isManual(snapshot) && !isAwsBackup(snapshot);
}

/** Rule of CreateTags and DeleteTags: they name the snapshot by its ARN, which some endpoints do not give. */
export function isTaggable(snapshot: Snapshot): boolean {
  return snapshot.arn !== undefined;
}

/** Rule of CopyClusterSnapshot: the source is automated and available. */
export function isCopyable(snapshot: Snapshot): boolean {
  return isAutomated(snapshot) && snapshot.status === 'available';
}
