import type { Cluster as SdkCluster, Snapshot as SdkSnapshot } from '@aws-sdk/client-redshift';
import type { Cluster } from '../core/cluster';
import type { Snapshot, SnapshotProgress } from '../core/snapshot';

/** A cluster of DescribeClusters as core knows it; what the service did not say stays absent. */
export function toCluster(cluster: SdkCluster): Cluster {
  const copy = cluster.ClusterSnapshotCopyStatus;
  return {
    identifier: cluster.ClusterIdentifier ?? '',
    status: cluster.ClusterStatus ?? '',
    encrypted: cluster.Encrypted ?? false,
    ...text('availability', cluster.ClusterAvailabilityStatus),
    ...text('nodeType', cluster.NodeType),
    ...count('numberOfNodes', cluster.NumberOfNodes, 1),
    ...count('automatedRetentionDays', cluster.AutomatedSnapshotRetentionPeriod, 0),
    ...(copy?.DestinationRegion && {
      snapshotCopy: { destinationRegion: copy.DestinationRegion, ...count('retentionDays', copy.RetentionPeriod, 1) },
    }),
  };
}

/** What becomes of texts that a snapshot keeps: those that many have in common, and those of its own. */
export interface Texts {
  shared(text: string): string;
  own(text: string): string;
}

const AS_THEY_ARE: Texts = { shared: given => given, own: given => given };

/** A snapshot of any operation that returns one; sizes of 0 and times of 0 or -1 mean "not known" and stay absent. */
export function toSnapshot(snapshot: SdkSnapshot, texts = AS_THEY_ARE): Snapshot {
  const progress = progressOf(snapshot);
  return {
    identifier: texts.own(snapshot.SnapshotIdentifier ?? ''),
    clusterIdentifier: texts.shared(snapshot.ClusterIdentifier ?? ''),
    type: texts.shared(snapshot.SnapshotType ?? ''),
    status: texts.shared(snapshot.Status ?? ''),
    encrypted: snapshot.Encrypted ?? false,
    ...text('arn', snapshot.SnapshotArn, given => texts.own(given)),
    ...time('createTime', snapshot.SnapshotCreateTime),
    ...time('retentionStartTime', snapshot.SnapshotRetentionStartTime),
    ...count('manualRetentionDays', snapshot.ManualSnapshotRetentionPeriod, -1),
    ...positive('totalMegabytes', snapshot.TotalBackupSizeInMegaBytes),
    ...positive('incrementalMegabytes', snapshot.ActualIncrementalBackupSizeInMegaBytes),
    ...text('kmsKeyId', snapshot.KmsKeyId),
    ...text('nodeType', snapshot.NodeType, given => texts.shared(given)),
    ...count('numberOfNodes', snapshot.NumberOfNodes, 1),
    ...text('ownerAccount', snapshot.OwnerAccount, given => texts.shared(given)),
    ...text('sourceRegion', snapshot.SourceRegion, given => texts.shared(given)),
    ...(progress && { progress }),
  };
}

/** Figures of a snapshot that is being created; undefined where the service knows none of them. */
function progressOf(snapshot: SdkSnapshot): SnapshotProgress | undefined {
  const progress: SnapshotProgress = {
    ...positive('megabytesDone', snapshot.BackupProgressInMegaBytes),
    ...positive('megabytesPerSecond', snapshot.CurrentBackupRateInMegaBytesPerSecond),
    ...positive('secondsLeft', snapshot.EstimatedSecondsToCompletion),
    ...positive('secondsElapsed', snapshot.ElapsedTimeInSeconds),
  };
  return Object.keys(progress).length > 0 ? progress : undefined;
}

function text<K extends string>(
  name: K,
  value: string | undefined,
  keep = (given: string) => given,
): { [P in K]?: string } {
  return value ? member(name, keep(value)) : {};
}

/** Milliseconds since the epoch. */
function time<K extends string>(name: K, value: Date | undefined): { [P in K]?: number } {
  return value && !Number.isNaN(value.getTime()) ? member(name, value.getTime()) : {};
}

function positive<K extends string>(name: K, value: number | undefined): { [P in K]?: number } {
  return value !== undefined && value > 0 ? member(name, value) : {};
}

/** A whole number of at least `least`. */
function count<K extends string>(name: K, value: number | undefined, least: number): { [P in K]?: number } {
  return value !== undefined && Number.isInteger(value) && value >= least ? member(name, value) : {};
}

function member<K extends string, V>(name: K, value: V): { [P in K]?: V } {
  return { [name]: value } as { [P in K]: V };
}
