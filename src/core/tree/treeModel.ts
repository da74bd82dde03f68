import type { Cluster } from '../model/cluster';
import type { Problem } from '../model/problem';
import { isAutomated, isManual, type Snapshot } from '../model/snapshot';
import type { OperationUnderWay } from '../operations/underWay';
import { areDenied } from './clusterList';
import { withCreations } from './creations';
import { Expiring } from './expiring';
import { type Found, findAll, leavesAllBelow, rowMatches, type TreeFilter } from './filter';
import { clusterNode, manualGroupNode, orphanGroupNode } from './groups';
import type { ListingState } from './listing';
import {
  clusterKey,
  listingOf,
  type ManualGroupNode,
  manualGroupKey,
  orphanGroupKey,
  type ProblemNode,
  type SnapshotNode,
  type SnapshotPlace,
  type TreeNode,
} from './nodes';
import {
  automatedRows,
  compareText,
  emptyRow,
  loadingRow,
  manualRows,
  noMatchRow,
  orphanRows,
  problemRow,
  snapshotRow,
  stepRows,
} from './rows';
import { TreeContent, type TreeContentOptions } from './treeContent';
import { WholeAccount } from './wholeAccount';

/**
 * The tree of one target: lazy (the root asks for clusters only, a cluster's snapshots are asked for when it is
 * expanded), and each listing with its own outcome, so that one that was denied hides no other.
 */
export class TreeModel {
  readonly #content: TreeContent;
  /** What a filter looks at, and what ends soon is found in. */
  readonly wholeAccount: WholeAccount;
  readonly expiring: Expiring;

  constructor(options: TreeContentOptions) {
    this.#content = new TreeContent(options);
    this.wholeAccount = new WholeAccount(this.#content, () => options.gateway.now());
    this.expiring = new Expiring(this.#content, () => options.gateway.now());
  }

  async roots(): Promise<readonly TreeNode[]> {
    const state = await this.#content.clusters.firstPage();
    const clusters = state.items.toSorted(byIdentifier);
    return [
      ...problemRow(state, 'clusters'),
      ...clusters.map(cluster => clusterNode(this.#content, cluster)),
      ...loadingRow(state, 'clusters'),
      ...(state.complete && clusters.length === 0 ? [emptyRow('clusters', 'clusters')] : []),
      ...(isUnknown(state) ? [] : [orphanGroupNode(this.#content)]),
    ];
  }

  async children(node: TreeNode): Promise<readonly TreeNode[]> {
    this.setExpanded(node, true);
    switch (node.kind) {
      case 'cluster':
        return this.#childrenOfCluster(node.cluster);
      case 'manualGroup':
        return this.#childrenOfManualGroup(node.cluster);
      case 'orphanGroup':
        return this.#childrenOfOrphanGroup();
      case 'problem':
        return stepRows({ ...node, isRetrying: this.#content.isRetrying(node.of) });
      case 'asking':
        return stepRows(node);
      default:
        return [];
    }
  }

  /** Those of a node's children that a filter leaves, judged by what has been loaded. It hides nothing that went wrong. */
  filtered(rows: readonly TreeNode[], filter: TreeFilter, parent?: TreeNode): readonly TreeNode[] {
    const left = leavesAllBelow(parent, filter) ? rows : rows.filter(row => this.matches(row, filter));
    return left.length === 0 && rows.length > 0 ? [noMatchRow(filter.text, this.wholeAccount.scope)] : left;
  }

  /** What a filter leaves, of what has been loaded. */
  found(filter: TreeFilter): Found {
    return findAll(this.#content, filter);
  }

  /** Whether a filter leaves a row. */
  matches(node: TreeNode, filter: TreeFilter): boolean {
    return rowMatches(node, filter, this.#content);
  }

  /** The node above, as it is now; undefined for the root's own. */
  parent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'manualGroup':
        return clusterNode(this.#content, node.cluster);
      case 'snapshot': {
        if (node.inExpiring) {
          return undefined;
        }
        const cluster = this.#content.clusters.find(node.snapshot.clusterIdentifier);
        if (cluster === undefined || node.withoutCluster) {
          return orphanGroupNode(this.#content);
        }
        return isAutomated(node.snapshot)
          ? clusterNode(this.#content, cluster)
          : manualGroupNode(this.#content, cluster);
      }
      case 'creation': {
        const cluster = this.#content.homeOfCreation(node.creation);
        return cluster === undefined ? orphanGroupNode(this.#content) : manualGroupNode(this.#content, cluster);
      }
      case 'step':
        return node.parent;
      default:
        return undefined;
    }
  }

  /** Why the clusters cannot be listed. */
  get problem(): Problem | undefined {
    return this.#content.clusters.problem;
  }

  /** The same node with what is known of it by now. */
  latest(node: TreeNode): TreeNode {
    switch (node.kind) {
      case 'cluster':
        return clusterNode(this.#content, this.#content.clusters.find(node.cluster.identifier) ?? node.cluster);
      case 'manualGroup':
        return manualGroupNode(this.#content, node.cluster);
      case 'orphanGroup':
        return orphanGroupNode(this.#content);
      case 'problem':
        return { ...node, isRetrying: this.#content.isRetrying(node.of) };
      default:
        return node;
    }
  }

  /** Whether the rows below a node are on the screen. Those of one that was asked for its children are. */
  setExpanded(node: TreeNode, isExpanded: boolean): void {
    if (node.kind === 'cluster' || node.kind === 'orphanGroup') {
      this.#content.setExpanded(node.key, isExpanded);
    }
  }

  /**
   * Asks anew for what a node shows; for everything without one. Resolves when the answers are here. Rejects when a
   * cluster itself could not be read again.
   */
  async refresh(node?: TreeNode): Promise<void> {
    const refreshed = this.#content.refresh(node && listingOf(node));
    await Promise.all([
      refreshed,
      node?.kind === 'cluster' ? this.#content.readAgain(node.cluster) : undefined,
      this.wholeAccount.loadAgain(),
    ]);
  }

  /** Waits no longer for what is tried again. */
  stopRetrying({ of }: ProblemNode): void {
    this.#content.stopRetrying(of);
  }

  /**
   * Shows a snapshot that has just been made, without asking for the others again. Where they have not been listed yet,
   * it comes with them. Returns its node, to reveal it.
   */
  async add(snapshot: Snapshot): Promise<SnapshotNode> {
    await this.addAll([snapshot]);
    const cluster = this.#content.homeOf(snapshot);
    return snapshotRow(snapshot, { cluster, newest: false, withoutCluster: cluster === undefined });
  }

  /** The same for many, each place told of once. */
  async addAll(snapshots: readonly Snapshot[]): Promise<void> {
    await this.#content.add(snapshots);
  }

  /** Takes the row of a snapshot away that was deleted; that of another one of its name stays. */
  async remove(snapshot: Snapshot): Promise<void> {
    this.#content.remove(snapshot);
  }

  /** Shows these snapshots that are being made, in place of those before. Only the places are told of whose rows say something else. */
  showCreations(creations: readonly OperationUnderWay[]): void {
    this.#content.showCreations(creations);
  }

  /** Where snapshots are, as the service has it now: the clusters, then the group without one. Rejects with a ProblemError. */
  async places(): Promise<readonly SnapshotPlace[]> {
    const clusters = await this.#content.listClustersAgain();
    return [
      ...clusters.toSorted(byIdentifier).map(cluster => clusterNode(this.#content, cluster)),
      orphanGroupNode(this.#content),
    ];
  }

  /**
   * All snapshots at a place as the service has them now. A cluster's automated ones come first, each kind newest first;
   * the group without a cluster has those of all clusters where these may not be listed. The tree shows them as well.
   * Rejects with a ProblemError.
   */
  async snapshotsAt(place: SnapshotPlace): Promise<readonly SnapshotNode[]> {
    if (place.kind === 'orphanGroup') {
      await this.#content.clusters.all();
    }
    const items = await this.#content.listAgain(place.key);
    return place.kind === 'cluster'
      ? [...automatedRows(items, place.cluster), ...manualRows(items, place.cluster)]
      : orphanRows(this.#content.orphansOf(items));
  }

  /** The group "Manual snapshots" of a cluster that is listed. */
  manualGroupOf(clusterIdentifier: string): ManualGroupNode | undefined {
    const cluster = this.#content.clusters.find(clusterIdentifier);
    return cluster && manualGroupNode(this.#content, cluster);
  }

  /** Snapshots that the tree has seen up to now. */
  knownSnapshots(): readonly Snapshot[] {
    return this.#content.snapshots.items;
  }

  knownManualSnapshots(): readonly Snapshot[] {
    return this.knownSnapshots().filter(isManual);
  }

  /** Nothing is asked, and nothing told, from here on. */
  dispose(): void {
    this.wholeAccount.stop();
    this.wholeAccount.hide();
    this.#content.dispose();
  }

  async #childrenOfCluster(cluster: Cluster): Promise<readonly TreeNode[]> {
    const key = clusterKey(cluster.identifier);
    const state = await this.#content.snapshots.get(key).firstPage();
    const automated = automatedRows(state.items, cluster);
    const off = cluster.automatedRetentionDays === 0;
    return [
      ...problemRow(state, key, { clusterIdentifier: cluster.identifier }),
      ...(state.problem && state.items.length === 0 ? [] : [manualGroupNode(this.#content, cluster)]),
      ...automated,
      ...loadingRow(state, key),
      ...(state.complete && automated.length === 0 ? [emptyRow(off ? 'automatedOff' : 'automated', key)] : []),
    ];
  }

  async #childrenOfManualGroup(cluster: Cluster): Promise<readonly TreeNode[]> {
    const key = clusterKey(cluster.identifier);
    const state = await this.#content.snapshots.get(key).firstPage();
    const manual = withCreations(manualRows(state.items, cluster), this.#content.creations.at(key));
    return [
      ...problemRow(state, key, { key: manualGroupKey(key), clusterIdentifier: cluster.identifier }),
      ...manual,
      ...loadingRow(state, manualGroupKey(key)),
      ...(state.complete && manual.length === 0 ? [emptyRow('manual', manualGroupKey(key))] : []),
    ];
  }

  async #childrenOfOrphanGroup(): Promise<readonly TreeNode[]> {
    // What is asked for depends on whether they may be listed.
    await this.#content.clusters.firstPage();
    const state = await this.#content.snapshots.get(orphanGroupKey).firstPage();
    const orphans = withCreations(
      orphanRows(this.#content.orphansOf(state.items)),
      this.#content.creations.at(orphanGroupKey),
    );
    return [
      ...problemRow(state, orphanGroupKey),
      ...orphans,
      ...loadingRow(state, orphanGroupKey),
      ...(state.complete && orphans.length === 0 ? [emptyRow('orphans', orphanGroupKey)] : []),
    ];
  }
}

/** Nothing was ever listed, for another reason than that clusters may not be: then the snapshots are no different. */
function isUnknown(state: ListingState<Cluster>): boolean {
  return state.problem !== undefined && state.readAt === undefined && state.items.length === 0 && !areDenied(state);
}

function byIdentifier(a: Cluster, b: Cluster): number {
  return compareText(a.identifier, b.identifier);
}
