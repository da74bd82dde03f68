import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { ConfigProblem } from '../../core/aws';
import type { Session, SessionState } from '../../core/session/session';
import { targetKey } from '../../core/target';
import type { ConfigProblemNode, TreeNode } from '../../core/tree/nodes';
import { treeItem } from './treeItems';

/** Shows the open session's tree, and nothing of any other: an answer for a session that was replaced is dropped. */
export class ClustersTree implements TreeDataProvider<TreeNode> {
  readonly #changed = new EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** The elements that VS Code holds, to be able to name them in a change. */
  readonly #held = new Map<string, TreeNode>();
  #state: SessionState = { kind: 'idle' };

  show(state: SessionState): void {
    const replaced = sessionOf(state) !== sessionOf(this.#state) || state.kind !== this.#state.kind;
    this.#state = state;
    if (replaced) {
      this.#held.clear();
      this.#changed.fire(undefined);
    }
  }

  /** Something of a session's tree is different now: the node with this key, or, without one, the root. */
  treeChanged(session: Session, key?: string): void {
    if (session === sessionOf(this.#state)) {
      this.#changed.fire(key === undefined ? undefined : this.#held.get(key));
    }
  }

  getTreeItem(node: TreeNode): TreeItem {
    const session = sessionOf(this.#state);
    const item = treeItem(session?.tree.latest(node) ?? node, session?.target, Date.now());
    // Only where two targets could be mistaken for one another. VS Code 1.103 loses all rows below a cluster when it is
    // told of an id twice, as happens when a reveal meets a refresh; below these two, labels tell the rows apart.
    if (session !== undefined && (node.kind === 'cluster' || node.kind === 'orphanGroup')) {
      item.id = `${targetKey(session.target)}#${node.key}`;
    }
    return item;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const session = sessionOf(this.#state);
    if (session === undefined) {
      return node === undefined ? configProblems(this.#state).map(configProblemNode) : [];
    }
    const children = await (node === undefined ? session.tree.roots() : session.tree.children(node));
    if (session !== sessionOf(this.#state)) {
      return [];
    }
    for (const child of children) {
      if (child.kind !== 'snapshot') {
        this.#held.set(child.key, child);
      }
    }
    return [...children];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const parent = sessionOf(this.#state)?.tree.parent(node);
    return parent && (this.#held.get(parent.key) ?? parent);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function sessionOf(state: SessionState): Session | undefined {
  return state.kind === 'open' ? state.session : undefined;
}

function configProblems(state: SessionState): readonly ConfigProblem[] {
  const problems = state.kind === 'noProfiles' || state.kind === 'noneChosen' ? state.problems : [];
  // A file that does not exist is what the welcome view is about.
  return problems.filter(({ kind }) => kind !== 'missing');
}

function configProblemNode(problem: ConfigProblem): ConfigProblemNode {
  return { kind: 'configProblem', key: `config:${problem.file}:${problem.line ?? ''}`, problem };
}
