import {
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  window,
} from 'vscode';
import { type CopyOperation, isPending } from '../../core/operations/operation';
import type { Tracker } from '../../core/operations/tracker';
import { DisposableStore } from '../disposables';
import { activityViewId } from '../ids';
import { utcTime } from '../text/format';
import { factSheet } from '../tree/factSheet';
import { operationText } from './operationText';

/** The view "Activity": the copies of the open sessions, the newest first. */
export class ActivityView implements TreeDataProvider<CopyOperation> {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tracker: Pick<Tracker, 'current'>;
  readonly #view: TreeView<CopyOperation>;

  constructor(tracker: Pick<Tracker, 'current'>) {
    this.#tracker = tracker;
    this.#view = this.#store.add(
      window.createTreeView(activityViewId, { treeDataProvider: this, canSelectMany: true }),
    );
  }

  changed(): void {
    const pending = this.#tracker.current.filter(isPending).length;
    this.#view.badge =
      pending === 0 ? undefined : { value: pending, tooltip: l10n.t('{0} copies are being made', pending) };
    this.#changed.fire();
  }

  getChildren(operation?: CopyOperation): CopyOperation[] {
    return operation === undefined ? [...this.#tracker.current] : [];
  }

  getTreeItem(operation: CopyOperation): TreeItem {
    const now = Date.now();
    const text = operationText(operation, this.#tracker.current, now);
    const item = new TreeItem(operation.request.targetIdentifier);
    item.id = operation.id;
    item.description = text;
    item.iconPath = iconOf(operation);
    item.tooltip = factSheet(operation.request.targetIdentifier, [
      [l10n.t('State'), text],
      [l10n.t('Source'), operation.request.sourceIdentifier],
      [l10n.t('Cluster'), operation.request.clusterIdentifier],
      [l10n.t('Sent'), utcTime(operation.planned)],
      [l10n.t('By'), operation.identity?.arn],
      [l10n.t('Problem'), operation.problem?.message],
    ]);
    item.accessibilityInformation = {
      label: l10n.t(
        'copy {0} of cluster {1}, {2}',
        operation.request.targetIdentifier,
        operation.request.clusterIdentifier,
        text,
      ),
    };
    item.contextValue = isPending(operation) ? 'operation pending' : 'operation ended';
    return item;
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function iconOf({ state }: CopyOperation): ThemeIcon {
  switch (state) {
    case 'planned':
    case 'inProgress':
      return new ThemeIcon('loading~spin');
    case 'available':
      return new ThemeIcon('pass');
    case 'unwatched':
      return new ThemeIcon('eye-closed');
    default:
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  }
}
