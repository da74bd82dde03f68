import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { isWorthShowing } from '../../core/profiles/configProblem';
import { problemsOf, type Session, type SessionState, sessionsOf, stepsToOpen } from '../../core/session/session';
import { targetKey } from '../../core/target';
import type { ConfigProblemNode, RegionNode, StepNode, TreeNode } from '../../core/tree/nodes';
import { problemTooltip } from './problemTooltip';
import { treeItem, treeTooltip } from './treeItems';

/**
 * Shows the trees of the open sessions, one for each Region, and nothing of any other: an answer for a session that was
 * replaced is dropped. With more than one Region they are the root's rows.
 */
export class ClustersTree implements TreeDataProvider<TreeNode> {
  readonly #changed = new EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** The elements that VS Code holds, to be able to name them in a change. */
  readonly #held = new Map<string, TreeNode>();
  #owners = new WeakMap<TreeNode, Session>();
  readonly #cleared = new EventEmitter<void>();
  /** Told when the rows of a session that was replaced have gone from the screen. */
  readonly onDidClear = this.#cleared.event;
  #state: SessionState = { kind: 'idle' };
  /** The first session whose rows VS Code has been given. */
  #rowsOf: Session | undefined;

  /** Rows of a session that was replaced may be on the screen. */
  get isStale(): boolean {
    return this.#rowsOf !== undefined && !sessionsOf(this.#state).includes(this.#rowsOf);
  }

  shows(state: SessionState): boolean {
    return this.#state === state;
  }

  show(state: SessionState): void {
    const before = sessionsOf(this.#state);
    const after = sessionsOf(state);
    const same = after.length === before.length && after.every((session, index) => session === before[index]);
    const replaced = !same || state.kind !== this.#state.kind;
    this.#state = state;
    if (replaced) {
      this.#held.clear();
      this.#owners = new WeakMap();
      this.#changed.fire(undefined);
    }
  }

  /** The session that a row belongs to; undefined when it has been replaced. */
  ownerOf(node: TreeNode): Session | undefined {
    return this.#owners.get(node);
  }

  /** Something of a session's tree is different now: the node with this key, or, without one, the root. */
  treeChanged(session: Session, key = rootKey): void {
    const sessions = sessionsOf(this.#state);
    if (sessions.includes(session)) {
      const held = this.#held.get(heldKey(session, key));
      if (held !== undefined || key !== rootKey || sessions.length === 1) {
        this.#changed.fire(held);
      }
    }
  }

  getTreeItem(node: TreeNode): TreeItem {
    const session = this.ownerOf(node);
    const item = treeItem(session?.tree.latest(node) ?? node, session?.target, Date.now());
    // Only where two targets could be mistaken for one another. VS Code 1.103 loses all rows below a cluster when it is
    // told of an id twice, as happens when a reveal meets a refresh; below these, labels tell the rows apart.
    if (session !== undefined && (node.kind === 'region' || node.kind === 'cluster' || node.kind === 'orphanGroup')) {
      item.id = heldKey(session, node.key);
    }
    return item;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) {
      return this.#roots();
    }
    const session = this.ownerOf(node);
    return session === undefined ? [] : this.#rowsIn(session, node);
  }

  async resolveTreeItem(item: TreeItem, node: TreeNode): Promise<TreeItem> {
    const session = this.ownerOf(node);
    item.tooltip ??=
      node.kind === 'problem' && session !== undefined
        ? await problemTooltip(node, session)
        : treeTooltip(session?.tree.latest(node) ?? node, Date.now());
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const session = this.ownerOf(node);
    const parent = session?.tree.parent(node) ?? this.#regionOf(node, session);
    return parent && session && this.#hold(session, this.#held.get(heldKey(session, parent.key)) ?? parent);
  }

  /** Says whose a node is that did not come from here. */
  adopt<Node extends TreeNode>(session: Session, node: Node): Node {
    this.#owners.set(node, session);
    return node;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#cleared.dispose();
  }

  async #roots(): Promise<TreeNode[]> {
    const state = this.#state;
    const sessions = sessionsOf(state);
    const [only, ...others] = sessions;
    if (this.isStale) {
      this.#clear();
      if (only !== undefined) {
        return [];
      }
    }
    if (only === undefined) {
      return rowsWithoutSession(state);
    }
    this.#rowsOf = only;
    const rows =
      others.length > 0 ? sessions.map(session => this.#hold(session, regionNode(session))) : await this.#rowsIn(only);
    return sessionsOf(this.#state).includes(only) ? [...rows, ...configProblems(state)] : [];
  }

  /** What is below a node, or a Region as a whole; nothing of a session that was replaced meanwhile. */
  async #rowsIn(session: Session, node?: TreeNode): Promise<TreeNode[]> {
    const isRegion = node === undefined || node.kind === 'region';
    const children = await (isRegion ? session.tree.roots() : session.tree.children(node));
    return sessionsOf(this.#state).includes(session) ? children.map(child => this.#hold(session, child)) : [];
  }

  /** VS Code keeps the old rows until the new ones are here: it is given none at first, then asked to ask again. */
  #clear(): void {
    this.#rowsOf = undefined;
    setImmediate(() => {
      this.#cleared.fire();
      if (sessionsOf(this.#state).length > 0) {
        this.#changed.fire(undefined);
      }
    });
  }

  #regionOf(node: TreeNode, session: Session | undefined): TreeNode | undefined {
    const isRegion = node.kind === 'region' || sessionsOf(this.#state).length < 2;
    return isRegion || session === undefined ? undefined : regionNode(session);
  }

  #hold(session: Session, node: TreeNode): TreeNode {
    if (node.kind !== 'snapshot') {
      this.#held.set(heldKey(session, node.key), node);
    }
    return this.adopt(session, node);
  }
}

const rootKey = 'region';

function regionNode({ target }: Session): RegionNode {
  return { kind: 'region', key: rootKey, region: target.region };
}

function heldKey({ target }: Session, key: string): string {
  return `${targetKey(target)}#${key}`;
}

/** VS Code shows no welcome text beside rows: where there are some, its links are rows as well. */
function rowsWithoutSession(state: SessionState): TreeNode[] {
  const problems = configProblems(state);
  return problems.length === 0
    ? []
    : [...problems, ...stepsToOpen(state).map((step): StepNode => ({ kind: 'step', key: `step:${step}`, step }))];
}

/** That files do not exist is what the welcome text is about, where there is one. */
function configProblems(state: SessionState): readonly ConfigProblemNode[] {
  return problemsOf(state)
    .filter(problem => (state.kind === 'noProfiles' ? problem.kind !== 'missing' : isWorthShowing(problem)))
    .map(problem => ({
      kind: 'configProblem',
      key: `config:${problem.file}:${problem.line ?? ''}:${problem.text}`,
      problem,
    }));
}
