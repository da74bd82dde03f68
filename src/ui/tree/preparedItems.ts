import type { TreeItem } from 'vscode';
import type { TreeNode } from '../../core/tree/nodes';

/** Items that are made in one turn of the event loop: few enough for some milliseconds. */
const aTurn = 250;

/**
 * VS Code asks for the items of all rows of an answer at once, and registers and serialises them as soon as it has all, in
 * one turn of the event loop. Those of many rows are made before that, in turns of their own, and the last one is given a
 * turn later, so that asking and registering have one each.
 */
export class PreparedItems {
  readonly #items = new WeakMap<TreeNode, TreeItem>();
  readonly #last = new WeakSet<TreeNode>();

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
    const last = rows.at(-1);
    if (last !== undefined) {
      this.#last.add(last);
    }
    await new Promise(setImmediate);
  }

  /** Once: whoever asks again wants what the row says by then. */
  take(row: TreeNode): TreeItem | Promise<TreeItem> | undefined {
    const item = this.#items.get(row);
    this.#items.delete(row);
    return item !== undefined && this.#last.delete(row)
      ? new Promise(resolve => setImmediate(() => resolve(item)))
      : item;
  }
}
