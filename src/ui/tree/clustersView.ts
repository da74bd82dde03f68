import { commands, l10n, type TreeView, window } from 'vscode';
import type { Session, SessionState } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import type { Snapshot } from '../../core/snapshot';
import type { TreeNode } from '../../core/tree/nodes';
import { DisposableStore } from '../disposables';
import { stateContextKey, viewId } from '../ids';
import { sourceText, targetText } from '../text/targetText';
import { ClustersTree } from './clustersTree';

/** The view "Clusters": the tree, its message, and the context key that its welcome texts depend on. */
export class ClustersView {
  readonly #store = new DisposableStore();
  readonly #tree = this.#store.add(new ClustersTree());
  readonly #view: TreeView<TreeNode>;

  constructor() {
    this.#view = this.#store.add(
      window.createTreeView(viewId, { treeDataProvider: this.#tree, canSelectMany: true, showCollapseAll: true }),
    );
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
    const message = messageOf(state) ?? '';
    // Set only when it is another one: VS Code puts off the refresh of the tree that follows a message.
    if (message !== this.#view.message) {
      this.#view.message = message;
    }
    // The welcome text follows the key; nothing waits for it.
    void commands.executeCommand('setContext', stateContextKey, state.kind);
    this.#tree.show(state);
    if (this.#tree.isStale) {
      this.#view.description = '';
    }
    await this.#cleared();
    if (this.#tree.shows(state)) {
      this.#view.description = state.kind === 'open' ? openText(state) : '';
    }
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

  treeChanged(session: Session, key?: string): void {
    this.#tree.treeChanged(session, key);
  }

  /** Selects a new snapshot's row and brings it into view; the focus stays where it is. */
  async reveal(session: Session, snapshot: Snapshot): Promise<void> {
    if (session.ended.aborted) {
      return;
    }
    const node = await session.tree.add(snapshot);
    if (this.#view.visible && !session.ended.aborted) {
      await this.#view.reveal(this.#tree.adopt(session, node), { select: true, focus: false, expand: false });
    }
  }

  /** Opens a cluster's manual snapshots. */
  async showManualSnapshots(session: Session, clusterIdentifier: string): Promise<void> {
    const node = session.tree.manualGroupOf(clusterIdentifier);
    if (node !== undefined) {
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

function messageOf(state: SessionState): string | undefined {
  switch (state.kind) {
    case 'noRegion':
      return l10n.t('No Region for {0}', sourceText(state.source));
    case 'noneChosen':
      return state.gone === undefined ? undefined : l10n.t('There is no profile {0} any more', state.gone);
    default:
      return undefined;
  }
}
