import type { JsonObject, JsonValue } from '../json';
import type { Snapshot } from '../snapshot';
import { sourceKey } from '../target';
import { type CopyOperation, isPending } from './operation';

/**
 * What proves a copy, as one JSON object: what was asked, by whom and where, the source as it was before, the copy as it
 * was last seen, the two compared, and what follows from that. It holds no secret, no user name of a database and no
 * secret's ARN: the members of DescribeClusterSnapshots that name them are not part of it.
 */
export function evidenceOf(operation: CopyOperation): JsonObject {
  const { target, identity, request, source, copy, problem } = operation;
  const comparison = source !== undefined && copy !== undefined ? compare(source, copy, request.retentionDays) : [];
  return compact({
    Verdict: verdictOf(operation, comparison),
    Request: {
      SourceSnapshotIdentifier: request.sourceIdentifier,
      SourceSnapshotClusterIdentifier: request.clusterIdentifier,
      TargetSnapshotIdentifier: request.targetIdentifier,
      ManualSnapshotRetentionPeriod: request.retentionDays,
    },
    RequestId: operation.requestId,
    Target: compact({
      Credentials: sourceKey(target.source),
      Account: identity?.account,
      Region: target.region,
      Endpoint: target.endpoint,
    }),
    CallerArn: identity?.arn,
    State: operation.state,
    Times: compact({
      Planned: isoTime(operation.planned),
      Confirmed: isoTime(operation.confirmed),
      Ended: isoTime(operation.ended),
    }),
    Problem: problem && compact({ Code: problem.code, Message: problem.message, RequestId: problem.requestId }),
    SourceBefore: source && snapshotFacts(source),
    CopyAfter: copy && snapshotFacts(copy),
    Comparison: comparison,
  });
}

export type Verdict = 'Verified' | 'Different' | 'InProgress' | 'NotVerified';

/** `Verified`: the copy is available, and equal to its source and to what was asked for in everything compared. */
function verdictOf(operation: CopyOperation, comparison: readonly JsonObject[]): Verdict {
  if (isPending(operation)) {
    return 'InProgress';
  }
  if (operation.state !== 'available' || comparison.length === 0) {
    return 'NotVerified';
  }
  return comparison.every(row => row['Equal'] === true) ? 'Verified' : 'Different';
}

function compare(source: Snapshot, copy: Snapshot, retentionDays: number): readonly JsonObject[] {
  const rows: readonly (readonly [member: string, expected: JsonValue | undefined, found: JsonValue | undefined])[] = [
    ['ClusterIdentifier', source.clusterIdentifier, copy.clusterIdentifier],
    ['SnapshotCreateTime', isoTime(source.createTime), isoTime(copy.createTime)],
    ['TotalBackupSizeInMegaBytes', source.totalMegabytes, copy.totalMegabytes],
    ['Encrypted', source.encrypted, copy.encrypted],
    ['KmsKeyId', source.kmsKeyId, copy.kmsKeyId],
    ['NodeType', source.nodeType, copy.nodeType],
    ['NumberOfNodes', source.numberOfNodes, copy.numberOfNodes],
    ['ManualSnapshotRetentionPeriod', retentionDays, copy.manualRetentionDays],
    ['SnapshotType', 'manual', copy.type],
  ];
  return rows.map(([member, expected, found]) =>
    compact({ Member: member, Expected: expected, Found: found, Equal: expected === found }),
  );
}

function snapshotFacts(snapshot: Snapshot): JsonObject {
  return compact({
    SnapshotIdentifier: snapshot.identifier,
    ClusterIdentifier: snapshot.clusterIdentifier,
    SnapshotArn: snapshot.arn,
    SnapshotType: snapshot.type,
    Status: snapshot.status,
    SnapshotCreateTime: isoTime(snapshot.createTime),
    SnapshotRetentionStartTime: isoTime(snapshot.retentionStartTime),
    ManualSnapshotRetentionPeriod: snapshot.manualRetentionDays,
    TotalBackupSizeInMegaBytes: snapshot.totalMegabytes,
    Encrypted: snapshot.encrypted,
    KmsKeyId: snapshot.kmsKeyId,
    NodeType: snapshot.nodeType,
    NumberOfNodes: snapshot.numberOfNodes,
    OwnerAccount: snapshot.ownerAccount,
  });
}

function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

function compact(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonObject;
}
