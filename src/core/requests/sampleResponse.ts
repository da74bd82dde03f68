import type { OperationInput } from '../model/gateway';
import type { JsonObject } from '../model/json';
import { keepUntilDeleted, millisecondsPerDay, retentionEnd, retentionStart } from '../model/retention';
import type { Snapshot } from '../model/snapshot';
import type { Target } from '../model/target';
import type { Operation } from '../operations/operation';

/** Stands for an account that is not known: AWS's own documentation uses it. */
const exampleAccount = '123456789012';

/**
 * What an operation that makes a snapshot of this one, or of its cluster, would answer: every member that such an answer
 * has, what is known of the source as it is, the rest plausible. No call is made.
 */
export function sampleResponse(
  { operation, input }: { readonly operation: Operation; readonly input: OperationInput },
  source: Snapshot,
  { region, now }: { readonly region: Target['region']; readonly now: number },
): JsonObject {
  const { identifier, cluster = source.clusterIdentifier } = operation.subject({ input, before: source });
  const days = Number(input['ManualSnapshotRetentionPeriod'] ?? keepUntilDeleted);
  const { ownerAccount: account = exampleAccount, totalMegabytes = 0 } = source;
  const created = isoTime(source.createTime ?? now);
  const nodeType = source.nodeType ?? 'ra3.xlplus';
  // A copy has its source's start of retention and sizes; what is made anew has none until it is complete.
  const isCopy = operation.source !== undefined;
  const start = retentionStart(source) ?? now;
  return {
    Snapshot: {
      SnapshotIdentifier: identifier,
      ClusterIdentifier: cluster,
      SnapshotCreateTime: created,
      Status: 'creating',
      Port: 5439,
      AvailabilityZone: `${region}a`,
      ClusterCreateTime: created,
      MasterUsername: 'awsuser',
      ClusterVersion: '1.0',
      EngineFullVersion: '1.0.0',
      SnapshotType: 'manual',
      NodeType: nodeType,
      NumberOfNodes: source.numberOfNodes ?? 2,
      DBName: 'dev',
      VpcId: 'vpc-0123456789abcdef0',
      Encrypted: source.encrypted,
      ...(source.encrypted
        ? { KmsKeyId: `arn:${partitionOf(source)}:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000` }
        : {}),
      EncryptedWithHSM: false,
      OwnerAccount: account,
      TotalBackupSizeInMegaBytes: isCopy ? totalMegabytes : -1,
      ActualIncrementalBackupSizeInMegaBytes: isCopy ? (source.incrementalMegabytes ?? 0) : -1,
      BackupProgressInMegaBytes: 0,
      CurrentBackupRateInMegaBytesPerSecond: 0,
      EstimatedSecondsToCompletion: -1,
      ElapsedTimeInSeconds: 0,
      Tags: [],
      ...(isCopy && { RestorableNodeTypes: [nodeType] }),
      EnhancedVpcRouting: false,
      MaintenanceTrackName: 'current',
      ManualSnapshotRetentionPeriod: days,
      ...(isCopy && { ...remainingDays(days, start, now), SnapshotRetentionStartTime: isoTime(start) }),
      SnapshotArn: `${source.arn?.split(':').slice(0, 5).join(':') ?? `arn:aws:redshift:${region}:${account}`}:snapshot:${cluster}/${identifier}`,
    },
  };
}

/** Rounded down, as Redshift does. */
function remainingDays(days: number, start: number, now: number): JsonObject {
  const end = retentionEnd(days, start);
  return end === undefined
    ? {}
    : { ManualSnapshotRemainingDays: Math.max(0, Math.floor((end - now) / millisecondsPerDay)) };
}

function partitionOf({ arn = '' }: Snapshot): string {
  return arn.split(':')[1] ?? 'aws';
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
