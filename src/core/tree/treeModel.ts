import type { Cluster } from '../cluster';
import type { RedshiftGateway } from '../gateway';
import { stepsAfterRead } from '../nextStep';
import { ProblemError } from '../problem';
import { isAutomated, isManual, type Snapshot, snapshotKey } from '../snapshot';
import { Listing } from './listing';
import {
  type ClusterNode,
  clusterKey,
  type ListingKey,
  listingOf,
  type ManualGroupNode,
  type OrphanGroupNode,
  orphanGroupKey,
  type SnapshotNode,
  type TreeNode,
} from './nodes';
import {
  automatedRows,
  compareText,
  emptyRow,
  loadingRow,
  manualRows,
  newestFirst,
  orphansOf,
  problemRow,
  snapshotRow,
  stepRow,
} from './rows';

export interface TreeModelOptions {
  readonly gateway: Pick<RedshiftGateway, 'clusters' | 'snapshots'>;
  /** Called with the key of the node whose row or children have changed; without one when the root has. */
  readonly changed: (key?: string) => void;
}

/**
 * The tree of one target: lazy (the root asks for clusters only, a cluster's snapshots are asked for when it is
 * expanded), and each listing with its own outcome, so that one that was denied hides no other.
 */
export class TreeModel {
  readonly #options: TreeModelOptions;
  readonly #clusters: Listing<Cluster>;
  readonly #snapshots = new Map<ListingKey, Listing<Snapshot>>();
  #disposed = false;

  constructor(options: TreeModelOptions) {
    this.#options = options;
    this.#clusters = new Listing({
      source: signal => options.gateway.clusters(signal),
      keyOf: cluster => cluster.identifier,
      grown: () => this.#changed(),
    });
  }

  async roots(): Promise<readonly TreeNode[]> {
    const state = await this.#clusters.firstPage();
    const clusters = state.items.toSorted((a, b) => compareText(a.identifier, b.identifier));
    return [
      ...problemRow(state, 'clusters'),
      ...clusters.map(cluster => this.#clusterNode(cluster)),
      ...loadingRow(state, 'clusters'),
      ...(state.complete && clusters.length === 0 ? [emptyRow('clusters', 'clusters')] : []),
      this.#orphanGroup(),
    ];
  }

  async children(node: TreeNode): Promise<readonly TreeNode[]> {
    switch (node.kind) {
      case 'cluster':
        return this.#childrenOfCluster(node.cluster);
      case 'manualGroup':
        return this.#childrenOfManualGroup(node.cluster);
      case 'orphanGroup':
        return this.#childrenOfOrphanGroup();
      case 'problem':
        return stepsAfterRead(node.problem).map(step => stepRow(step, node));
      default:
        return [];
    }
  }

  /** The node above, as it is now; undefined for the root's own. */
  parent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'manualGroup':
        return this.#clusterNode(node.cluster);
      case 'snapshot': {
        const cluster = this.#findCluster(node.snapshot.clusterIdentifier);
        if (cluster === undefined || node.withoutCluster) {
          return this.#orphanGroup();
        }
        return isAutomated(node.snapshot) ? this.#clusterNode(cluster) : this.#manualGroup(cluster);
      }
      case 'step':
        return node.parent;
      default:
        return undefined;
    }
  }

  /** The same node with what is known of it by now. */
  latest(node: TreeNode): TreeNode {
    switch (node.kind) {
      case 'cluster':
        return this.#clusterNode(this.#findCluster(node.cluster.identifier) ?? node.cluster);
      case 'manualGroup':
        return this.#manualGroup(node.cluster);
      case 'orphanGroup':
        return this.#orphanGroup();
      default:
        return node;
    }
  }

  /** Asks anew for what a node shows; for everything without one. */
  refresh(node?: TreeNode): void {
    const key = node === undefined ? undefined : listingOf(node);
    if (key === undefined || key === 'clusters') {
      this.#clusters.reset();
      this.#snapshots.forEach(listing => {
        listing.reset();
      });
      this.#changed();
    } else {
      this.#snapshots.get(key)?.reset();
      this.#changed(key);
    }
  }

  /**
   * Shows a snapshot that has just been made, without asking for the others again. Where they have not been listed yet,
   * it comes with them. Returns its node, to reveal it.
   */
  async add(snapshot: Snapshot): Promise<SnapshotNode> {
    if (this.#clusters.started) {
      // Its cluster may be on a page that is still to come.
      await this.#clusters.all();
    }
    const cluster = this.#findCluster(snapshot.clusterIdentifier);
    const key = cluster === undefined ? orphanGroupKey : clusterKey(cluster.identifier);
    const listing = this.#listing(key);
    if (listing.started) {
      await listing.firstPage();
      listing.put(snapshot);
      this.#changed(key);
    }
    return snapshotRow(snapshot, { cluster, newest: false, withoutCluster: cluster === undefined });
  }

  /**
   * All snapshots of a cluster as the service has them now: the automated ones first, each kind newest first. The tree
   * shows them as well. Rejects with a ProblemError.
   */
  async snapshotsOf(cluster: Cluster): Promise<readonly SnapshotNode[]> {
    const key = clusterKey(cluster.identifier);
    const listing = this.#listing(key);
    listing.reset();
    const { items, problem } = await listing.all();
    this.#changed(key);
    if (problem !== undefined) {
      throw new ProblemError(problem);
    }
    return [...automatedRows(items, cluster), ...manualRows(items, cluster)];
  }

  /** The group "Manual snapshots" of a cluster that is listed. */
  manualGroupOf(clusterIdentifier: string): ManualGroupNode | undefined {
    const cluster = this.#findCluster(clusterIdentifier);
    return cluster && this.#manualGroup(cluster);
  }

  /** Manual snapshots that the tree has seen up to now. */
  knownManualSnapshots(): readonly Snapshot[] {
    return [...this.#snapshots.values()].flatMap(listing => listing.state.items).filter(isManual);
  }

  /** Nothing is asked, and nothing told, from here on. */
  dispose(): void {
    this.#disposed = true;
    this.#clusters.close();
    this.#snapshots.forEach(listing => {
      listing.close();
    });
  }

  async #childrenOfCluster(cluster: Cluster): Promise<readonly TreeNode[]> {
    const key = clusterKey(cluster.identifier);
    const state = await this.#listing(key).firstPage();
    const automated = automatedRows(state.items, cluster);
    const off = cluster.automatedRetentionDays === 0;
    return [
      ...problemRow(state, key, { clusterIdentifier: cluster.identifier }),
      ...automated,
      ...loadingRow(state, key),
      ...(state.complete && automated.length === 0 ? [emptyRow(off ? 'automatedOff' : 'automated', key)] : []),
      ...(state.problem && state.items.length === 0 ? [] : [this.#manualGroup(cluster)]),
    ];
  }

  async #childrenOfManualGroup(cluster: Cluster): Promise<readonly TreeNode[]> {
    const key = clusterKey(cluster.identifier);
    const state = await this.#listing(key).firstPage();
    const manual = manualRows(state.items, cluster);
    return [
      ...problemRow(state, key, { key: `${key}/manual`, clusterIdentifier: cluster.identifier }),
      ...manual,
      ...loadingRow(state, `${key}/manual`),
      ...(state.complete && manual.length === 0 ? [emptyRow('manual', `${key}/manual`)] : []),
    ];
  }

  async #childrenOfOrphanGroup(): Promise<readonly TreeNode[]> {
    const state = await this.#listing(orphanGroupKey).firstPage();
    const orphans = orphansOf(state.items, this.#clusters.state.items);
    return [
      ...problemRow(state, orphanGroupKey),
      ...newestFirst(orphans).map(snapshot => snapshotRow(snapshot, { newest: false, withoutCluster: true })),
      ...loadingRow(state, orphanGroupKey),
      ...(state.complete && orphans.length === 0 ? [emptyRow('orphans', orphanGroupKey)] : []),
    ];
  }

  #clusterNode(cluster: Cluster): ClusterNode {
    const key = clusterKey(cluster.identifier);
    const listing = this.#snapshots.get(key);
    const node: ClusterNode = { kind: 'cluster', key, cluster };
    // After a refresh the old numbers may be wrong; they are known again when the cluster is expanded.
    if (!listing?.started || !listing.state.complete) {
      return node;
    }
    const { state } = listing;
    const automated = state.items.filter(isAutomated).length;
    return { ...node, counts: { automated, manual: state.items.length - automated } };
  }

  #manualGroup(cluster: Cluster): ManualGroupNode {
    const key = clusterKey(cluster.identifier);
    const state = this.#snapshots.get(key)?.state;
    const count = state?.items.filter(snapshot => !isAutomated(snapshot)).length ?? 0;
    return { kind: 'manualGroup', key: `${key}/manual`, cluster, count, complete: state?.complete ?? false };
  }

  #orphanGroup(): OrphanGroupNode {
    const state = this.#snapshots.get(orphanGroupKey)?.state;
    const node: OrphanGroupNode = { kind: 'orphanGroup', key: orphanGroupKey };
    if (!state?.complete) {
      return node;
    }
    const orphans = orphansOf(state.items, this.#clusters.state.items);
    const fromOtherRegions = orphans.filter(snapshot => snapshot.sourceRegion !== undefined).length;
    return { ...node, count: orphans.length, fromOtherRegions };
  }

  #findCluster(identifier: string): Cluster | undefined {
    const wanted = identifier.toLowerCase();
    return this.#clusters.state.items.find(cluster => cluster.identifier.toLowerCase() === wanted);
  }

  #listing(key: ListingKey): Listing<Snapshot> {
    const existing = this.#snapshots.get(key);
    if (existing !== undefined) {
      return existing;
    }
    const query =
      key === orphanGroupKey
        ? ({ clusterExists: false } as const)
        : { clusterIdentifier: key.slice(clusterKey('').length) };
    const listing = new Listing<Snapshot>({
      source: signal => this.#options.gateway.snapshots(query, signal),
      keyOf: snapshotKey,
      grown: () => this.#changed(key),
    });
    if (this.#disposed) {
      listing.close();
    }
    this.#snapshots.set(key, listing);
    return listing;
  }

  #changed(key?: string): void {
    if (!this.#disposed) {
      this.#options.changed(key);
    }
  }
}
