import type { Cluster } from '../cluster';
import type { RedshiftGateway } from '../gateway';
import type { CopyUnderWay } from '../operations/underWay';
import { ProblemError } from '../problem';
import { isAutomated, type Snapshot } from '../snapshot';
import { ClusterList } from './clusterList';
import { Copies } from './copies';
import { clusterKey, type ListingKey, manualGroupKey, orphanGroupKey } from './nodes';
import { orphansOf } from './rows';
import { SnapshotLists } from './snapshotLists';

export interface TreeContentOptions {
  readonly gateway: Pick<RedshiftGateway, 'clusters' | 'cluster' | 'snapshots'>;
  /** Called with the key of the node whose row or children have changed; without one when the root has. */
  readonly changed: (key?: string) => void;
}

/** What has been listed of one target up to now, and how it is asked for anew. */
export class TreeContent {
  readonly clusters: ClusterList;
  readonly snapshots: SnapshotLists;
  readonly copies: Copies;
  readonly #options: TreeContentOptions;
  #disposed = false;

  constructor(options: TreeContentOptions) {
    const { gateway } = options;
    this.#options = options;
    this.clusters = new ClusterList(gateway, () => this.#changed());
    this.snapshots = new SnapshotLists({
      source: query => signal => gateway.snapshots(query, signal),
      grown: key => this.#grown(key),
      orphanQuery: () => (this.clusters.areDenied ? {} : { clusterExists: false }),
    });
    this.copies = new Copies(copy => {
      const home = this.homeOfCopy(copy);
      return home === undefined ? orphanGroupKey : clusterKey(home.identifier);
    });
  }

  /** What is listed under a key, everything without one, is asked for anew when it is wanted next. */
  reset(key?: ListingKey): void {
    if (key === undefined) {
      this.clusters.reset();
      this.snapshots.reset();
    } else {
      this.snapshots.existing(key)?.reset();
    }
    this.#changed(key);
  }

  /** Lists all of it anew. Rejects with a ProblemError. */
  async listAgain(key: ListingKey): Promise<readonly Snapshot[]> {
    const listing = this.snapshots.get(key);
    listing.reset();
    const { items, problem } = await listing.all();
    this.#changed(key);
    if (problem !== undefined) {
      throw new ProblemError(problem);
    }
    return items;
  }

  /** The same for the clusters: none where they may not be listed. */
  async listClustersAgain(): Promise<readonly Cluster[]> {
    const { items: before, areDenied: wereDenied } = this.clusters;
    this.clusters.reset();
    const { items, problem } = await this.clusters.all();
    this.#changed();
    if (problem !== undefined && !this.clusters.areDenied) {
      throw new ProblemError(problem);
    }
    const gone = before.filter(({ identifier }) => this.clusters.find(identifier) === undefined);
    if (gone.length > 0 || wereDenied !== this.clusters.areDenied) {
      this.#leaveBehind(gone);
    }
    return items;
  }

  /** Reads the cluster itself anew. Rejects with a ProblemError. */
  async readAgain(cluster: Cluster): Promise<void> {
    const key = clusterKey(cluster.identifier);
    if ((await this.clusters.readAgain(cluster)) === 'here') {
      this.#changed(key);
      return;
    }
    this.#leaveBehind([cluster]);
  }

  /** Takes in snapshots that are known from elsewhere, where the others have been asked for. */
  async add(snapshots: readonly Snapshot[]): Promise<void> {
    if (this.clusters.started) {
      // Their clusters may be on a page that is still to come.
      await this.clusters.all();
    }
    const places = new Map<ListingKey, Snapshot[]>();
    for (const snapshot of snapshots) {
      const home = this.homeOf(snapshot);
      const key = home === undefined ? orphanGroupKey : clusterKey(home.identifier);
      places.set(key, [...(places.get(key) ?? []), snapshot]);
    }
    await Promise.all([...places].map(([key, added]) => this.#put(key, added)));
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

  /** The same for the snapshot that a copy makes. */
  homeOfCopy({ operation: { request, source } }: CopyUnderWay): Cluster | undefined {
    return source?.sourceRegion === undefined ? this.clusters.find(request.clusterIdentifier) : undefined;
  }

  /** In place of those before: the groups that show something else now are told of. */
  showCopies(copies: readonly CopyUnderWay[]): void {
    for (const key of this.copies.replace(copies)) {
      this.#changed(key === orphanGroupKey ? key : manualGroupKey(key));
    }
  }

  /** Nothing is asked, and nothing told, from here on. */
  dispose(): void {
    this.#disposed = true;
    this.clusters.close();
    this.snapshots.close();
  }

  /** What clusters that are gone have left behind has no cluster any more. */
  #leaveBehind(gone: readonly Cluster[]): void {
    for (const { identifier } of gone) {
      this.snapshots.drop(clusterKey(identifier));
    }
    this.snapshots.existing(orphanGroupKey)?.reset();
    this.#changed();
  }

  async #put(key: ListingKey, snapshots: readonly Snapshot[]): Promise<void> {
    const listing = this.snapshots.get(key);
    if (listing.started) {
      await listing.firstPage();
      const more = listing.putAll(snapshots);
      // While a node is told of, VS Code cannot act on the rows below it: where no number changes, the group alone is.
      const inGroup = key !== orphanGroupKey && !snapshots.some(isAutomated);
      this.#changed(inGroup && !more ? manualGroupKey(key) : key);
    }
  }

  #grown(key: ListingKey): void {
    this.#changed(key);
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
