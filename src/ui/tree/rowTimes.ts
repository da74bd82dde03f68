import type { SnapshotNode, TreeNode } from '../../core/tree/nodes';
import { readsOtherwise } from '../../core/tree/passingTime';

/** From so many rows on, telling VS Code of each costs more than having all of them below their parent rendered. */
const many = 20;

/** The rows of snapshots below one row, as they were rendered then. */
interface RowsOfATime {
  readonly parent: TreeNode;
  readonly rows: readonly SnapshotNode[];
  /** ms since the epoch, by the clock of what they are below of. */
  readonly now: () => number;
  readonly since: number;
}

/** Knows when the rows of snapshots that VS Code has were rendered, and so which ones say something else by now. */
export class RowTimes {
  readonly #shown = new Map<string, RowsOfATime>();

  /** In the place of those that were below this row before. */
  put(key: string, parent: TreeNode, children: readonly TreeNode[], now: () => number): void {
    this.#shown.set(key, { parent, rows: children.filter(child => child.kind === 'snapshot'), now, since: now() });
  }

  /** What is to be rendered again, from here on as of now. What is left out is looked at again next time. */
  takeOutdated(leftOut: (parent: TreeNode) => boolean): readonly TreeNode[] {
    const shown = [...this.#shown].filter(([, { parent }]) => !leftOut(parent));
    return shown.flatMap(([key, { parent, rows, now, since }]) => {
      const time = now();
      this.#shown.set(key, { parent, rows, now, since: time });
      const outdated = rows.filter(row => readsOtherwise(row, since, time));
      return outdated.length < many ? outdated : [parent];
    });
  }

  clear(): void {
    this.#shown.clear();
  }
}
