import type { RedshiftGateway } from '../model/gateway';
import type { Snapshot } from '../model/snapshot';
import { clusterKey, type ListingKey, type NoMatchNode, orphanGroupKey } from './nodes';
import type { TreeContent } from './treeContent';

/** How far a filter can look. */
export type SearchScope = NoMatchNode['scope'];

/** Loads what a filter has to look at: one listing of the whole account, in the place of one for each cluster. */
export class WholeAccount {
  readonly #gateway: Pick<RedshiftGateway, 'snapshots'>;
  readonly #content: TreeContent;
  #abort = new AbortController();
  #loading: Promise<void> | undefined;
  #isWanted = false;

  constructor(gateway: Pick<RedshiftGateway, 'snapshots'>, content: TreeContent) {
    this.#gateway = gateway;
    this.#content = content;
  }

  get scope(): SearchScope {
    return this.#isLoaded ? 'all' : this.#loading === undefined ? 'loaded' : 'loading';
  }

  /** Resolves when all of it is here, or cannot be read. Never rejects: a list that is opened says why it cannot. */
  load(): Promise<void> {
    this.#isWanted = true;
    this.#loading ??= this.#load(this.#abort.signal).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** After a refresh, where it is still wanted. */
  async loadAgain(): Promise<void> {
    if (this.#isWanted) {
      await this.load();
    }
  }

  /** It is wanted no more. */
  stop(): void {
    this.#isWanted = false;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#loading = undefined;
  }

  get #isLoaded(): boolean {
    const { clusters, snapshots } = this.#content;
    const isKnown = clusters.state.complete || clusters.areDenied;
    return isKnown && this.#keys.every(key => snapshots.existing(key)?.state.complete);
  }

  get #keys(): readonly ListingKey[] {
    return [...this.#content.clusters.items.map(({ identifier }) => clusterKey(identifier)), orphanGroupKey];
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { clusters } = this.#content;
    const { complete } = await clusters.all();
    if ((!complete && !clusters.areDenied) || this.#isLoaded) {
      return;
    }
    const snapshots: Snapshot[] = [];
    try {
      for await (const { items } of this.#gateway.snapshots({}, signal)) {
        snapshots.push(...items);
      }
    } catch {
      // The scope says that it could not be read; the log has the request.
      return;
    }
    if (!signal.aborted) {
      this.#content.fill(this.#keys, snapshots);
    }
  }
}
