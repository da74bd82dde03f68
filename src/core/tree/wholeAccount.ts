import { clusterKey, type ListingKey, type NoMatchNode, orphanGroupKey } from './nodes';
import type { TreeContent } from './treeContent';

/** How far a filter can look. */
export type SearchScope = NoMatchNode['scope'];

/** When the whole account is listed: for a filter, in the place of one listing for each cluster, and for what ends soon. */
export class WholeAccount {
  readonly #content: TreeContent;
  readonly #now: () => number;
  #abort = new AbortController();
  #loading: Promise<void> | undefined;
  #isWanted = false;
  #isShown = false;
  #readers = 0;
  #askedAt: number | undefined;

  constructor(content: TreeContent, now: () => number) {
    this.#content = content;
    this.#now = now;
  }

  get scope(): SearchScope {
    return this.#isLoaded ? 'all' : this.#loading === undefined ? 'loaded' : 'loading';
  }

  /** For a filter. Resolves when all of it is here, or cannot be read. Never rejects: a list that is opened says why it cannot. */
  load(): Promise<void> {
    this.#isWanted = true;
    if (this.#loading === undefined) {
      const loading = this.#load(this.#abort.signal).finally(() => {
        if (this.#loading === loading) {
          this.#loading = undefined;
        }
      });
      this.#loading = loading;
    }
    return this.#loading;
  }

  /** No filter looks at it any more. */
  stop(): void {
    this.#isWanted = false;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#loading = undefined;
    this.#stopUnwanted();
  }

  /** What ends soon is on the screen: it is listed after the clusters, unless it was before, and again with each refresh. */
  async show(): Promise<void> {
    this.#isShown = true;
    await this.#list();
  }

  /** Lists it anew, and the clusters, whether or not it is on the screen. */
  async read(): Promise<void> {
    this.#readers += 1;
    await Promise.all([this.#content.clusters.refresh(), this.#ask()]);
    this.#readers -= 1;
  }

  /** It is on the screen no more. */
  hide(): void {
    this.#isShown = false;
    this.#stopUnwanted();
  }

  /** Lists it again where it is on the screen and was listed last so many ms ago. */
  async showAgainAfter(milliseconds: number): Promise<void> {
    if (this.#isShown && this.#askedAt !== undefined && this.#now() - this.#askedAt >= milliseconds) {
      this.#content.account.reset();
      await this.#list();
    }
  }

  /** After a refresh, where it is still wanted. */
  async loadAgain(): Promise<void> {
    await Promise.all([this.#isWanted && this.load(), this.#isShown && this.#list()]);
  }

  #stopUnwanted(): void {
    if (!this.#isWanted && !this.#isShown && this.#readers === 0) {
      this.#content.account.stop();
    }
  }

  get #isLoaded(): boolean {
    const { clusters, snapshots } = this.#content;
    return clusters.areKnown && this.#keys.every(key => snapshots.existing(key)?.state.complete);
  }

  get #keys(): readonly ListingKey[] {
    return [...this.#content.clusters.items.map(({ identifier }) => clusterKey(identifier)), orphanGroupKey];
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { clusters, account } = this.#content;
    await clusters.all();
    if (!clusters.areKnown || this.#isLoaded || signal.aborted) {
      return;
    }
    await (account.isAsking ? account.all() : this.#ask());
    // The scope says where it could not be read; the log has the request.
    if (account.state.complete && !signal.aborted) {
      this.#content.fill(this.#keys, account.state.items);
    }
  }

  async #list(): Promise<void> {
    const { clusters, account } = this.#content;
    await clusters.all();
    const { started, isAsking, state } = account;
    // One that was stopped is neither complete nor does it say why.
    const isOpen = !started || (!isAsking && !state.complete && state.problem === undefined);
    if (this.#isShown && clusters.areKnown) {
      await (isOpen ? this.#ask() : account.all());
    }
  }

  async #ask(): Promise<void> {
    this.#askedAt = this.#now();
    await this.#content.account.refresh();
  }
}
