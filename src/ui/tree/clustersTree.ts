import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { within } from '../../core/model/wait';
import { type Session, type SessionState, sessionsOf } from '../../core/session/session';
import type { TreeFilter } from '../../core/tree/filter';
import { accountKey, type ExpiringGroupNode, type TreeNode } from '../../core/tree/nodes';
import { PendingRows } from '../../core/tree/pendingRows';
import { askingRow, loadingRow, stepRows } from '../../core/tree/rows';
import { ExpiringRows } from './expiringRows';
import { HeldRows } from './heldRows';
import { configProblems, rowsWithoutSession } from './rootRows';
import { RowItems } from './rowItems';
import { heldKey, pathOf, placeOf, regionNode, rootKey } from './rowPaths';
import { RowTimes } from './rowTimes';
import { aMoment, type TreeTime, treeTime } from './treeTime';

/**
 * Shows the trees of the open sessions, one for each Region, and nothing of any other: an answer for a session that was
 * replaced is dropped. With more than one Region they are the root's rows.
 */
export class ClustersTree implements TreeDataProvider<TreeNode> {
  readonly #time: TreeTime;
  readonly #changed = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rows = new HeldRows();
  readonly #times = new RowTimes();
  readonly #items = new RowItems({ latest: row => this.#latest(row), ownerOf: row => this.ownerOf(row) });
  readonly #pending: PendingRows;
  readonly #cleared = new EventEmitter<void>();
  /** Called when the rows of a session that was replaced are no longer on the screen. */
  readonly onDidClear = this.#cleared.event;
  readonly #expiring = new ExpiringRows();
  readonly #given = new EventEmitter<void>();
  /** Called when VS Code has the rows of the root. */
  readonly onDidGiveRows = this.#given.event;
  #filter: TreeFilter | undefined;
  #state: SessionState = { kind: 'idle' };
  /** Ends the moment in which it is not said yet that something is starting. */
  #moment = new AbortController();
  /** The first session whose rows VS Code has been given. */
  #rowsOf: Session | undefined;

  constructor(time: TreeTime = treeTime) {
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
      this.#rows.clear();
      this.#pending.clear();
      this.#times.clear();
      this.#changed.fire(undefined);
    }
  }

  /** The session that a row belongs to; undefined when it has been replaced. */
  ownerOf(node: TreeNode): Session | undefined {
    return this.#rows.ownerOf(node);
  }

  /**
   * Something of a session's tree is different now: the node with this key, or, without one, the root. VS Code joins what
   * comes within a moment by itself.
   */
  treeChanged(session: Session, key = rootKey): void {
    const sessions = sessionsOf(this.#state);
    if (sessions.includes(session)) {
      this.#pending.tell(pathOf(session, key, sessions), () => {
        const held = this.#rows.get(session, key);
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
    const group = this.#rows.group;
    const isOther = group !== undefined && !isPending(group) && this.#expiring.isOutdated(this.sessions);
    const rows = this.#times.takeOutdated(parent => isPending(parent) || (isOther && parent === group));
    const outdated = isOther ? [group, ...rows] : rows;
    for (const row of outdated) {
      this.#items.outdated(row);
    }
    if (outdated.length > 0) {
      this.#changed.fire([...outdated]);
    }
  }

  getTreeItem(node: TreeNode): TreeItem | Promise<TreeItem> {
    return this.#items.get(node);
  }

  getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return this.#pending.wait(this.#pathOf(node), node === undefined ? this.#roots() : this.#children(node));
  }

  resolveTreeItem(item: TreeItem, node: TreeNode): Promise<TreeItem> {
    return this.#items.resolve(item, node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const session = this.ownerOf(node);
    if (node.kind === 'expiringGroup') {
      return undefined;
    }
    if (node.kind === 'snapshot' && node.inExpiring) {
      return this.#rows.group;
    }
    const parent = session?.tree.parent(node) ?? this.#regionOf(node, session);
    return parent && session && this.#rows.hold(session, this.#rows.get(session, parent.key) ?? parent);
  }

  /** Says whose a node is that did not come from here. */
  adopt<Node extends TreeNode>(session: Session, node: Node): Node {
    return this.#rows.adopt(session, node);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#cleared.dispose();
    this.#given.dispose();
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
        ? [only, ...others].map(session => this.#rows.hold(session, regionNode(session)))
        : await this.#rowsBelow(only);
    if (!sessionsOf(this.#state).includes(only)) {
      return [];
    }
    // On its own: what waits for the first rows comes after them.
    void this.#time.takenIn().then(() => this.#given.fire());
    return [...this.#groupAbove(rows), ...rows, ...configProblems(state)];
  }

  /** "Expiring". */
  #groupAbove(rows: readonly TreeNode[]): readonly TreeNode[] {
    const [session] = this.sessions;
    const group = this.#expiring.above(rows, this.sessions, this.#filter);
    if (session === undefined || group === undefined) {
      this.#rows.dropGroup();
      return [];
    }
    return [this.#rows.hold(session, group)];
  }

  async #belowGroup(group: ExpiringGroupNode): Promise<TreeNode[]> {
    const below = this.#expiring.below(this.sessions, this.#filter);
    const rows = below.map(({ session, row }) => this.#rows.hold(session, row));
    this.#times.put(accountKey, group, rows, () => this.#items.now(group));
    await this.#items.prepare(rows);
    return this.ownerOf(group) === undefined ? [] : rows;
  }

  async #children(node: TreeNode): Promise<TreeNode[]> {
    if (node.kind === 'asking') {
      return [...stepRows(node)];
    }
    if (node.kind === 'expiringGroup') {
      return this.#belowGroup(node);
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
    const held = shown.map(row => this.#rows.hold(session, row));
    await this.#items.prepare(held);
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

  #latest(node: TreeNode): TreeNode {
    return node.kind === 'expiringGroup'
      ? this.#expiring.group(this.sessions)
      : (this.ownerOf(node)?.tree.latest(node) ?? node);
  }
}
