import type { JsonObject, JsonValue } from '../model/json';
import { maskedMembers, unmasked } from '../model/maskedMembers';
import { otherRetention, retentionEnd, retentionStart } from '../model/retention';
import type { Snapshot } from '../model/snapshot';
import { sourceKey } from '../model/target';
import { accountOf, isPending, type OperationRecord } from '../operations/record';
import type { ReadAgain } from './readAgain';

/**
 * What proves a copy, as one JSON object: what was asked, by whom and where, the source as it was before and the copy as it
 * was last seen, whole, the two compared, and what follows from that. It holds no secret; what names a user of the database
 * or a secret is masked, unless it was read again.
 */
export function evidenceOf(operation: OperationRecord, again?: ReadAgain): JsonObject {
  const { target, identity, input: request, before: source, after: copy, holder, problem } = operation;
  const comparison =
    source !== undefined && copy !== undefined ? compare(source, copy, request.ManualSnapshotRetentionPeriod) : [];
  const notCompared = comparison.filter(row => row['Equal'] === 'unknown').map(row => row['Member'] ?? '');
  return compact({
    Verdict: verdictOf(operation, comparison),
    NotCompared: notCompared.length > 0 ? notCompared : undefined,
    Request: {
      SourceSnapshotIdentifier: request.SourceSnapshotIdentifier,
      SourceSnapshotClusterIdentifier: request.SourceSnapshotClusterIdentifier,
      TargetSnapshotIdentifier: request.TargetSnapshotIdentifier,
      ManualSnapshotRetentionPeriod: request.ManualSnapshotRetentionPeriod,
    },
    RequestId: operation.requestId,
    Recovered: operation.recovered,
    Attempts: operation.attempts?.map(({ time, requestId, code }) =>
      compact({ Time: isoTime(time), RequestId: requestId, Code: code }),
    ),
    Target: compact({
      Credentials: sourceKey(target.source),
      Account: accountOf(operation),
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
    Holder: holder && wholeOf(holder),
    Unmasked: again && unmaskedFacts(again),
    SourceBefore: source && wholeOf(source, again?.source),
    CopyAfter: copy && wholeOf(copy, again?.copy),
    Retention: retentionFacts(operation),
    Comparison: comparison,
  });
}

/** What was promised, counted from the source, and what the service has made of it. */
function retentionFacts({ input: request, before: source, after: copy }: OperationRecord): JsonObject | undefined {
  const [start, counted] = [source && retentionStart(source), copy?.retentionStartTime];
  const until = (from: number | undefined): string | undefined =>
    from === undefined ? undefined : isoTime(retentionEnd(request.ManualSnapshotRetentionPeriod, from));
  if (until(start) === undefined && until(counted) === undefined) {
    return undefined;
  }
  return compact({
    PromisedUntil: until(start),
    CountedFrom: isoTime(counted),
    KeptUntil: until(counted),
    AsPromised:
      start === undefined || counted === undefined
        ? 'unknown'
        : otherRetention(request.ManualSnapshotRetentionPeriod, source, copy) === undefined,
  });
}

export type Verdict = 'Verified' | 'Different' | 'InProgress' | 'NotVerified';

/**
 * `Verified`: the copy is available, and equal to its source and to what was asked for in everything that could be
 * compared, in any case in what makes it this copy.
 */
function verdictOf(operation: OperationRecord, comparison: readonly JsonObject[]): Verdict {
  if (isPending(operation)) {
    return 'InProgress';
  }
  if (operation.state !== 'available' || comparison.length === 0) {
    return 'NotVerified';
  }
  if (comparison.some(row => row['Equal'] === false)) {
    return 'Different';
  }
  const isOpen = comparison.some(row => row['Equal'] === 'unknown' && !mayBeUnknown.includes(row['Member'] ?? ''));
  return isOpen ? 'NotVerified' : 'Verified';
}

/** What the service does not say of every snapshot; RA3 reports a size of 0, which is none. */
const mayBeUnknown: readonly JsonValue[] = ['TotalBackupSizeInMegaBytes', 'KmsKeyId', 'NodeType', 'NumberOfNodes'];

function compare(source: Snapshot, copy: Snapshot, retentionDays: number): readonly JsonObject[] {
  const rows: readonly (readonly [member: string, expected: JsonValue | undefined, found: JsonValue | undefined])[] = [
    ['ClusterIdentifier', source.clusterIdentifier, copy.clusterIdentifier],
    ['SnapshotCreateTime', isoTime(source.createTime), isoTime(copy.createTime)],
    ['TotalBackupSizeInMegaBytes', source.totalMegabytes, copy.totalMegabytes],
    ['Encrypted', source.encrypted, copy.encrypted],
    ['KmsKeyId', keyOf(source), keyOf(copy)],
    ['NodeType', source.nodeType, copy.nodeType],
    ['NumberOfNodes', source.numberOfNodes, copy.numberOfNodes],
    ['ManualSnapshotRetentionPeriod', retentionDays, copy.manualRetentionDays],
    ['SnapshotType', 'manual', copy.type],
  ];
  return rows.map(([member, expected, found]) => {
    const isKnown = expected !== undefined && found !== undefined;
    return compact({
      Member: member,
      Expected: expected,
      Found: found,
      Equal: isKnown ? expected === found : 'unknown',
    });
  });
}

/** What is not encrypted has no key, which is known. */
function keyOf({ encrypted, kmsKeyId }: Snapshot): string | null | undefined {
  return kmsKeyId ?? (encrypted ? undefined : null);
}

/** The members that were masked are of a later reading, and where the snapshot is gone they stay masked. */
function unmaskedFacts({ time, source, copy }: ReadAgain): JsonObject {
  return {
    ReadAt: new Date(time).toISOString(),
    Members: maskedMembers,
    SourceBefore: source === undefined ? 'masked: it is not there any more' : 'as read then',
    CopyAfter: copy === undefined ? 'masked: it is not there any more' : 'as read then',
  };
}

function wholeOf(snapshot: Snapshot, again?: JsonObject): JsonObject {
  const { described = snapshotFacts(snapshot) } = snapshot;
  return again === undefined ? described : unmasked(described, again);
}

/** What is known of one that was written down without the rest. */
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
