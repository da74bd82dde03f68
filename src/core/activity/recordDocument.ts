import type { JsonObject, JsonValue } from '../model/json';
import { maskedMembers, unmasked } from '../model/maskedMembers';
import { otherRetention, retentionEnd, retentionStart } from '../model/retention';
import type { Snapshot } from '../model/snapshot';
import { sourceKey, withoutPassword } from '../model/target';
import { operations } from '../operations/all';
import { inOrder } from '../operations/input';
import type { ComparedMember, Expected } from '../operations/operation';
import { accountOf, isPending, type OperationRecord } from '../operations/record';
import type { ReadAgain } from './readAgain';

/**
 * What proves an operation, as one JSON object: what was asked, by whom and where, the snapshot before and after, whole, the two compared, and what follows from that. It holds no secret; what names a user of the database
 * or a secret is masked, unless it was read again.
 */
export function recordDocument(operation: OperationRecord, again?: ReadAgain): JsonObject {
  const { target, identity, before, after, holder, problem } = operation;
  const descriptor = operations[operation.operation];
  const expected = descriptor.expected(operation);
  const comparison = expected && after ? compare(descriptor.compares, expected, after) : [];
  const names: Names = descriptor.source ? ofCopy : ofOthers;
  const notCompared = comparison.filter(row => row['Equal'] === 'unknown').map(row => row['Member'] ?? '');
  return compact({
    Operation: operation.operation,
    Verdict: verdictOf(operation, comparison),
    NotCompared: notCompared.length > 0 ? notCompared : undefined,
    Request: inOrder(descriptor, operation.input),
    RequestId: operation.requestId,
    Recovered: operation.recovered,
    Attempts: operation.attempts?.map(({ time, requestId, code }) =>
      compact({ Time: isoTime(time), RequestId: requestId, Code: code }),
    ),
    Target: compact({
      Credentials: sourceKey(target.source),
      Account: accountOf(operation),
      Region: target.region,
      // Earlier versions kept it as it was configured.
      Endpoint: target.endpoint && withoutPassword(target.endpoint),
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
    Unmasked: again && unmaskedFacts(again, names),
    [names.before]: before && wholeOf(before, again?.source),
    [names.after]: after && wholeOf(after, again?.copy),
    Retention: retentionFacts(operation),
    Comparison: comparison,
  });
}

interface Names {
  readonly before: string;
  readonly after: string;
}
const ofCopy: Names = { before: 'SourceBefore', after: 'CopyAfter' };
const ofOthers: Names = { before: 'SnapshotBefore', after: 'SnapshotAfter' };

/** What was promised, counted from the source, and what the service has made of it. */
function retentionFacts({ input, before: source, after: copy }: OperationRecord): JsonObject | undefined {
  const { ManualSnapshotRetentionPeriod: days } = input;
  if (typeof days !== 'number') {
    return undefined;
  }
  const [start, counted] = [source && retentionStart(source), copy?.retentionStartTime];
  const until = (from: number | undefined): string | undefined =>
    from === undefined ? undefined : isoTime(retentionEnd(days, from));
  if (until(start) === undefined && until(counted) === undefined) {
    return undefined;
  }
  return compact({
    PromisedUntil: until(start),
    CountedFrom: isoTime(counted),
    KeptUntil: until(counted),
    AsPromised:
      start === undefined || counted === undefined ? 'unknown' : otherRetention(days, source, copy) === undefined,
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
  const isDone = operation.state === 'available' || operation.state === 'done';
  const hasNothingToCompare = operations[operation.operation].compares.length === 0;
  if (!isDone || (comparison.length === 0 && !hasNothingToCompare)) {
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

const memberNames: Readonly<Record<ComparedMember, string>> = {
  clusterIdentifier: 'ClusterIdentifier',
  createTime: 'SnapshotCreateTime',
  totalMegabytes: 'TotalBackupSizeInMegaBytes',
  encrypted: 'Encrypted',
  kmsKeyId: 'KmsKeyId',
  nodeType: 'NodeType',
  numberOfNodes: 'NumberOfNodes',
  manualRetentionDays: 'ManualSnapshotRetentionPeriod',
  type: 'SnapshotType',
  tags: 'Tags',
  sharedWith: 'AccountsWithRestoreAccess',
};

function compare(members: readonly ComparedMember[], before: Expected, after: Snapshot): readonly JsonObject[] {
  const rows = members.map(member => [memberNames[member], memberOf(before, member), memberOf(after, member)] as const);
  return rows.map(([member, expected, found]) => {
    const isKnown = expected !== undefined && found !== undefined;
    return compact({
      Member: member,
      Expected: expected,
      Found: found,
      Equal: isKnown ? JSON.stringify(expected) === JSON.stringify(found) : 'unknown',
    });
  });
}

function memberOf(snapshot: Expected, member: ComparedMember): JsonValue | undefined {
  if (member === 'createTime') {
    return isoTime(snapshot.createTime);
  }
  // None is said by leaving the list out, and their order says nothing.
  if (member === 'tags' || member === 'sharedWith') {
    return [...(snapshot[member] ?? [])].sort();
  }
  // What is not encrypted has no key, which is known.
  return snapshot[member] ?? (member === 'kmsKeyId' && snapshot.encrypted === false ? null : undefined);
}

/** The members that were masked are of a later reading, and where the snapshot is gone they stay masked. */
function unmaskedFacts({ time, source, copy }: ReadAgain, names: Names): JsonObject {
  return {
    ReadAt: new Date(time).toISOString(),
    Members: maskedMembers,
    [names.before]: source === undefined ? 'masked: it is not there any more' : 'as read then',
    [names.after]: copy === undefined ? 'masked: it is not there any more' : 'as read then',
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
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function compact(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonObject;
}
