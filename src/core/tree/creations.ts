import { isManual, isOwnedBy } from '../model/snapshot';
import { operations, subjectOf } from '../operations/all';
import { sameText } from '../operations/reads';
import { accountOf } from '../operations/record';
import type { OperationUnderWay } from '../operations/underWay';
import type { CreationNode, ListingKey, SnapshotNode } from './nodes';

/** The snapshots that are being made in one target, each at the place where its snapshot is, or will be. */
export class Creations {
  readonly #placeOf: (creation: OperationUnderWay) => ListingKey;
  #all: readonly OperationUnderWay[] = [];

  constructor(placeOf: (creation: OperationUnderWay) => ListingKey) {
    this.#placeOf = placeOf;
  }

  /** Those at one place, the newest first. */
  at(key: ListingKey): readonly OperationUnderWay[] {
    return this.#all.filter(creation => this.#placeOf(creation) === key);
  }

  /** In place of those before. Returns the places at which rows say something else by now. */
  replace(creations: readonly OperationUnderWay[]): ReadonlySet<ListingKey> {
    const before = new Map(this.#all.map(creation => [creation.operation.id, creation]));
    const after = new Set(creations.map(({ operation }) => operation.id));
    const changed = creations.filter(creation => !readsTheSame(before.get(creation.operation.id), creation));
    const gone = this.#all.filter(({ operation }) => !after.has(operation.id));
    this.#all = creations;
    return new Set([...changed, ...gone].map(this.#placeOf));
  }
}

/** The rows at a place with the creations there: those that are not listed yet come first, the others are marked. */
export function withCreations(
  rows: readonly SnapshotNode[],
  creations: readonly OperationUnderWay[],
): readonly (CreationNode | SnapshotNode)[] {
  if (creations.length === 0) {
    return rows;
  }
  const listed = new Set<OperationUnderWay>();
  const marked = rows.map(row => {
    const creation = creations.find(candidate => isSnapshotOf(candidate, row));
    if (creation === undefined) {
      return row;
    }
    listed.add(creation);
    return { ...row, creation };
  });
  return [...creations.filter(creation => !listed.has(creation)).map(creationRow), ...marked];
}

/** What the service lists is read with the listing's rows: of such a creation only its mark is shown. */
function readsTheSame(
  before: OperationUnderWay | undefined,
  { operation, progress, problem }: OperationUnderWay,
): boolean {
  return (
    before !== undefined &&
    (before.operation === operation || (before.operation.after !== undefined && operation.after !== undefined)) &&
    before.progress.stuck === progress.stuck &&
    before.problem?.kind === problem?.kind
  );
}

function isSnapshotOf({ operation }: OperationUnderWay, { snapshot }: SnapshotNode): boolean {
  return (
    sameText(snapshot.identifier, subjectOf(operation).identifier) &&
    isManual(snapshot) &&
    isOwnedBy(snapshot, accountOf(operation)) &&
    operations[operation.operation].outcomeOf(snapshot, operation) !== 'other'
  );
}

function creationRow(creation: OperationUnderWay): CreationNode {
  return { kind: 'creation', key: `creation:${creation.operation.id}`, creation };
}
