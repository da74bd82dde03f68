import type { Snapshot } from '@aws-sdk/client-redshift';
import { type RestingSnapshot, type StoredCluster, snapshotArn } from './record';

/** Which snapshot of which cluster, and the instant that its data shows. */
export interface NewSnapshot {
  readonly cluster: StoredCluster;
  readonly account: string;
  readonly region: string;
  readonly identifier: string;
  readonly type: 'automated' | 'manual';
  /** ms since the epoch. */
  readonly createdAt: number;
}

/** What a snapshot takes over from its cluster, and its identity. `more` overrides. Source: Snapshot in the API reference. */
export function snapshotFromCluster(what: NewSnapshot, more: Partial<Snapshot> = {}): RestingSnapshot {
  const { cluster, account, region, identifier } = what;
  const created = new Date(what.createdAt);
  return {
    SnapshotIdentifier: identifier,
    ClusterIdentifier: cluster.ClusterIdentifier,
    SnapshotCreateTime: created,
    Status: 'available',
    SnapshotType: what.type,
    OwnerAccount: account,
    ...configurationOf(cluster),
    TotalBackupSizeInMegaBytes: 0,
    ActualIncrementalBackupSizeInMegaBytes: 0,
    BackupProgressInMegaBytes: 0,
    CurrentBackupRateInMegaBytesPerSecond: 0,
    EstimatedSecondsToCompletion: 0,
    ElapsedTimeInSeconds: 0,
    Tags: [],
    ManualSnapshotRetentionPeriod: -1,
    SnapshotRetentionStartTime: created,
    SnapshotArn: snapshotArn(region, account, cluster.ClusterIdentifier, identifier),
    ...more,
  } as RestingSnapshot;
}

const configurations = new WeakMap<StoredCluster, Partial<Snapshot>>();

function configurationOf(cluster: StoredCluster): Partial<Snapshot> {
  let known = configurations.get(cluster);
  if (known === undefined) {
    known = makeConfiguration(cluster);
    configurations.set(cluster, known);
  }
  return known;
}

function makeConfiguration(cluster: StoredCluster): Partial<Snapshot> {
  return {
    Port: cluster.Endpoint?.Port ?? 5439,
    AvailabilityZone: cluster.AvailabilityZone,
    ClusterCreateTime: cluster.ClusterCreateTime,
    MasterUsername: cluster.MasterUsername,
    ClusterVersion: cluster.ClusterVersion,
    EngineFullVersion: cluster.ClusterRevisionNumber && `${cluster.ClusterVersion}.${cluster.ClusterRevisionNumber}`,
    NodeType: cluster.NodeType,
    NumberOfNodes: cluster.NumberOfNodes,
    DBName: cluster.DBName,
    VpcId: cluster.VpcId,
    Encrypted: cluster.Encrypted ?? false,
    KmsKeyId: cluster.KmsKeyId,
    EncryptedWithHSM: cluster.HsmStatus !== undefined,
    RestorableNodeTypes: restorableNodeTypes(cluster.NodeType ?? ''),
    EnhancedVpcRouting: cluster.EnhancedVpcRouting ?? false,
    MaintenanceTrackName: cluster.MaintenanceTrackName,
    MasterPasswordSecretArn: cluster.MasterPasswordSecretArn,
    MasterPasswordSecretKmsKeyId: cluster.MasterPasswordSecretKmsKeyId,
  };
}

/** A snapshot restores to the node types of its family, DC2 only to DC2. Source: RestoreFromClusterSnapshot. */
function restorableNodeTypes(nodeType: string): string[] {
  const family = nodeType.split('.')[0];
  const sizes = family === 'dc2' ? ['large', '8xlarge'] : ['large', 'xlplus', '4xlarge', '16xlarge'];
  return sizes.map(size => `${family}.${size}`);
}
