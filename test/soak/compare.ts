// Whether what was said, what was written down and what the service has are one and the same.

import type { Snapshot } from '@aws-sdk/client-redshift';
import type { OperationInput, OperationName } from '../../src/core/model/gateway';
import { isJsonObject } from '../../src/core/model/json';
import { operations, subjectOf } from '../../src/core/operations/all';
import type { OperationRecord } from '../../src/core/operations/record';
import type { Outcome } from '../../src/core/operations/run';

export interface Asked {
  readonly operation: OperationName;
  readonly input: OperationInput;
}

/** What was asked and what its user was told, if there was time for that. */
export interface Settled extends Asked {
  readonly outcome?: Outcome;
}

export interface Compared {
  readonly settled: readonly Settled[];
  /** The journal. */
  readonly operations: readonly OperationRecord[];
  /** The manual snapshots of the cluster, as the service has them. */
  readonly service: readonly Snapshot[];
  /** Names that other people's snapshots have. */
  readonly strangers: readonly string[];
  /** What was told of operations that were watched, in any window; absent where nobody could look. */
  readonly endings?: readonly OperationRecord[];
}

/** Each difference in a sentence; none when all agree. */
export function compare({ settled, operations: records, service, strangers, endings }: Compared): readonly string[] {
  const inService = new Map(service.map(snapshot => [snapshot.SnapshotIdentifier ?? '', snapshot]));
  const journal = new Map(records.map(record => [nameOf(record), record]));
  const isDone = isDoneIn(service);
  const asked = new Set(settled.map(nameOf));
  return [
    ...settled.flatMap(one => differencesOfOne(one, journal.get(nameOf(one))?.state, isDone(one))),
    ...(endings === undefined ? [] : settled.flatMap(one => differencesInTelling(one, endings))),
    ...records.flatMap(record => differencesInData(record, inService)),
    ...[...inService.keys()].filter(name => !asked.has(name)).map(name => `${name} was never asked for`),
    ...settled
      .filter(one => isDone(one) && !journal.has(nameOf(one)))
      .map(one => `${nameOf(one)} is not in the journal`),
    ...strangers.filter(name => inService.has(name)).map(name => `${name} was made although the name was taken`),
    ...repeated(records.map(nameOf)).map(name => `${name} was journaled twice`),
    ...repeated(service.map(({ SnapshotIdentifier = '' }) => SnapshotIdentifier)).map(name => `${name} is there twice`),
  ];
}

/** The snapshot that it is about. */
export function nameOf(asked: Asked): string {
  return subjectOf(asked).identifier;
}

/** Whether the service shows that it was carried out. */
export function isDoneIn(service: readonly Snapshot[]): (asked: Asked) => boolean {
  const named = new Map(service.map(found => [found.SnapshotIdentifier, found]));
  return asked => {
    const found = named.get(nameOf(asked));
    const { ManualSnapshotRetentionPeriod, Tags, TagKeys, AccountWithRestoreAccess: account } = asked.input;
    const hasTag = (key: unknown): boolean => found?.Tags?.some(({ Key }) => Key === key) ?? false;
    const hasAccess = found?.AccountsWithRestoreAccess?.some(({ AccountId }) => AccountId === account) ?? false;
    const [tag] = Array.isArray(Tags) ? Tags : [];
    const [key] = Array.isArray(TagKeys) ? TagKeys : [];
    const isDone: Readonly<Record<OperationName, boolean>> = {
      CopyClusterSnapshot: found !== undefined,
      CreateClusterSnapshot: found !== undefined,
      ModifyClusterSnapshot: found?.ManualSnapshotRetentionPeriod === ManualSnapshotRetentionPeriod,
      DeleteClusterSnapshot: found === undefined,
      CreateTags: isJsonObject(tag) && hasTag(tag['Key']),
      DeleteTags: !hasTag(key),
      AuthorizeSnapshotAccess: hasAccess,
      RevokeSnapshotAccess: !hasAccess,
    };
    return isDone[asked.operation];
  };
}

/** Those that were not made, and of which it was said why: at once, or as the end of the watching. */
export function failedWithReason({
  settled,
  operations: records,
}: Pick<Compared, 'settled' | 'operations'>): readonly string[] {
  const journal = new Map(records.map(record => [nameOf(record), record]));
  return settled.flatMap(one => {
    const reason = reasonOf(one.outcome, journal.get(nameOf(one)));
    return reason === undefined ? [] : [`${nameOf(one)}: ${reason}`];
  });
}

function reasonOf(outcome: Outcome | undefined, operation: OperationRecord | undefined): string | undefined {
  switch (outcome?.kind) {
    case 'failed':
      return outcome.problem.code || undefined;
    case 'refused':
      return outcome.refusal.kind;
    case 'clash':
      return outcome.by.clusterIdentifier && outcome.kind;
    case 'unknown':
      return operation?.state === 'notMade' || operation?.state === 'clash' ? operation.state : undefined;
    default:
      return undefined;
  }
}

/** What was not over when the command was is told afterwards, once; everything else by the command alone. */
function differencesInTelling(one: Settled, endings: readonly OperationRecord[]): readonly string[] {
  const { operation, outcome } = one;
  const name = nameOf(one);
  const told = endings.filter(ending => nameOf(ending) === name).length;
  const isBeingMade =
    operations[operation].effect === 'creates' && outcome?.kind === 'done' && outcome.snapshot.status !== 'available';
  const isOpen = outcome?.kind === 'unknown' || isBeingMade;
  return told === (isOpen ? 1 : 0) ? [] : [`${name}: said ${outcome?.kind}, and its end was told ${told} times`];
}

const done: readonly (string | undefined)[] = ['available', 'done'];
const notDone: readonly (string | undefined)[] = ['failed', 'refused', 'cancelled', 'notMade', 'clash', undefined];

/** Whatever was not known has to be known in the end, and nothing may be left without an end. */
function differencesOfOne(one: Settled, state: string | undefined, isDone: boolean): readonly string[] {
  const said = one.outcome?.kind;
  const agrees = (isDone ? done : notDone).includes(state);
  const saidAgrees = said === undefined || said === 'unknown' || (said === 'done') === isDone;
  return agrees && saidAgrees
    ? []
    : [
        `${one.operation} ${nameOf(one)}: said ${said ?? 'nothing'}, journal ${state ?? 'nothing'}, service ${isDone ? 'has done it' : 'has not'}`,
      ];
}

/** A new snapshot is kept for as long as was asked for; a copy has its source's data. */
function differencesInData(operation: OperationRecord, inService: ReadonlyMap<string, Snapshot>): readonly string[] {
  const { input, before: source } = operation;
  const identifier = nameOf(operation);
  const made = operations[operation.operation].effect === 'creates' ? inService.get(identifier) : undefined;
  const wrong =
    made !== undefined &&
    (made.ManualSnapshotRetentionPeriod !== input['ManualSnapshotRetentionPeriod'] ||
      (source !== undefined && made.SnapshotCreateTime?.getTime() !== source.createTime));
  return wrong ? [`${identifier} is not what was asked for`] : [];
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
