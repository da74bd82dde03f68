import { commands, EventEmitter, l10n, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import { inverseOf } from '../../core/operations/all';
import { progressOf } from '../../core/operations/progress';
import { isPending, type OperationRecord } from '../../core/operations/record';
import type { Command } from '../commands/commandTable';
import { activityViewId, commandIds } from '../commands/ids';
import { rowOpening } from '../commands/rowOpening';
import { count } from '../text/format';
import { DisposableStore } from '../vscode/disposables';
import { operationRow } from './operationRow';

/** The view "Activity": the copies of the open sessions, the newest first. */
export class ActivityView implements TreeDataProvider<OperationRecord> {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<OperationRecord[] | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tracker: Shown;
  readonly #view: View;
  #shown: readonly OperationRecord[] = [];
  /** What VS Code was given for each operation, by its id, the newest first: the same as long as the row is there. */
  #rows: ReadonlyMap<string, OperationRecord> = new Map();

  constructor(tracker: Shown, door: Door) {
    this.#tracker = tracker;
    this.#view = door.open(this);
  }

  changed(): void {
    this.#shown = this.#tracker.current;
    const pending = this.#shown.filter(isPending).length;
    this.#view.badge = pending === 0 ? undefined : { value: pending, tooltip: pendingText(pending) };
    const before = this.#rows;
    this.#rows = new Map(this.#shown.map(operation => [operation.id, before.get(operation.id) ?? operation]));
    const same = before.size > 0 && [...before.keys()].join() === [...this.#rows.keys()].join();
    // While the root is told of, VS Code cannot act on any row.
    this.#changed.fire(same ? [...this.#rows.values()] : undefined);
  }

  /**
   * Puts the keyboard into the view, on the newest copy. The view's own command is not enough where it was folded up: VS Code
   * gives the focus to the text of the empty view then, which goes away when the rows come.
   */
  async focus(): Promise<void> {
    const [newest] = this.#rows.values();
    await (newest === undefined
      ? commands.executeCommand(`${activityViewId}.focus`)
      : this.#view.reveal(newest, { focus: true, select: false }));
  }

  /** The command that opens the record of a row. */
  opening(open: (row: OperationRecord) => Promise<unknown>): Command {
    return rowOpening(this.#view, () => true, open);
  }

  getChildren(row?: OperationRecord): OperationRecord[] {
    return row === undefined ? [...this.#rows.values()] : [];
  }

  getTreeItem(row: OperationRecord): TreeItem {
    const operation = this.#tracker.latest(row);
    const now = Date.now();
    const progress = progressOf(operation, this.#shown, now);
    const item = operationRow(operation, { progress, problem: this.#tracker.problemOf(operation), now });
    item.id = operation.id;
    item.command = { command: commandIds.openRecord, title: l10n.t('Show Record') };
    const state = isPending(operation) ? 'pending' : inverseOf(operation) ? 'undoable' : 'ended';
    item.contextValue = `operation ${state}`;
    return item;
  }

  dispose(): void {
    this.#store.dispose();
  }
}

type Shown = Pick<Tracker, 'current' | 'latest' | 'problemOf'>;

type View = Pick<TreeView<OperationRecord>, 'badge' | 'reveal' | 'selection'>;

interface Door {
  open(rows: TreeDataProvider<OperationRecord>): View;
}

function pendingText(pending: number): string {
  return pending === 1 ? l10n.t('1 operation is under way') : l10n.t('{0} operations are under way', count(pending));
}
