import type { Cluster } from '../model/cluster';
import type { RedshiftGateway } from '../model/gateway';
import { type Problem, problemOf } from '../model/problem';
import { Listing, type ListingState } from './listing';

/** The clusters of one target: listed together, found by name, and read again one by one. */
export class ClusterList extends Listing<Cluster> {
  readonly #gateway: Pick<RedshiftGateway, 'clusters' | 'cluster'>;
  readonly #closing = new AbortController();
  #index: Index | undefined;

  constructor(
    gateway: Pick<RedshiftGateway, 'clusters' | 'cluster'>,
    changed: (before: ListingState<Cluster>) => void,
  ) {
    super({ source: signal => gateway.clusters(signal), keyOf: cluster => cluster.identifier, changed });
    this.#gateway = gateway;
  }

  get items(): readonly Cluster[] {
    return this.state.items;
  }

  /** Why they cannot be listed. */
  get problem(): Problem | undefined {
    return this.state.problem;
  }

  /** Nobody may list them here, so nobody knows either which snapshot has a cluster. */
  get areDenied(): boolean {
    return areDenied(this.state);
  }

  /** All of them are here, or nobody may list them. */
  get areKnown(): boolean {
    return this.state.complete || this.areDenied;
  }

  /** The cluster of this name, ignoring case. */
  find(identifier: string): Cluster | undefined {
    const { items } = this;
    if (this.#index?.of !== items) {
      this.#index = { of: items, byName: new Map(items.map(cluster => [cluster.identifier.toLowerCase(), cluster])) };
    }
    return this.#index.byName.get(identifier.toLowerCase());
  }

  /** Reads one cluster anew; it leaves the list when it is gone. Rejects with a ProblemError, and keeps what is known then. */
  async readAgain({ identifier }: Cluster): Promise<'here' | 'gone'> {
    try {
      this.putAll([await this.#gateway.cluster(identifier, this.#closing.signal)]);
      return 'here';
    } catch (error) {
      if (problemOf(error).kind !== 'clusterNotFound') {
        throw error;
      }
      this.remove(identifier);
      return 'gone';
    }
  }

  override close(): void {
    this.#closing.abort();
    super.close();
  }
}

export function areDenied({ items, problem }: ListingState<Cluster>): boolean {
  return problem?.kind === 'accessDenied' && items.length === 0;
}

interface Index {
  readonly of: readonly Cluster[];
  readonly byName: ReadonlyMap<string, Cluster>;
}
