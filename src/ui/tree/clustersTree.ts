import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { type Wait, wait, within } from '../../core/model/wait';
import { type Session, type SessionState, sessionsOf } from '../../core/session/session';
import type { TreeFilter } from '../../core/tree/filter';
import type { TreeNode } from '../../core/tree/nodes';
import { PendingRows } from '../../core/tree/pendingRows';
import { askingRow, loadingRow, stepRows } from '../../core/tree/rows';
import { PreparedItems } from './preparedItems';
import { problemTooltip } from './problemTooltip';
import { configProblems, rowsWithoutSession } from './rootRows';
import { RowIds } from './rowIds';
import { heldKey, pathOf, placeOf, regionNode, rootKey } from './rowPaths';
import { RowTimes } from './rowTimes';
import { treeItem, treeTooltip } from './treeItems';

/**
 * Shows the trees of the open sessions, one for each Region, and nothing of any other: an answer for a session that was
 * replaced is dropped. With more than one Region they are the root's rows.
 */
export class ClustersTree implements TreeDataProvider<TreeNode> {
  readonly #time: TreeTime;
  readonly #changed = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** The elements that VS Code holds, to be able to name them in a change. */
  readonly #held = new Map<string, TreeNode>();
  #owners = new WeakMap<TreeNode, Session>();
  readonly #times = new RowTimes();
  readonly #ids = new RowIds();
  readonly #prepared = new PreparedItems();
  readonly #pending: PendingRows;
  readonly #cleared = new EventEmitter<void>();
  /** Called when the rows of a session that was replaced are no longer on the screen. */
  readonly onDidClear = this.#cleared.event;
  #filter: TreeFilter | undefined;
  #state: SessionState = { kind: 'idle' };
  /** Ends the moment in which it is not said yet that something is starting. */
  #moment = new AbortController();
  /** The first session whose rows VS Code has been given. */
  #rowsOf: Session | undefined;

  constructor(time: TreeTime = { wait, takenIn }) {
    this.#time = time;
    this.#pending = new PendingRows(time.takenIn);
  }

  get filter(): TreeFilter | undefined {
    return this.#filter;
  }

  /** Only rows that match are shown from here on; undefined for all. */
  set filter(filter: TreeFilter | undefined) {
    this.#filter = filter;
    this.showAgain();
  }

  /** All rows, as they are by now. */
  showAgain(): void {
    this.#pending.tell('', () => this.#changed.fire(undefined));
  }

  /** Those whose rows are shown. */
  get sessions(): readonly Session[] {
    return sessionsOf(this.#state);
  }

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
      this.#moment.abort();
      this.#moment = new AbortController();
      this.#held.clear();
      this.#pending.clear();
      this.#times.clear();
      this.#owners = new WeakMap();
      this.#changed.fire(undefined);
    }
  }

  /** The session that a row belongs to; undefined when it has been replaced. */
  ownerOf(node: TreeNode): Session | undefined {
    return this.#owners.get(node);
  }

  /**
   * Something of a session's tree is different now: the node with this key, or, without one, the root. VS Code joins what
   * comes within a moment by itself.
   */
  treeChanged(session: Session, key = rootKey): void {
    const sessions = sessionsOf(this.#state);
    if (sessions.includes(session)) {
      this.#pending.tell(pathOf(session, key, sessions), () => {
        const held = this.#held.get(heldKey(session, key));
        if (held !== undefined || (key === rootKey && sessions.length === 1)) {
          this.#changed.fire(held);
        }
      });
    }
  }

  /** Whether the rows below a node are on the screen. */
  setExpanded(node: TreeNode, isExpanded: boolean): void {
    this.ownerOf(node)?.tree.setExpanded(node, isExpanded);
  }

  /** Shows those rows again that would say something else by now. The service is not asked. */
  timePassed(): void {
    const isPending = (parent: TreeNode): boolean => this.#pending.has(this.#pathOf(parent));
    const outdated = this.#times.takeOutdated(isPending);
    for (const row of outdated) {
      // VS Code may not have it yet.
      this.#prepared.take(row);
    }
    if (outdated.length > 0) {
      this.#changed.fire([...outdated]);
    }
  }

  getTreeItem(node: TreeNode): TreeItem | Promise<TreeItem> {
    return this.#prepared.take(node) ?? this.#item(node);
  }

  getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return this.#pending.wait(this.#pathOf(node), node === undefined ? this.#roots() : this.#children(node));
  }

  async resolveTreeItem(item: TreeItem, node: TreeNode): Promise<TreeItem> {
    const session = this.ownerOf(node);
    item.tooltip ??=
      node.kind === 'problem' && session !== undefined
        ? await problemTooltip(node, session)
        : treeTooltip(session?.tree.latest(node) ?? node, this.#now(node));
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
    if (this.isStale) {
      this.#clear();
      return [];
    }
    const [only, ...others] = sessionsOf(state);
    if (only === undefined) {
      return state.kind === 'starting' ? this.#whileStarting() : rowsWithoutSession(state);
    }
    this.#rowsOf = only;
    const rows =
      others.length > 0
        ? [only, ...others].map(session => this.#hold(session, regionNode(session)))
        : await this.#rowsBelow(only);
    return sessionsOf(this.#state).includes(only) ? [...rows, ...configProblems(state)] : [];
  }

  async #children(node: TreeNode): Promise<TreeNode[]> {
    if (node.kind === 'asking') {
      return [...stepRows(node)];
    }
    const session = this.ownerOf(node);
    return session === undefined ? [] : this.#rowsBelow(session, node);
  }

  /** What is below a node, or a Region as a whole; nothing of a session that was replaced meanwhile. */
  async #rowsBelow(session: Session, node?: TreeNode): Promise<TreeNode[]> {
    const isRegion = node === undefined || node.kind === 'region';
    const asked = isRegion ? session.tree.roots() : session.tree.children(node);
    const rows = await this.#inAMoment(asked, session, isRegion ? undefined : node);
    if (!sessionsOf(this.#state).includes(session)) {
      return [];
    }
    const shown = this.#filter === undefined ? rows : session.tree.filtered(rows, this.#filter, node);
    if (node !== undefined) {
      this.#times.put(heldKey(session, node.key), node, shown, () => session.gateway.now());
    }
    const held = shown.map(row => this.#hold(session, row));
    // Those of other rows say what is known when VS Code asks for them.
    const snapshots = held.filter(({ kind }) => kind === 'snapshot');
    await this.#prepared.prepare(snapshots, row => this.#item(row));
    return sessionsOf(this.#state).includes(session) ? held : [];
  }

  /** After a moment without an answer: who is being asked. VS Code acts on no row above while it waits for those below. */
  async #inAMoment(
    asked: Promise<readonly TreeNode[]>,
    session: Session,
    node?: TreeNode,
  ): Promise<readonly TreeNode[]> {
    const rows = await within(aMoment, asked, this.#time.wait);
    if (rows !== undefined) {
      return rows;
    }
    // On its own: what comes later is shown then.
    void asked.then(() => this.treeChanged(session, node?.key));
    return node === undefined
      ? [askingRow(session.target.region)]
      : loadingRow({ items: [], complete: false }, node.key);
  }

  async #whileStarting(): Promise<TreeNode[]> {
    const { signal } = this.#moment;
    await this.#time.wait(aMoment, signal);
    // VS Code asks for nothing else before it has this answer.
    return signal.aborted ? this.#roots() : [askingRow()];
  }

  /** VS Code keeps the old rows until the new ones are here: it is given none at first, then asked to ask again. */
  #clear(): void {
    this.#rowsOf = undefined;
    setImmediate(() => {
      this.#cleared.fire();
      this.#changed.fire(undefined);
    });
  }

  #pathOf(node: TreeNode | undefined): string {
    const session = node && this.ownerOf(node);
    return node && session ? pathOf(session, placeOf(node), sessionsOf(this.#state)) : '';
  }

  #regionOf(node: TreeNode, session: Session | undefined): TreeNode | undefined {
    const isRegion = node.kind === 'region' || sessionsOf(this.#state).length < 2;
    return isRegion || session === undefined ? undefined : regionNode(session);
  }

  #item(node: TreeNode): TreeItem {
    const session = this.ownerOf(node);
    const item = treeItem(session?.tree.latest(node) ?? node, session?.target, this.#now(node));
    // Only where two targets could be mistaken for one another. VS Code 1.103 loses all rows below a cluster when it is
    // told of an id twice, as happens when a reveal meets a refresh; below these, labels tell the rows apart.
    if (session !== undefined && (node.kind === 'region' || node.kind === 'cluster' || node.kind === 'orphanGroup')) {
      item.id = this.#ids.of(heldKey(session, node.key));
    }
    return item;
  }

  /** The service counts lifetimes by its own clock; what was sent from here was noted by this machine's. */
  #now(node: TreeNode): number {
    return ((node.kind === 'creation' ? undefined : this.ownerOf(node)?.gateway) ?? Date).now();
  }

  #hold(session: Session, node: TreeNode): TreeNode {
    if (node.kind !== 'snapshot') {
      this.#held.set(heldKey(session, node.key), node);
    }
    return this.adopt(session, node);
  }
}

export interface TreeTime {
  readonly wait: Wait;
  /** Resolves when VS Code has taken in the rows that it is given now. */
  readonly takenIn: () => Promise<unknown>;
}

/** ms after which it is said who is being asked. */
const aMoment = 1000;

/** ms from which on a change goes to VS Code in a message of its own. */
const untilSent = 10;

/** VS Code registers rows in the next turns of the event loop, and sends them in one after that. */
async function takenIn(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  await wait(untilSent);
}
