import type { Cluster } from '../model/cluster';
import type { RedshiftGateway } from '../model/gateway';
import { ProblemError } from '../model/problem';
import { isAutomated, isStill, type Snapshot, snapshotKey } from '../model/snapshot';
import { subjectOf } from '../operations/all';
import type { OperationUnderWay } from '../operations/underWay';
import { areDenied, ClusterList } from './clusterList';
import { Creations } from './creations';
import { Listing, type ListingState } from './listing';
import { accountKey, clusterKey, type ListingKey, manualGroupKey, orphanGroupKey, problemKey } from './nodes';
import { orphansOf } from './rows';
import { SnapshotLists } from './snapshotLists';

export interface TreeContentOptions {
  readonly gateway: Pick<RedshiftGateway, 'clusters' | 'cluster' | 'snapshots' | 'now'>;
  /** Called with the key of the node whose row or children have changed; without one when the root has. */
  readonly changed: (key?: string) => void;
  /** Called when everything is asked for anew. */
  readonly refreshing?: () => void;
}

/** What has been listed of one target up to now, and how it is asked for anew. */
export class TreeContent {
  readonly clusters: ClusterList;
  readonly snapshots: SnapshotLists;
  /** All snapshots in one listing, for what looks at all clusters. */
  readonly account: Listing<Snapshot>;
  readonly creations: Creations;
  readonly #options: TreeContentOptions;
  /** The lists whose rows are on the screen. */
  readonly #expanded = new Set<ListingKey>();
  #disposed = false;

  constructor(options: TreeContentOptions) {
    const { gateway } = options;
    this.#options = options;
    this.clusters = new ClusterList(gateway, before => this.#clustersChanged(before));
    this.snapshots = new SnapshotLists({
      source: query => signal => gateway.snapshots(query, signal),
      changed: key => this.#listChanged(key),
      orphanQuery: () => (this.clusters.areDenied ? {} : { clusterExists: false }),
    });
    this.account = new Listing<Snapshot>({
      source: signal => gateway.snapshots({}, signal),
      keyOf: snapshotKey,
      changed: () => this.#accountChanged(),
      now: () => gateway.now(),
    });
    this.creations = new Creations(creation => {
      const home = this.homeOfCreation(creation);
      return home === undefined ? orphanGroupKey : clusterKey(home.identifier);
    });
  }

  /** A list that is not expanded is asked for anew when it is expanded next. */
  setExpanded(key: ListingKey, isExpanded: boolean): void {
    if (isExpanded) {
      this.#expanded.add(key);
    } else {
      this.#expanded.delete(key);
    }
  }

  /** Asks anew for what is on the screen of a list, of everything without one. What is there stays until the answer is here. */
  async refresh(key?: ListingKey): Promise<void> {
    if (key !== undefined && key !== 'clusters') {
      await this.#refreshList(key);
      return;
    }
    if (!this.#disposed) {
      this.#options.refreshing?.();
    }
    const clusters = this.clusters.started ? this.clusters.refresh() : undefined;
    this.#tellRetry('clusters');
    await Promise.all([clusters, ...this.#lists.map(list => this.#refreshList(list))]);
  }

  /** Leaves it at the problem that there was. */
  stopRetrying(key: ListingKey): void {
    this.#listing(key)?.stop();
    this.#tellRetry(key);
  }

  isRetrying(key: ListingKey): boolean {
    return this.#listing(key)?.isAsking ?? false;
  }

  /** Lists all of it anew. Rejects with a ProblemError. */
  async listAgain(key: ListingKey): Promise<readonly Snapshot[]> {
    const { items, problem } = await this.snapshots.get(key).refresh();
    if (problem !== undefined) {
      throw new ProblemError(problem);
    }
    return items;
  }

  /** The same for the clusters: none where they may not be listed. */
  async listClustersAgain(): Promise<readonly Cluster[]> {
    const { items, problem } = await this.clusters.refresh();
    if (problem !== undefined && !this.clusters.areDenied) {
      throw new ProblemError(problem);
    }
    return items;
  }

  /** Reads the cluster itself anew. Rejects with a ProblemError. */
  async readAgain(cluster: Cluster): Promise<void> {
    const { identifier } = cluster;
    const before = this.clusters.find(identifier);
    if ((await this.clusters.readAgain(cluster)) === 'gone') {
      this.#leaveBehind([cluster]);
      this.#changed();
    } else if (this.clusters.find(identifier) !== before) {
      this.#changed(clusterKey(identifier));
    }
  }

  /** Takes in snapshots that are known from elsewhere, where the others have been asked for. */
  async add(snapshots: readonly Snapshot[]): Promise<void> {
    if (this.clusters.started && !this.clusters.state.complete) {
      // Their clusters may be on a page that is still to come.
      await this.clusters.all();
    }
    const places = new Map<ListingKey, Snapshot[]>();
    for (const snapshot of snapshots) {
      const home = this.homeOf(snapshot);
      const key = home === undefined ? orphanGroupKey : clusterKey(home.identifier);
      places.set(key, [...(places.get(key) ?? []), snapshot]);
    }
    if (this.account.started) {
      this.account.putAll(snapshots);
      this.#changed(accountKey);
    }
    await Promise.all([...places].map(([key, added]) => this.#put(key, added)));
  }

  /** Leaves out a snapshot that was deleted; another one that has its name by now stays. */
  remove(snapshot: Snapshot): void {
    for (const key of this.#lists) {
      if (this.#list(key)?.remove(snapshotKey(snapshot), now => isStill(snapshot, now))) {
        this.#changed(key);
      }
    }
  }

  /** Takes in everything that the account has, where a list is not complete already. */
  fill(keys: readonly ListingKey[], snapshots: readonly Snapshot[]): void {
    const places = new Map(keys.map(key => [key, [] as Snapshot[]]));
    for (const snapshot of snapshots) {
      places.get(this.#listOf(snapshot))?.push(snapshot);
    }
    for (const [key, items] of places) {
      const listing = this.snapshots.get(key);
      if (!listing.state.complete) {
        listing.fill(items);
      }
    }
    this.#changed();
  }

  /** The service calls a copy from another Region no orphan when a cluster of that name is here: it comes with that one's. */
  orphansOf(listed: readonly Snapshot[]): readonly Snapshot[] {
    const hasCluster = (identifier: string): boolean => this.clusters.find(identifier) !== undefined;
    return orphansOf([...listed, ...this.snapshots.fromOtherRegions], hasCluster);
  }

  /** The cluster below which a snapshot stands, if there is one. */
  homeOf({ clusterIdentifier, sourceRegion }: Snapshot): Cluster | undefined {
    return sourceRegion === undefined ? this.clusters.find(clusterIdentifier) : undefined;
  }

  /** The same for the snapshot that is being made. */
  homeOfCreation({ operation }: OperationUnderWay): Cluster | undefined {
    const { cluster = '' } = subjectOf(operation);
    return operation.before?.sourceRegion === undefined ? this.clusters.find(cluster) : undefined;
  }

  /** In place of those before: the groups that show something else now are told of. */
  showCreations(creations: readonly OperationUnderWay[]): void {
    for (const key of this.creations.replace(creations)) {
      this.#changed(key === orphanGroupKey ? key : manualGroupKey(key));
    }
  }

  /** Nothing is asked, and nothing told, from here on. */
  dispose(): void {
    this.#disposed = true;
    this.clusters.close();
    this.snapshots.close();
    this.account.close();
  }

  #listing(key: ListingKey): Pick<Listing<unknown>, 'isAsking' | 'state' | 'stop'> | undefined {
    return key === 'clusters' ? this.clusters : this.#list(key);
  }

  get #lists(): readonly ListingKey[] {
    return [...this.snapshots.keys, accountKey];
  }

  #list(key: ListingKey): Listing<Snapshot> | undefined {
    return key === accountKey ? this.account : this.snapshots.existing(key);
  }

  /** The list that has a snapshot: the service lists copies from other Regions with the cluster of the same name. */
  #listOf({ clusterIdentifier }: Snapshot): ListingKey {
    const cluster = this.clusters.find(clusterIdentifier);
    return cluster === undefined ? orphanGroupKey : clusterKey(cluster.identifier);
  }

  /** Where there is a problem: whether it is being tried again. */
  #tellRetry(key: ListingKey): void {
    if (this.#listing(key)?.state.problem !== undefined) {
      this.#changed(problemKey(key));
      if (key.startsWith(clusterKey(''))) {
        this.#changed(problemKey(manualGroupKey(key)));
      }
    }
  }

  async #refreshList(key: ListingKey): Promise<void> {
    const listing = this.#list(key);
    if (!listing?.started) {
      return;
    }
    if (this.#expanded.has(key)) {
      const refreshed = listing.refresh();
      this.#tellRetry(key);
      await refreshed;
    } else {
      listing.reset();
      this.#changed(key);
    }
  }

  /** What clusters that are gone have left behind has no cluster any more. */
  #leaveBehind(gone: readonly Cluster[]): void {
    for (const { identifier } of gone) {
      this.snapshots.drop(clusterKey(identifier));
      this.#expanded.delete(clusterKey(identifier));
    }
    // On its own: its rows follow when they are here.
    void this.#refreshList(orphanGroupKey);
  }

  async #put(key: ListingKey, snapshots: readonly Snapshot[]): Promise<void> {
    const listing = this.snapshots.get(key);
    if (listing.started) {
      await listing.firstPage();
      const changed = listing.putAll(snapshots);
      // While a node is told of, VS Code cannot act on the rows below it: where no number changes, the group alone is.
      const inGroup = key !== orphanGroupKey && !snapshots.some(isAutomated);
      if (changed !== 'nothing') {
        this.#changed(inGroup && changed === 'items' ? manualGroupKey(key) : key);
      }
    }
  }

  #clustersChanged(before: ListingState<Cluster>): void {
    const { state } = this.clusters;
    const gone = state.complete ? before.items.filter(({ identifier }) => !this.clusters.find(identifier)) : [];
    if (gone.length > 0 || areDenied(before) !== this.clusters.areDenied) {
      this.#leaveBehind(gone);
    }
    if (before.complete && state.complete && gone.length === 0 && before.items.length === state.items.length) {
      const known = new Set(before.items);
      for (const { identifier } of state.items.filter(cluster => !known.has(cluster))) {
        this.#changed(clusterKey(identifier));
      }
    } else {
      this.#changed();
    }
  }

  /** While it is on its way it says no more than that. */
  #accountChanged(): void {
    if (!this.account.isAsking) {
      this.#changed(accountKey);
    }
  }

  #listChanged(key: ListingKey): void {
    this.#changed(key);
    const { items = [], complete } = this.snapshots.existing(key)?.state ?? {};
    if (complete && this.account.started) {
      this.account.replaceSome(snapshot => this.#listOf(snapshot) === key, items);
      this.#changed(accountKey);
    }
    const orphans = this.snapshots.existing(orphanGroupKey);
    if (key !== orphanGroupKey && orphans?.started && this.snapshots.fromOtherRegions.length > 0) {
      this.#changed(orphanGroupKey);
    }
  }

  #changed(key?: string): void {
    if (!this.#disposed) {
      this.#options.changed(key);
    }
  }
}
