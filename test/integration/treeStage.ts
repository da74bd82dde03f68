// The tree without VS Code's view: an account that answers what a test gives it, and a clock that a test moves.
import type { TreeItem } from 'vscode';
import type { Session, SessionState } from '../../src/core/session/session';
import type { TreeNode } from '../../src/core/tree/nodes';
import { TreeModel } from '../../src/core/tree/treeModel';
import { ClustersTree } from '../../src/ui/tree/clustersTree';
import { aCluster, aTarget, snapshotsOf, time } from '../support/builders';
import { FakeGateway, pages, settled } from '../unit/core/fakeGateway';

/** ms since the epoch. */
export const start = time('2026-11-22T14:30:00Z');

export interface Stage {
  readonly tree: ClustersTree;
  readonly gateway: FakeGateway;
  readonly session: Session;
  /** What was told to VS Code, each as the keys of its rows; `root` for all. */
  readonly told: (readonly string[])[];
  readonly clock: { now: number };
  readonly open: SessionState;
}

export function stage({ answers = defaultAnswers(), moment = () => new Promise<void>(() => {}) } = {}): Stage {
  const clock = { now: start };
  const gateway = new FakeGateway(answers);
  // The service's clock: this machine's says something else.
  gateway.now = () => clock.now;
  const tree = new ClustersTree({
    wait: (_, signal) => Promise.race([moment(), end(signal)]),
    takenIn: settled,
  });
  const session = sessionOf(gateway, key => tree.treeChanged(session, key));
  const told: (readonly string[])[] = [];
  tree.onDidChangeTreeData(changed => told.push(changed === undefined ? ['root'] : [changed].flat().map(keyOf)));
  return { tree, gateway, session, told, clock, open: { kind: 'open', session, others: [], problems: [] } };
}

export function sessionOf(gateway: FakeGateway, changed: (key?: string) => void): Session {
  return {
    target: aTarget(),
    gateway,
    identity: Promise.resolve(undefined),
    tree: new TreeModel({ gateway, changed }),
    ended: new AbortController().signal,
    carryThrough: work => work,
  };
}

function end(signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => signal?.addEventListener('abort', () => resolve()));
}

export function defaultAnswers() {
  return {
    clusters: () => pages([aCluster({ automatedRetentionDays: 7 })]),
    snapshots: () => pages(snapshotsOf('alpha', 60, start - 30 * 60_000)),
  };
}

export const keyOf = ({ key }: TreeNode): string => key;
export const describeAll = (tree: ClustersTree, nodes: readonly TreeNode[]): Promise<readonly TreeItem[]> =>
  Promise.all(nodes.map(node => tree.getTreeItem(node)));

/** The rows of the root, but for the group that stands above them all. */
export async function rootsOf(tree: ClustersTree): Promise<readonly TreeNode[]> {
  return (await tree.getChildren()).filter(({ kind }) => kind !== 'expiringGroup');
}

/** VS Code has all rows that it was given, and was told of what has changed meanwhile. */
export async function takenIn(): Promise<void> {
  await settled();
  await settled();
}
