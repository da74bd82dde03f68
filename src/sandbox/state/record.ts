import type { Cluster, Snapshot } from '@aws-sdk/client-redshift';

type Present<T, K extends keyof T> = T & { readonly [P in K]-?: NonNullable<T[P]> };

/** A snapshot's members as they are once it is made; what depends on the time or on who asks is added when it is answered. */
export type RestingSnapshot = Present<
  Snapshot,
  | 'SnapshotIdentifier'
  | 'ClusterIdentifier'
  | 'SnapshotType'
  | 'SnapshotCreateTime'
  | 'SnapshotRetentionStartTime'
  | 'SnapshotArn'
  | 'OwnerAccount'
  | 'Status'
>;

/** A snapshot in the store. Replaced, never changed. */
export interface SnapshotRecord {
  readonly snapshot: RestingSnapshot;
  /** Set for one that is made while the clock runs: it is `creating` until then. */
  readonly creation?: Creation;
  /** Days that an automated copy from another Region is kept here (7 when absent); others follow their cluster. */
  readonly copyRetentionDays?: number;
  /** The service does not say when it was made: no time is answered, no range holds it, and it is sorted as the oldest. */
  readonly withoutTime?: boolean;
}

export interface Creation {
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly megabytes: number;
  /** A copy has its source's times and sizes from the start; another snapshot has none until it is made. */
  readonly isCopy?: true;
}

export type StoredCluster = Present<Cluster, 'ClusterIdentifier' | 'ClusterStatus'>;

/** Identifiers compare ignoring case (RestoreFromClusterSnapshot: the name "isn't case sensitive"). */
export function sameName(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

/** The form in which identifiers are compared and stored. */
export function fold(identifier: string): string {
  return identifier.toLowerCase();
}

export function snapshotArn(region: string, account: string, cluster: string, snapshot: string): string {
  return `arn:aws:redshift:${region}:${account}:snapshot:${cluster}/${snapshot}`;
}

export function isAutomated(record: SnapshotRecord): boolean {
  return record.snapshot.SnapshotType === 'automated';
}

/** It came from another Region: a cluster of the same name here is another cluster. */
export function isFromElsewhere({ snapshot }: SnapshotRecord): boolean {
  return Boolean(snapshot.SourceRegion);
}

export function isManual(record: SnapshotRecord): boolean {
  return record.snapshot.SnapshotType === 'manual';
}
