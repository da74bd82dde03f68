import type { TreeItem } from 'vscode';
import type { TreeNode } from '../../core/tree/nodes';

/** Items that are made in one turn of the event loop: few enough for some milliseconds. */
const aTurn = 250;

/**
 * VS Code asks for the items of all rows of an answer at once, and registers and serialises them in the same turn of the
 * event loop. Those of many rows are made before that, in turns of their own.
 */
export class PreparedItems {
  readonly #items = new WeakMap<TreeNode, TreeItem>();

  /** Resolves at once, with nothing made, where the rows are few. */
  async prepare(rows: readonly TreeNode[], make: (row: TreeNode) => TreeItem): Promise<void> {
    if (rows.length <= aTurn) {
      return;
    }
    for (let next = 0; next < rows.length; next += aTurn) {
      await new Promise(setImmediate);
      for (const row of rows.slice(next, next + aTurn)) {
        this.#items.set(row, make(row));
      }
    }
    await new Promise(setImmediate);
  }

  /** Once: whoever asks again wants what the row says by then. */
  take(row: TreeNode): TreeItem | undefined {
    const item = this.#items.get(row);
    this.#items.delete(row);
    return item;
  }
}
