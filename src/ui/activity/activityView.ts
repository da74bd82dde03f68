import { commands, EventEmitter, l10n, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import { inverseOf } from '../../core/operations/all';
import { progressOf } from '../../core/operations/progress';
import { isPending, type OperationRecord } from '../../core/operations/record';
import type { Command } from '../commands/commandTable';
import { activityViewId, commandIds } from '../commands/ids';
import { rowOpening } from '../commands/rowOpening';
import { count } from '../text/format';
import { targetText } from '../text/targetText';
import { DisposableStore } from '../vscode/disposables';
import { WhileVisible } from '../vscode/whileVisible';
import { operationRow } from './operationRow';

/** ms: rows say seconds. */
const fewSeconds = 10_000;

/** The view "Activity": the operations of the open sessions, the newest first. */
export class ActivityView implements TreeDataProvider<OperationRecord> {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<OperationRecord[] | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tracker: Shown;
  readonly #view: View;
  #shown: readonly OperationRecord[] = [];
  /** Those that went on while they were of the open sessions: they stay when another profile or Region is chosen. */
  readonly #followed = new Set<string>();
  /** What the rows said when VS Code asked for them, by their ids. */
  readonly #texts = new Map<string, unknown>();
  /** What VS Code was given for each operation, by its id, the newest first: the same as long as the row is there. */
  #rows: ReadonlyMap<string, OperationRecord> = new Map();

  constructor(tracker: Shown, lazyView: OpensView) {
    this.#tracker = tracker;
    this.#view = lazyView.open(this);
    this.#store.add(new WhileVisible(this.#view, fewSeconds, () => this.#timePassed()));
  }

  changed(): void {
    const { current, operations } = this.#tracker;
    const ids = new Set(current.map(({ id }) => id));
    for (const { id } of current.filter(isPending)) {
      this.#followed.add(id);
    }
    this.#shown = operations.filter(({ id }) => ids.has(id) || this.#followed.has(id));
    const pending = this.#shown.filter(isPending).length;
    this.#view.badge = pending === 0 ? undefined : { value: pending, tooltip: pendingText(pending) };
    const before = this.#rows;
    this.#rows = new Map(this.#shown.map(operation => [operation.id, before.get(operation.id) ?? operation]));
    const same = before.size > 0 && [...before.keys()].join() === [...this.#rows.keys()].join();
    // While the root is told of, VS Code cannot act on any row.
    this.#changed.fire(same ? [...this.#rows.values()] : undefined);
  }

  /**
   * Puts the keyboard into the view, on the newest operation. The view's own command is not enough where it was folded up: VS Code
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
    const item = this.#item(row);
    this.#texts.set(row.id, item.description);
    return item;
  }

  /** Shows those rows again that would say something else by now. */
  #timePassed(): void {
    const outdated = [...this.#rows.values()].filter(row => this.#item(row).description !== this.#texts.get(row.id));
    if (outdated.length > 0) {
      this.#changed.fire(outdated);
    }
  }

  #item(row: OperationRecord): TreeItem {
    const operation = this.#tracker.latest(row);
    const now = Date.now();
    const progress = progressOf(operation, this.#shown, now);
    const isHere = this.#tracker.current.some(({ id }) => id === operation.id);
    const place = isHere ? undefined : targetText(operation.target);
    const item = operationRow(operation, { place, progress, problem: this.#tracker.problemOf(operation), now });
    item.id = operation.id;
    item.command = { command: commandIds.openRecord, title: l10n.t('Show Record') };
    const state = isPending(operation) ? 'pending' : inverseOf(operation).length > 0 ? 'undoable' : 'ended';
    item.contextValue = `operation ${state}`;
    return item;
  }

  dispose(): void {
    this.#store.dispose();
  }
}

type Shown = Pick<Tracker, 'current' | 'operations' | 'latest' | 'problemOf'>;

type View = Pick<TreeView<OperationRecord>, 'badge' | 'reveal' | 'selection' | 'visible' | 'onDidChangeVisibility'>;

interface OpensView {
  open(rows: TreeDataProvider<OperationRecord>): View;
}

function pendingText(pending: number): string {
  return pending === 1 ? l10n.t('1 operation is under way') : l10n.t('{0} operations are under way', count(pending));
}
