import type { Page } from '../gateway';
import { type Problem, problemOf } from '../problem';

/** A request for all pages of something; ends when the signal is aborted. */
export type PageSource<Item> = (signal: AbortSignal) => AsyncIterable<Page<Item>>;

/** What has arrived up to now. `complete` is false while more is to come, and stays false after a problem. */
export interface ListingState<Item> {
  readonly items: readonly Item[];
  readonly complete: boolean;
  readonly problem?: Problem;
}

interface Run {
  readonly abort: AbortController;
  readonly firstPage: Promise<void>;
  readonly end: Promise<void>;
}

export interface ListingOptions<Item> {
  readonly source: PageSource<Item>;
  /** Equal for the same thing: a later item replaces an earlier one. */
  readonly keyOf: (item: Item) => string;
  /** Called when there is more to show than before: see {@link Listing}. */
  readonly grown: () => void;
}

/**
 * One listing that fills itself page by page. Waiting for it means waiting for its first page; `grown` is called later
 * on, whenever it has doubled since it was last told, and when it has ended (what counts its items is complete then), so
 * that showing all of it again each time costs no more than twice its last size.
 */
export class Listing<Item> {
  readonly #options: ListingOptions<Item>;
  #items = new Map<string, Item>();
  #state: ListingState<Item> = { items: [], complete: false };
  #run: Run | undefined;
  #closed = false;

  constructor(options: ListingOptions<Item>) {
    this.#options = options;
  }

  get state(): ListingState<Item> {
    return this.#state;
  }

  get started(): boolean {
    return this.#run !== undefined;
  }

  /** Starts when it has not been started yet; resolves with the first page, the end or a problem, whichever is first. */
  async firstPage(): Promise<ListingState<Item>> {
    return this.#waitFor(run => run.firstPage);
  }

  /** Starts when it has not been started yet; resolves when it has ended, with or without a problem. */
  async all(): Promise<ListingState<Item>> {
    return this.#waitFor(run => run.end);
  }

  /** The next {@link firstPage} asks anew. What is here stays until then, so that nothing flickers. */
  reset(): void {
    this.#run?.abort.abort();
    this.#run = undefined;
  }

  /** Nothing is asked from here on; whoever waits is told that it was cancelled. */
  close(): void {
    this.reset();
    this.#closed = true;
    const problem: Problem = { kind: 'cancelled', code: 'Closed', message: 'The listing was closed.' };
    this.#state = { ...this.#state, complete: false, problem };
  }

  /** Adds items, or replaces those with the same key, without asking the service. Returns whether there are more now. */
  putAll(items: readonly Item[]): boolean {
    const before = this.#state.items.length;
    const added = new Map(items.map(item => [this.#options.keyOf(item), item]));
    for (const [key, item] of added) {
      this.#items.set(key, item);
    }
    this.#state = { ...this.#state, items: [...this.#without(added), ...added.values()] };
    return this.#state.items.length > before;
  }

  /** Leaves one out, without asking the service. */
  remove(key: string): void {
    this.#items.delete(key);
    this.#state = { ...this.#state, items: this.#without(new Set([key])) };
  }

  #without(keys: { has(key: string): boolean }): readonly Item[] {
    return this.#state.items.filter(item => !keys.has(this.#options.keyOf(item)));
  }

  /** A run that was replaced answers nobody: whoever waited for it waits for its successor. */
  async #waitFor(part: (run: Run) => Promise<void>): Promise<ListingState<Item>> {
    while (!this.#closed) {
      this.#run ??= this.#start();
      const run = this.#run;
      await part(run);
      if (run === this.#run) {
        break;
      }
    }
    return this.#state;
  }

  #start(): Run {
    const abort = new AbortController();
    this.#items = new Map();
    let firstPageIsHere = (): void => {};
    const firstPage = new Promise<void>(resolve => {
      firstPageIsHere = resolve;
    });
    return { abort, firstPage, end: this.#fill(abort.signal, firstPageIsHere) };
  }

  /** Never rejects: whatever it ends with is in the state. */
  async #fill(signal: AbortSignal, firstPageIsHere: () => void): Promise<void> {
    const items = this.#items;
    let shown = 0;
    const show = (rest: Omit<ListingState<Item>, 'items'>): void => {
      if (signal.aborted) {
        return;
      }
      this.#state = { items: [...items.values()], ...rest };
      const first = shown === 0;
      shown = Math.max(items.size, 1);
      firstPageIsHere();
      if (!first || rest.complete) {
        this.#options.grown();
      }
    };
    try {
      for await (const page of this.#options.source(signal)) {
        for (const item of page.items) {
          items.set(this.#options.keyOf(item), item);
        }
        if (page.more && (shown === 0 || items.size >= 2 * shown)) {
          show({ complete: false });
        }
      }
      show({ complete: true });
    } catch (error) {
      show({ complete: false, problem: problemOf(error) });
    } finally {
      firstPageIsHere();
      if (this.#items === items) {
        // The state has them all.
        this.#items = new Map();
      }
    }
  }
}
