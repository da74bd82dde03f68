import type { TreeItem } from 'vscode';
import { targetKey } from '../../core/model/target';
import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';
import { PreparedItems } from './preparedItems';
import { problemTooltip } from './problemTooltip';
import { RowIds } from './rowIds';
import { treeItem, treeTooltip } from './treeItems';

export interface RowItemsHost {
  /** The same row with what is known of it by now. */
  readonly latest: (row: TreeNode) => TreeNode;
  readonly ownerOf: (row: TreeNode) => Session | undefined;
}

/** Turns rows into VS Code's items. */
export class RowItems {
  readonly #host: RowItemsHost;
  readonly #ids = new RowIds();
  readonly #prepared = new PreparedItems();

  constructor(host: RowItemsHost) {
    this.#host = host;
  }

  get(row: TreeNode): TreeItem | Promise<TreeItem> {
    return this.#prepared.take(row) ?? this.#make(row);
  }

  /** Only those of snapshots: others say what is known when VS Code asks for them. */
  prepare(rows: readonly TreeNode[]): Promise<void> {
    const snapshots = rows.filter(({ kind }) => kind === 'snapshot');
    return this.#prepared.prepare(snapshots, row => this.#make(row));
  }

  /** What VS Code may not have asked for yet is made anew. */
  outdated(row: TreeNode): void {
    this.#prepared.take(row);
  }

  async resolve(item: TreeItem, row: TreeNode): Promise<TreeItem> {
    const session = this.#host.ownerOf(row);
    item.tooltip ??=
      row.kind === 'problem' && session !== undefined
        ? await problemTooltip(row, session)
        : treeTooltip(this.#host.latest(row), this.now(row));
    return item;
  }

  /** The service counts lifetimes by its own clock; what was sent from here was noted by this machine's. */
  now(row: TreeNode): number {
    return ((row.kind === 'creation' ? undefined : this.#host.ownerOf(row)?.gateway) ?? Date).now();
  }

  #make(row: TreeNode): TreeItem {
    const session = this.#host.ownerOf(row);
    const item = treeItem(this.#host.latest(row), session?.target, this.now(row));
    // Only where two targets could be mistaken for one another. VS Code 1.103 loses all rows below a cluster when it is
    // told of an id twice, as happens when a reveal meets a refresh; below these, labels tell the rows apart.
    if (session !== undefined && hasId(row)) {
      item.id = this.#ids.of(`${targetKey(session.target)}#${row.key}`);
    }
    return item;
  }
}

function hasId({ kind }: TreeNode): boolean {
  return kind === 'region' || kind === 'cluster' || kind === 'orphanGroup' || kind === 'expiringGroup';
}
