import { isManual, isOwnedBy } from '../model/snapshot';
import { operations, subjectOf } from '../operations/all';
import { sameText } from '../operations/reads';
import { accountOf } from '../operations/record';
import type { OperationUnderWay } from '../operations/underWay';
import type { CopyNode, ListingKey, SnapshotNode } from './nodes';

/** The copies under way in one target, each at the place where its snapshot is, or will be. */
export class Copies {
  readonly #placeOf: (copy: OperationUnderWay) => ListingKey;
  #all: readonly OperationUnderWay[] = [];

  constructor(placeOf: (copy: OperationUnderWay) => ListingKey) {
    this.#placeOf = placeOf;
  }

  /** Those at one place, the newest first. */
  at(key: ListingKey): readonly OperationUnderWay[] {
    return this.#all.filter(copy => this.#placeOf(copy) === key);
  }

  /** In place of those before. Returns the places at which rows say something else by now. */
  replace(copies: readonly OperationUnderWay[]): ReadonlySet<ListingKey> {
    const before = new Map(this.#all.map(copy => [copy.operation.id, copy]));
    const after = new Set(copies.map(({ operation }) => operation.id));
    const changed = copies.filter(copy => !readsTheSame(before.get(copy.operation.id), copy));
    const gone = this.#all.filter(({ operation }) => !after.has(operation.id));
    this.#all = copies;
    return new Set([...changed, ...gone].map(this.#placeOf));
  }
}

/** The rows at a place with the copies there: those that are not listed yet come first, the others are marked. */
export function withCopies(
  rows: readonly SnapshotNode[],
  copies: readonly OperationUnderWay[],
): readonly (CopyNode | SnapshotNode)[] {
  if (copies.length === 0) {
    return rows;
  }
  const listed = new Set<OperationUnderWay>();
  const marked = rows.map(row => {
    const copy = copies.find(candidate => isSnapshotOf(candidate, row));
    if (copy === undefined) {
      return row;
    }
    listed.add(copy);
    return { ...row, copy };
  });
  return [...copies.filter(copy => !listed.has(copy)).map(copyRow), ...marked];
}

/** What the service lists is read with the listing's rows: of such a copy only its mark is shown. */
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

function copyRow(copy: OperationUnderWay): CopyNode {
  return { kind: 'copy', key: `copy:${copy.operation.id}`, copy };
}
