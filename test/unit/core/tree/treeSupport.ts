import assert from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/model/cluster';
import type { SnapshotQuery } from '../../../../src/core/model/gateway';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import {
  type ClusterNode,
  clusterKey,
  type ManualGroupNode,
  type SnapshotNode,
  type TreeNode,
} from '../../../../src/core/tree/nodes';
import { TreeModel } from '../../../../src/core/tree/treeModel';
import { aCluster } from '../../../support/builders';
import { FakeGateway, type Pages, pages } from '../fakeGateway';

export interface Account {
  readonly clusters?: (signal?: AbortSignal) => Pages<Cluster>;
  readonly cluster?: (identifier: string) => Promise<Cluster>;
  /** By cluster; `orphans` for those without one, `all` for all. */
  readonly snapshots?: Readonly<Record<string, (signal?: AbortSignal) => Pages<Snapshot>>>;
}

export interface Tree {
  readonly tree: TreeModel;
  readonly gateway: FakeGateway;
  /** The keys that were told; `root` for none. */
  readonly told: string[];
}

export function treeOf({ clusters = () => pages([aCluster()]), cluster, snapshots = {} }: Account = {}): Tree {
  const told: string[] = [];
  const gateway = new FakeGateway({
    clusters,
    ...(cluster && { cluster }),
    snapshots: (query, signal) => snapshots[placeOf(query)]?.(signal) ?? pages(),
  });
  const tree = new TreeModel({ gateway, changed: key => told.push(key ?? 'root') });
  return { tree, gateway, told };
}

export function placeOf({ clusterIdentifier, clusterExists }: SnapshotQuery): string {
  return clusterExists === false ? 'orphans' : (clusterIdentifier ?? 'all');
}

/** A row in two words or so, e.g. `snapshot rs:alpha-1`, `manualGroup 3, not all`. */
export function outline(rows: readonly (TreeNode | undefined)[]): readonly string[] {
  return rows.map(row => [row?.kind, ...(row === undefined ? [] : [aboutRow(row)])].filter(Boolean).join(' '));
}

export function aboutRow(row: TreeNode): string {
  switch (row.kind) {
    case 'region':
      return row.region;
    case 'cluster':
      return row.cluster.identifier;
    case 'manualGroup':
      return `${row.count}${row.complete ? '' : ', not all'}`;
    case 'orphanGroup':
      return String(row.count ?? '');
    case 'expiringGroup':
      return `${row.withinDay}, ${row.withinWeek}, ${row.known}`;
    case 'snapshot':
      return row.snapshot.identifier;
    case 'creation':
      return `${row.creation.operation.input.TargetSnapshotIdentifier} ${row.creation.operation.state}`;
    case 'asking':
      return row.region ?? '';
    case 'noMatch':
      return row.text;
    case 'loading':
      return String(row.soFar);
    case 'empty':
      return row.what;
    case 'problem':
      return row.problem.kind;
    case 'configProblem':
      return row.problem.kind;
    case 'step':
      return row.step;
  }
}

export function isSnapshot(row: TreeNode): row is SnapshotNode {
  return row.kind === 'snapshot';
}

export function last(rows: readonly TreeNode[]): TreeNode {
  const row = rows.at(-1);
  assert.ok(row !== undefined);
  return row;
}

/** The manual snapshots below a cluster. */
export function groupOf(rows: readonly TreeNode[]): ManualGroupNode {
  const group = rows.find(row => row.kind === 'manualGroup');
  assert.ok(group?.kind === 'manualGroup');
  return group;
}

export function aClusterNode(identifier = 'alpha'): ClusterNode {
  return { kind: 'cluster', key: clusterKey(identifier), cluster: aCluster({ identifier }) };
}

export async function expand(tree: TreeModel, identifier: string): Promise<readonly TreeNode[]> {
  const roots = await tree.roots();
  const cluster = roots.find(root => root.kind === 'cluster' && root.cluster.identifier === identifier);
  assert.ok(cluster !== undefined);
  return tree.children(cluster);
}

export async function countsOf(tree: TreeModel, identifier: string): Promise<unknown> {
  const roots = await tree.roots();
  const cluster = roots.find(root => root.kind === 'cluster' && root.cluster.identifier === identifier);
  return cluster?.kind === 'cluster' ? cluster.counts : undefined;
}

export async function wholeTree(tree: TreeModel): Promise<readonly TreeNode[]> {
  const below = async (nodes: readonly TreeNode[]): Promise<readonly TreeNode[]> => {
    const all: TreeNode[] = [];
    for (const node of nodes) {
      all.push(node, ...(await below(await tree.children(node))));
    }
    return all;
  };
  return below(await tree.roots());
}

export function repeated(keys: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return keys.filter(key => seen.size === seen.add(key).size);
}
