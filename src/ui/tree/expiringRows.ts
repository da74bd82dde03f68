import type { Session } from '../../core/session/session';
import { byEnd, type ExpiringPart, expiringGroup } from '../../core/tree/expiring';
import type { TreeFilter } from '../../core/tree/filter';
import {
  accountKey,
  type ExpiringGroupNode,
  type ProblemNode,
  type SnapshotNode,
  type TreeNode,
} from '../../core/tree/nodes';
import { emptyRow, loadingRow } from '../../core/tree/rows';

/** A row with the session that it belongs to. */
export interface OwnedRow {
  readonly session: Session;
  readonly row: TreeNode;
}

/** The rows of the group "Expiring", which stands above those of all sessions. */
export class ExpiringRows {
  #said = '';

  group(sessions: readonly Session[]): ExpiringGroupNode {
    return expiringGroup(sessions.map(partOf));
  }

  /** The group, where the rows of the root are such that it could have some, and a filter leaves one. */
  above(
    roots: readonly TreeNode[],
    sessions: readonly Session[],
    filter: TreeFilter | undefined,
  ): ExpiringGroupNode | undefined {
    const isKnown = roots.some(({ kind }) => kind === 'region' || kind === 'cluster' || kind === 'orphanGroup');
    const isLeft = filter === undefined || this.below(sessions, filter).some(({ row }) => row.kind === 'snapshot');
    this.isOutdated(sessions);
    return isKnown && isLeft ? this.group(sessions) : undefined;
  }

  /** Why not all of it is known, then what ends, in one order. */
  below(sessions: readonly Session[], filter?: TreeFilter): readonly OwnedRow[] {
    const owned = <Row extends SnapshotNode | ProblemNode>(rows: (session: Session) => readonly Row[]) =>
      sessions.flatMap(session => rows(session).map(row => ({ session, row: named(row, session, sessions) })));
    const problems = owned(({ tree }) => tree.expiring.problems());
    const rows = owned(session => partOf(session).rows)
      .filter(({ session, row }) => filter === undefined || session.tree.matches(row, filter))
      .toSorted((a, b) => byEnd(a.row, b.row));
    const [session] = sessions;
    const rest =
      this.group(sessions).known === 'loading'
        ? loadingRow({ items: [], complete: false }, accountKey)
        : problems.length + rows.length === 0
          ? [emptyRow('expiring', accountKey)]
          : [];
    return [...problems, ...rows, ...(session === undefined ? [] : rest.map(row => ({ session, row })))];
  }

  /** Whether it says something else, or has other rows, than when this was asked last. */
  isOutdated(sessions: readonly Session[]): boolean {
    const before = this.#said;
    this.#said = JSON.stringify([
      this.group(sessions),
      sessions.map(session => partOf(session).rows.map(({ key }) => key)),
    ]);
    return this.#said !== before;
  }
}

function partOf({ tree }: Session): ExpiringPart {
  return tree.expiring.part();
}

/** With its Region, where there are others. */
function named<Row extends SnapshotNode | ProblemNode>(row: Row, { target }: Session, all: readonly Session[]): Row {
  return all.length < 2 ? row : { ...row, region: target.region };
}
