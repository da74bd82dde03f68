import type { Cluster as SdkCluster, Snapshot as SdkSnapshot } from '@aws-sdk/client-redshift';
import type { Cluster } from '../../core/model/cluster';
import type { SnapshotQuery } from '../../core/model/gateway';
import type { JsonObject } from '../../core/model/json';
import { masked } from '../../core/model/maskedMembers';
import type { Snapshot, SnapshotProgress } from '../../core/model/snapshot';
import { toJsonObject } from './json';

/** What becomes of the texts that a model keeps: those that many have in common, and those of its own. */
export interface Texts {
  readonly shared: (text: string) => string;
  readonly own: (text: string) => string;
}

/** What a snapshot's model is made of, and so all that a list has to read where its snapshots are not wanted whole. */
export const SNAPSHOT_MEMBERS = [
  'SnapshotIdentifier',
  'ClusterIdentifier',
  'SnapshotType',
  'Status',
  'Encrypted',
  'SnapshotArn',
  'SnapshotCreateTime',
  'SnapshotRetentionStartTime',
  'ManualSnapshotRetentionPeriod',
  'TotalBackupSizeInMegaBytes',
  'ActualIncrementalBackupSizeInMegaBytes',
  'KmsKeyId',
  'NodeType',
  'NumberOfNodes',
  'OwnerAccount',
  'SourceRegion',
  'Tags',
  'AccountsWithRestoreAccess',
  'BackupProgressInMegaBytes',
  'CurrentBackupRateInMegaBytesPerSecond',
  'EstimatedSecondsToCompletion',
  'ElapsedTimeInSeconds',
] as const satisfies readonly (keyof SdkSnapshot)[];

export type ListedSnapshot = Pick<SdkSnapshot, (typeof SNAPSHOT_MEMBERS)[number]>;

const AS_THEY_ARE: Texts = { shared: given => given, own: given => given };

/** A cluster of DescribeClusters as core knows it; what the service did not say stays absent. */
export function toCluster(cluster: SdkCluster, { shared, own }: Texts = AS_THEY_ARE): Cluster {
  return said<Cluster>({
    identifier: own(cluster.ClusterIdentifier ?? ''),
    status: shared(cluster.ClusterStatus ?? ''),
    encrypted: cluster.Encrypted ?? false,
    availability: text(cluster.ClusterAvailabilityStatus, shared),
    nodeType: text(cluster.NodeType, shared),
    numberOfNodes: count(cluster.NumberOfNodes, 1),
    automatedRetentionDays: count(cluster.AutomatedSnapshotRetentionPeriod, 0),
    snapshotCopy: snapshotCopyOf(cluster, shared),
    tags: tagsOf(cluster.Tags, shared),
  });
}

/** A snapshot of any operation that returns one; sizes of 0 and times of 0 or -1 mean "not known" and stay absent. */
export function toSnapshot(
  snapshot: ListedSnapshot,
  texts: Texts = AS_THEY_ARE,
  { whole }: Pick<SnapshotQuery, 'whole'> = {},
): Snapshot {
  const { shared, own } = texts;
  const identifier = own(snapshot.SnapshotIdentifier ?? '');
  return said<Snapshot>({
    identifier,
    clusterIdentifier: shared(snapshot.ClusterIdentifier ?? ''),
    type: shared(snapshot.SnapshotType ?? ''),
    status: shared(snapshot.Status ?? ''),
    encrypted: snapshot.Encrypted ?? false,
    arn: text(snapshot.SnapshotArn, arn => endingWith(identifier, arn, texts)),
    createTime: time(snapshot.SnapshotCreateTime),
    retentionStartTime: time(snapshot.SnapshotRetentionStartTime),
    manualRetentionDays: count(snapshot.ManualSnapshotRetentionPeriod, -1),
    totalMegabytes: positive(snapshot.TotalBackupSizeInMegaBytes),
    incrementalMegabytes: positive(snapshot.ActualIncrementalBackupSizeInMegaBytes),
    kmsKeyId: text(snapshot.KmsKeyId, shared),
    nodeType: text(snapshot.NodeType, shared),
    numberOfNodes: count(snapshot.NumberOfNodes, 1),
    ownerAccount: text(snapshot.OwnerAccount, shared),
    sourceRegion: text(snapshot.SourceRegion, shared),
    tags: tagsOf(snapshot.Tags, shared),
    sharedWith: accountsOf(snapshot.AccountsWithRestoreAccess, shared),
    progress: progressOf(snapshot),
    described: whole && descriptionOf(snapshot),
  });
}

function snapshotCopyOf(cluster: SdkCluster, shared: Texts['shared']): Cluster['snapshotCopy'] {
  const copy = cluster.ClusterSnapshotCopyStatus;
  return copy?.DestinationRegion
    ? said<NonNullable<Cluster['snapshotCopy']>>({
        destinationRegion: shared(copy.DestinationRegion),
        retentionDays: count(copy.RetentionPeriod, 1),
      })
    : undefined;
}

function tagsOf(tags: SdkSnapshot['Tags'], shared: Texts['shared']): readonly string[] | undefined {
  return tags?.length ? tags.map(({ Key = '', Value = '' }) => shared(`${Key}=${Value}`)) : undefined;
}

function accountsOf(
  accounts: SdkSnapshot['AccountsWithRestoreAccess'],
  shared: Texts['shared'],
): readonly string[] | undefined {
  return accounts?.length ? accounts.map(({ AccountId = '' }) => shared(AccountId)) : undefined;
}

/** Figures of a snapshot that is being created; undefined where the service knows none of them. */
function progressOf(snapshot: ListedSnapshot): SnapshotProgress | undefined {
  const progress = said<SnapshotProgress>({
    megabytesDone: positive(snapshot.BackupProgressInMegaBytes),
    megabytesPerSecond: positive(snapshot.CurrentBackupRateInMegaBytesPerSecond),
    secondsLeft: positive(snapshot.EstimatedSecondsToCompletion),
    secondsElapsed: positive(snapshot.ElapsedTimeInSeconds),
  });
  return Object.keys(progress).length > 0 ? progress : undefined;
}

/** Of its own: a part of the answer's text would keep all of that. */
function descriptionOf(snapshot: ListedSnapshot): JsonObject {
  return JSON.parse(JSON.stringify(masked(toJsonObject(snapshot))));
}

function text(value: string | undefined, keep: (text: string) => string): string | undefined {
  return value ? keep(value) : undefined;
}

/** A text that ends like one that is kept already: both parts joined, not copied, take a quarter of the memory. */
function endingWith(end: string, whole: string, { shared, own }: Texts): string {
  return whole.endsWith(end) ? shared(whole.slice(0, whole.length - end.length)) + end : own(whole);
}

/** Milliseconds since the epoch. */
function time(value: Date | undefined): number | undefined {
  const milliseconds = value?.getTime();
  return milliseconds === undefined || Number.isNaN(milliseconds) ? undefined : milliseconds;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

/** A whole number of at least `least`. */
function count(value: number | undefined, least: number): number | undefined {
  return value !== undefined && Number.isInteger(value) && value >= least ? value : undefined;
}

/** Every member of a model by name, so that none is forgotten. */
type Members<Model> = { readonly [Name in keyof Required<Model>]: Model[Name] | undefined };

/** A model without the members that are undefined. */
function said<Model extends object>(members: Members<Model>): Model {
  const model: Partial<Model> = {};
  for (const name in members) {
    if (members[name] !== undefined) {
      model[name] = members[name];
    }
  }
  return model as Model;
}
