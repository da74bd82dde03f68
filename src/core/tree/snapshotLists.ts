import type { SnapshotQuery } from '../model/gateway';
import { type Snapshot, snapshotKey } from '../model/snapshot';
import { Listing, type PageSource } from './listing';
import { clusterKey, type ListingKey, orphanGroupKey } from './nodes';

export interface SnapshotListsOptions {
  readonly source: (query: SnapshotQuery) => PageSource<Snapshot>;
  /** Called with the list that has something else to show. */
  readonly changed: (key: ListingKey) => void;
  /** What to ask for the snapshots without a cluster. */
  readonly orphanQuery: () => SnapshotQuery;
}

/** The snapshots of one target: a listing for each cluster that was asked for, and one for those without a cluster. */
export class SnapshotLists {
  readonly #options: SnapshotListsOptions;
  readonly #lists = new Map<ListingKey, Listing<Snapshot>>();
  #closed = false;

  constructor(options: SnapshotListsOptions) {
    this.#options = options;
  }

  /** All that were seen up to now. */
  get items(): readonly Snapshot[] {
    return [...this.#lists.values()].flatMap(listing => listing.state.items);
  }

  /** Copies from other Regions that came with the snapshots of a cluster which has the same name here. */
  get fromOtherRegions(): readonly Snapshot[] {
    const lists = [...this.#lists.values()];
    return lists.flatMap(({ state }) => state.items.filter(({ sourceRegion }) => sourceRegion !== undefined));
  }

  /** Only where it was asked for. */
  existing(key: ListingKey): Listing<Snapshot> | undefined {
    return this.#lists.get(key);
  }

  get(key: ListingKey): Listing<Snapshot> {
    const existing = this.#lists.get(key);
    if (existing !== undefined) {
      return existing;
    }
    const { source, changed, orphanQuery } = this.#options;
    const listing = new Listing<Snapshot>({
      source: signal => source(key === orphanGroupKey ? orphanQuery() : queryOf(key))(signal),
      keyOf: snapshotKey,
      changed: () => changed(key),
    });
    if (this.#closed) {
      listing.close();
    }
    this.#lists.set(key, listing);
    return listing;
  }

  get keys(): readonly ListingKey[] {
    return [...this.#lists.keys()];
  }

  /** Forgets a list whose cluster is gone. */
  drop(key: ListingKey): void {
    this.#lists.get(key)?.close();
    this.#lists.delete(key);
  }

  close(): void {
    this.#closed = true;
    for (const listing of this.#lists.values()) {
      listing.close();
    }
  }
}

function queryOf(key: ListingKey): SnapshotQuery {
  return { clusterIdentifier: key.slice(clusterKey('').length) };
}
