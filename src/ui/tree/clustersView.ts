import { commands, type TreeView } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import type { Session, SessionState } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { expiringGroup } from '../../core/tree/expiring';
import { type TreeFilter, treeFilter } from '../../core/tree/filter';
import { accountKey, type TreeNode } from '../../core/tree/nodes';
import type { Command } from '../commands/commandTable';
import { filteredContextKey, stateContextKey, viewId } from '../commands/ids';
import { withoutRepeats } from '../commands/nodeArguments';
import { rowOpening } from '../commands/rowOpening';
import { configProblemText } from '../text/configProblemText';
import { expiringBadge } from '../text/expiringText';
import { filterText } from '../text/filterText';
import { shortLine } from '../text/plain';
import { sourceText, targetText } from '../text/targetText';
import { DisposableStore } from '../vscode/disposables';
import type { LazyTreeView } from '../vscode/lazyTreeView';
import { expiringRefreshMinutes } from '../vscode/settings';
import { WhileVisible } from '../vscode/whileVisible';
import { showViewProgress } from '../vscode/window';
import { ClustersTree } from './clustersTree';

/** ms */
const minute = 60_000;

/** The view "Clusters": the tree, its message, and the context key that its welcome texts depend on. */
export class ClustersView {
  readonly #store = new DisposableStore();
  readonly #tree = this.#store.add(new ClustersTree());
  readonly #view: TreeView<TreeNode>;
  #described: SessionState = { kind: 'idle' };

  constructor(lazyView: Pick<LazyTreeView<TreeNode>, 'open'>) {
    this.#view = lazyView.open(this.#tree);
    this.#store.add(this.#view.onDidExpandElement(({ element }) => this.#tree.setExpanded(element, true)));
    this.#store.add(this.#view.onDidCollapseElement(({ element }) => this.#tree.setExpanded(element, false)));
    this.#store.add(this.#tree.onDidGiveRows(() => this.#showExpiring()));
    this.#store.add(this.#view.onDidChangeVisibility(() => this.#showExpiring()));
    this.#store.add(new WhileVisible(this.#view, minute, () => this.#timePassed()));
  }

  /** The words that the tree is narrowed to; empty for all of it. */
  get filter(): string {
    return this.#tree.filter?.text ?? '';
  }

  set filter(text: string) {
    const filter = treeFilter(text);
    if (filter?.text !== this.#tree.filter?.text) {
      this.#tree.filter = filter;
      // The icon in the title follows the key; nothing waits for it.
      void commands.executeCommand('setContext', filteredContextKey, filter !== undefined);
      void this.#search();
    }
  }

  #timePassed(): void {
    this.#tree.timePassed();
    this.#showBadge();
    const minutes = expiringRefreshMinutes();
    for (const { tree } of minutes > 0 ? this.#tree.sessions : []) {
      // On its own: the group shows how it ends.
      void tree.wholeAccount.showAgainAfter(minutes * minute);
    }
  }

  /** What ends soon is asked for when the rows that are waited for are there, and only while they can be seen. */
  #showExpiring(): void {
    for (const { tree } of this.#tree.sessions) {
      if (this.#view.visible) {
        // On its own: the group shows how it ends.
        void tree.wholeAccount.show();
      } else {
        tree.wholeAccount.hide();
      }
    }
  }

  #showBadge(): void {
    const { sessions } = this.#tree;
    this.#view.badge = expiringBadge(expiringGroup(sessions.map(({ tree }) => tree.expiring.part())));
  }

  /** Loads what the filter has to look at, and opens what it has found. Never rejects. */
  async #search(): Promise<void> {
    const { filter, sessions } = this.#tree;
    if (filter === undefined) {
      for (const { tree } of sessions) {
        tree.wholeAccount.stop();
      }
      this.#describe();
      return;
    }
    const loading = Promise.all(sessions.map(({ tree }) => tree.wholeAccount.load()));
    this.#describe();
    await loading;
    if (filter === this.#tree.filter) {
      // What could not be read says so.
      this.#tree.showAgain();
      this.#describe();
      await this.#open(filter);
    }
  }

  async #open(filter: TreeFilter): Promise<void> {
    for (const session of this.#tree.sessions) {
      for (const place of session.tree.found(filter).places) {
        if (filter !== this.#tree.filter || !this.#view.visible) {
          return;
        }
        const options = { select: false, focus: false, expand: true };
        // A row that has gone meanwhile is not to be opened.
        await this.#view.reveal(this.#tree.adopt(session, place), options).then(undefined, () => {});
      }
    }
  }

  /** Opens the session when the view is seen for the first time. */
  startWhenVisible(sessions: Sessions, failed: (error: unknown) => void): void {
    const start = (): void => {
      // On its own: the view shows how it ends.
      void sessions.start().catch(failed);
    };
    this.#store.add(this.#view.onDidChangeVisibility(({ visible }) => visible && start()));
    if (this.#view.visible) {
      start();
    }
  }

  /** Resolves when no row of another session is on the screen: only then may anything name the new one. */
  async show(state: SessionState): Promise<void> {
    // The welcome text follows the key; nothing waits for it.
    void commands.executeCommand('setContext', stateContextKey, isGone(state) ? 'gone' : state.kind);
    this.#tree.show(state);
    this.#showBadge();
    if (this.#tree.isStale) {
      this.#described = { kind: 'idle' };
      this.#describe();
    }
    await this.#cleared();
    if (this.#tree.shows(state)) {
      this.#described = state;
      // Not awaited: what it finds is shown when it has been found.
      void this.#search();
    }
  }

  #describe(): void {
    const { filter, sessions } = this.#tree;
    // Alone: a narrow side bar has no room for the profile as well, which the status bar names.
    const text =
      filter === undefined
        ? descriptionOf(this.#described)
        : filterText(
            filter,
            sessions.map(({ tree }) => tree),
          );
    this.#view.description = shortLine(text);
  }

  /** A view that is hidden has no rows on the screen, and is asked for them when it is shown. */
  async #cleared(): Promise<void> {
    while (this.#view.visible && this.#tree.isStale) {
      await new Promise<void>(resolve => {
        const waiting = new DisposableStore();
        const done = (): void => {
          waiting.dispose();
          resolve();
        };
        waiting.add(this.#tree.onDidClear(done));
        waiting.add(this.#view.onDidChangeVisibility(done));
      });
    }
  }

  /** The session that a row belongs to; undefined when it has been replaced. */
  ownerOf(node: TreeNode): Session | undefined {
    return this.#tree.ownerOf(node);
  }

  /** The selected rows. */
  get selection(): readonly TreeNode[] {
    return withoutRepeats(this.#view.selection, row => this.ownerOf(row));
  }

  treeChanged(session: Session, key?: string): void {
    this.#tree.treeChanged(session, key);
    if (key === accountKey) {
      this.#showBadge();
    }
    if (this.#tree.filter !== undefined) {
      this.#describe();
    }
  }

  /** The command that opens a cluster or snapshot from its row. */
  opening(open: (node: TreeNode) => Promise<unknown>): Command {
    return rowOpening(this.#view, ({ kind }) => kind === 'cluster' || kind === 'snapshot', open);
  }

  /** Shows that something is being asked for, while all rows can be used. */
  async whileAsking(asking: () => Promise<unknown>): Promise<void> {
    await showViewProgress(viewId, asking);
  }

  /** Selects a new snapshot's row and brings it into view; the focus stays where it is. */
  async reveal(session: Session, snapshot: Snapshot): Promise<void> {
    if (session.ended.aborted) {
      return;
    }
    const node = await session.tree.add(snapshot);
    const hidden = this.#tree.filter !== undefined && !session.tree.matches(node, this.#tree.filter);
    if (!hidden && this.#view.visible && !session.ended.aborted) {
      const options = { select: true, focus: false, expand: false };
      await this.#view.reveal(this.#tree.adopt(session, node), options);
      if (!this.#view.selection.some(({ key }) => key === node.key)) {
        // VS Code forgets a selection when it replaces the row in that moment.
        await this.#view.reveal(this.#tree.adopt(session, node), options);
      }
    }
  }

  /** Opens a cluster's manual snapshots. */
  async showManualSnapshots(session: Session, clusterIdentifier: string): Promise<void> {
    const node = session.tree.manualGroupOf(clusterIdentifier);
    if (node !== undefined) {
      this.filter = '';
      await this.#view.reveal(this.#tree.adopt(session, node), { select: true, focus: true, expand: true });
    }
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** `prod · eu-west-1`; with several Regions the rows name them. */
function openText({ session, others }: Extract<SessionState, { kind: 'open' }>): string {
  return others.length === 0 ? targetText(session.target) : sourceText(session.target.source);
}

/** The profile that was chosen in this workspace is in no file any more. */
function isGone(state: SessionState): boolean {
  return state.kind === 'noneChosen' && state.gone !== undefined;
}

/** What the welcome text is about as well. Not a message of the view: VS Code shows no welcome text beside one. */
function descriptionOf(state: SessionState): string {
  switch (state.kind) {
    case 'open':
      return openText(state);
    case 'noRegion':
      return sourceText(state.source);
    case 'noneChosen':
      return state.gone ?? '';
    case 'noProfiles':
      return state.problems
        .filter(({ kind }) => kind === 'missing')
        .map(configProblemText)
        .join(', ');
    default:
      return '';
  }
}
