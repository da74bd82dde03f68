import type { Session } from '../../core/session/session';
import { accountKey, type TreeNode } from '../../core/tree/nodes';
import { heldKey } from './rowPaths';

/** The rows that VS Code holds, to be able to name them in a change, and whose each is. */
export class HeldRows {
  readonly #rows = new Map<string, TreeNode>();
  #owners = new WeakMap<TreeNode, Session>();

  get(session: Session, key: string): TreeNode | undefined {
    return this.#rows.get(heldKey(session, key));
  }

  /** Those of snapshots are many, and named by what they are below of. */
  hold<Row extends TreeNode>(session: Session, row: Row): Row {
    if (row.kind !== 'snapshot') {
      this.#rows.set(heldKey(session, row.key), row);
    }
    return this.adopt(session, row);
  }

  /** "Expiring", which is one for all sessions. */
  get group(): TreeNode | undefined {
    return this.#rows.get(accountKey);
  }

  dropGroup(): void {
    this.#rows.delete(accountKey);
  }

  /** Says whose a row is that did not come from here. */
  adopt<Row extends TreeNode>(session: Session, row: Row): Row {
    this.#owners.set(row, session);
    return row;
  }

  /** Undefined when its session has been replaced. */
  ownerOf(row: TreeNode): Session | undefined {
    return this.#owners.get(row);
  }

  clear(): void {
    this.#rows.clear();
    this.#owners = new WeakMap();
  }
}
