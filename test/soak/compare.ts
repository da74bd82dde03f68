// Whether what was said, what was written down and what the service has are one and the same.

import type { Snapshot } from '@aws-sdk/client-redshift';
import { subjectOf } from '../../src/core/operations/all';
import type { CopyInput } from '../../src/core/operations/copyClusterSnapshot';
import type { OperationRecord } from '../../src/core/operations/record';
import type { Outcome } from '../../src/core/operations/run';

/** A copy and what its user was told, if there was time for that. */
export interface Settled {
  readonly request: CopyInput;
  readonly outcome?: Outcome;
}

export interface Compared {
  readonly settled: readonly Settled[];
  /** The journal. */
  readonly operations: readonly OperationRecord[];
  /** The manual snapshots that copies made, as the service has them. */
  readonly service: readonly Snapshot[];
  /** Names that other people's snapshots have. */
  readonly strangers: readonly string[];
  /** What was told of copies that were watched, in any window; absent where nobody could look. */
  readonly endings?: readonly OperationRecord[];
}

/** Each difference in a sentence; none when all agree. */
export function compare({ settled, operations, service, strangers, endings }: Compared): readonly string[] {
  const inService = new Map(service.map(snapshot => [snapshot.SnapshotIdentifier ?? '', snapshot]));
  const journal = new Map(operations.map(operation => [subjectOf(operation).identifier, operation]));
  return [
    ...settled.flatMap(({ request, outcome }) => {
      const name = request.TargetSnapshotIdentifier;
      return differencesOfOne(name, outcome?.kind, journal.get(name)?.state, inService.has(name));
    }),
    ...(endings === undefined ? [] : settled.flatMap(copy => differencesInTelling(copy, endings))),
    ...operations.flatMap(operation => differencesInData(operation, inService)),
    ...[...inService.keys()].filter(name => !journal.has(name)).map(name => `${name} is not in the journal`),
    ...strangers.filter(name => inService.has(name)).map(name => `${name} was made although the name was taken`),
    ...repeated(operations.map(operation => subjectOf(operation).identifier)).map(
      name => `${name} was journaled twice`,
    ),
    ...repeated(service.map(({ SnapshotIdentifier = '' }) => SnapshotIdentifier)).map(name => `${name} is there twice`),
  ];
}

/** Those that were not made, and of which it was said why: at once, or as the end of the watching. */
export function failedWithReason({ settled, operations }: Pick<Compared, 'settled' | 'operations'>): readonly string[] {
  const journal = new Map(operations.map(operation => [subjectOf(operation).identifier, operation]));
  return settled.flatMap(({ request, outcome }) => {
    const reason = reasonOf(outcome, journal.get(request.TargetSnapshotIdentifier));
    return reason === undefined ? [] : [`${request.TargetSnapshotIdentifier}: ${reason}`];
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
function differencesInTelling({ request, outcome }: Settled, endings: readonly OperationRecord[]): readonly string[] {
  const name = request.TargetSnapshotIdentifier;
  const told = endings.filter(ending => ending.input.TargetSnapshotIdentifier === name).length;
  const isOpen = outcome?.kind === 'unknown' || (outcome?.kind === 'done' && outcome.snapshot.status !== 'available');
  return told === (isOpen ? 1 : 0) ? [] : [`${name}: said ${outcome?.kind}, and its end was told ${told} times`];
}

const made: readonly (string | undefined)[] = ['available', 'inProgress'];
const notMade: readonly (string | undefined)[] = ['failed', 'refused', 'cancelled', 'notMade', 'clash', undefined];

function differencesOfOne(
  name: string,
  said: Outcome['kind'] | undefined,
  state: string | undefined,
  isThere: boolean,
): readonly string[] {
  const facts = `${name}: said ${said ?? 'nothing'}, journal ${state ?? 'nothing'}, service ${isThere ? 'has it' : 'has it not'}`;
  const journalAgrees = isThere ? made.includes(state) : notMade.includes(state);
  const saidAgrees = said === undefined || said === 'unknown' || (said === 'done') === isThere;
  // Whatever was not known has to be known in the end, and nothing may be left without an end.
  const hasEnd = state !== 'planned' && state !== 'inProgress';
  return journalAgrees && saidAgrees && hasEnd ? [] : [facts];
}

/** The copy has its source's data, and is kept for as long as was asked for. */
function differencesInData(operation: OperationRecord, inService: ReadonlyMap<string, Snapshot>): readonly string[] {
  const { input, before: source } = operation;
  const { identifier } = subjectOf(operation);
  const copy = inService.get(identifier);
  const wrong =
    copy !== undefined &&
    (copy.ManualSnapshotRetentionPeriod !== input['ManualSnapshotRetentionPeriod'] ||
      (source !== undefined && copy.SnapshotCreateTime?.getTime() !== source.createTime));
  return wrong ? [`${identifier} is not what was asked for`] : [];
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
