import type { Page } from '../model/gateway';
import { type Problem, problemOf } from '../model/problem';

/** A request for all pages of something; ends when the signal is aborted. */
export type PageSource<Item> = (signal: AbortSignal) => AsyncIterable<Page<Item>>;

/** What has arrived up to now. `complete` is false while more is to come, and stays false after a problem. */
export interface ListingState<Item> {
  readonly items: readonly Item[];
  readonly complete: boolean;
  readonly problem?: Problem;
  /** Where there is a problem: when the items were read, in ms since the epoch; absent where they never all were. */
  readonly readAt?: number;
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
  /** Called with the state before when there is something else to show: see {@link Listing}. */
  readonly changed: (before: ListingState<Item>) => void;
  readonly now?: () => number;
}

/**
 * One listing that fills itself page by page. Waiting for it means waiting for its first page; `changed` is called later
 * on, whenever it has doubled since it was last told, and when it has ended (what counts its items is complete then), so
 * that showing all of it again each time costs no more than twice its last size.
 *
 * Once it was complete, it is replaced as a whole, and only when all of the new items are here: nobody waits for a first
 * page then. Items that are the same stay the same objects; where all do, `changed` is not called.
 */
export class Listing<Item> {
  readonly #options: ListingOptions<Item>;
  #items = new Map<string, Item>();
  #state: ListingState<Item> = { items: [], complete: false };
  #run: Run | undefined;
  #isAsking = false;
  #waiting = 0;
  #readAt: number | undefined;
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

  /** When all of it was read last, in ms since the epoch; undefined where it never was. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  /** An answer is on its way. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** Starts when it has not been started yet; resolves with the first page, the end or a problem, whichever is first. */
  async firstPage(): Promise<ListingState<Item>> {
    this.#waiting += 1;
    const state = await this.#waitFor(run => run.firstPage);
    this.#waiting -= 1;
    return state;
  }

  /** Starts when it has not been started yet; resolves when it has ended, with or without a problem. */
  async all(): Promise<ListingState<Item>> {
    return this.#waitFor(run => run.end);
  }

  /** Asks anew, now; resolves when that has ended, with or without a problem. */
  async refresh(): Promise<ListingState<Item>> {
    this.stop();
    if (!this.#closed) {
      this.#run = this.#start(this.#whole);
    }
    return this.#waitFor(run => run.end);
  }

  /** Whoever waits for it next has it asked anew. What is here is not all of it until then. */
  reset(): void {
    this.stop();
    this.#run = undefined;
    this.#state = { ...this.#state, complete: false };
  }

  /** Waits for no answer any more: what is here is all there is. */
  stop(): void {
    this.#run?.abort.abort();
    this.#isAsking = false;
  }

  /** Nothing is asked from here on; whoever waits gets `cancelled`. */
  close(): void {
    this.reset();
    this.#closed = true;
    const problem: Problem = { kind: 'cancelled', code: 'Closed', message: 'The listing was closed.' };
    this.#state = { ...this.#state, problem };
  }

  /** All of it is known from elsewhere, as if it had been asked for just now. `changed` is not called. */
  fill(items: readonly Item[]): void {
    this.stop();
    if (!this.#closed) {
      const known = this.#byKey(this.#state.items);
      const filled = this.#byKey(items.map(item => sameOf(item, known.get(this.#options.keyOf(item)))));
      const done = Promise.resolve();
      this.#run = { abort: new AbortController(), firstPage: done, end: done };
      this.#become({ items: [...filled.values()], complete: true }, false);
    }
  }

  /** Adds items, or replaces those with the same key, without asking the service. Returns what that has changed. */
  putAll(items: readonly Item[]): 'size' | 'items' | 'nothing' {
    const before = this.#state.items;
    const known = this.#byKey(before);
    const added = this.#byKey(items.map(item => sameOf(item, known.get(this.#options.keyOf(item)))));
    for (const [key, item] of added) {
      this.#items.set(key, item);
    }
    const after = [...this.#without(added), ...added.values()];
    this.#state = { ...this.#state, items: after };
    return after.length > before.length ? 'size' : hasTheSame(before, after) ? 'nothing' : 'items';
  }

  /** Leaves one out, without asking the service, unless what has its key by now is another one. False: it is not there. */
  remove(key: string, isMeant: (item: Item) => boolean = () => true): boolean {
    const { keyOf } = this.#options;
    const arriving = this.#items.get(key);
    if (arriving !== undefined && isMeant(arriving)) {
      this.#items.delete(key);
    }
    const { items: before } = this.#state;
    const items = before.filter(item => keyOf(item) !== key || !isMeant(item));
    this.#state = { ...this.#state, items };
    return items.length < before.length;
  }

  /** Some are known anew from elsewhere: these are all that there are of those that are meant. */
  replaceSome(isMeant: (item: Item) => boolean, items: readonly Item[]): void {
    const { keyOf } = this.#options;
    const kept = new Set(items.map(keyOf));
    const isGone = (item: Item): boolean => isMeant(item) && !kept.has(keyOf(item));
    for (const [key, item] of this.#items) {
      if (isGone(item)) {
        this.#items.delete(key);
      }
    }
    this.#state = { ...this.#state, items: this.#state.items.filter(item => !isGone(item)) };
    this.putAll(items);
  }

  #without(keys: { has(key: string): boolean }): readonly Item[] {
    return this.#state.items.filter(item => !keys.has(this.#options.keyOf(item)));
  }

  #byKey(items: readonly Item[]): ReadonlyMap<string, Item> {
    return new Map(items.map(item => [this.#options.keyOf(item), item]));
  }

  /** A run that was replaced answers nobody: whoever waited for it waits for its successor. */
  async #waitFor(part: (run: Run) => Promise<void>): Promise<ListingState<Item>> {
    while (!this.#closed) {
      this.#run ??= this.#start(this.#whole);
      const run = this.#run;
      await part(run);
      if (run === this.#run) {
        break;
      }
    }
    return this.#state;
  }

  /** What is here, where all of it was here once. */
  get #whole(): readonly Item[] | undefined {
    return this.#readAt === undefined ? undefined : this.#state.items;
  }

  /** With `replaced`, what is here stays until all of the new items can take its place. */
  #start(replaced?: readonly Item[]): Run {
    const abort = new AbortController();
    this.#isAsking = true;
    this.#items = new Map();
    let firstPageIsHere = (): void => {};
    const firstPage = new Promise<void>(resolve => {
      firstPageIsHere = resolve;
    });
    if (replaced !== undefined) {
      firstPageIsHere();
    }
    return { abort, firstPage, end: this.#fill(abort.signal, firstPageIsHere, replaced) };
  }

  /** Never rejects: whatever it ends with is in the state. */
  async #fill(signal: AbortSignal, firstPageIsHere: () => void, replaced?: readonly Item[]): Promise<void> {
    const items = this.#items;
    const earlier = this.#state.items;
    const known = replaced && this.#byKey(replaced);
    let shown = 0;
    const show = (rest: Omit<ListingState<Item>, 'items'>): void => {
      if (signal.aborted) {
        return;
      }
      this.#isAsking = !rest.complete && rest.problem === undefined;
      // Whoever waits for the first page gets it as a result, without a change event.
      const isAwaited = known === undefined && shown === 0 && this.#waiting > 0;
      shown = Math.max(items.size, 1);
      if (known === undefined) {
        // A new try that fails leaves what an earlier one has brought.
        const before = rest.problem === undefined ? [] : this.#byKey(earlier);
        this.#become({ items: [...new Map([...before, ...items]).values()], ...rest }, !isAwaited || rest.complete);
      } else {
        this.#replace(items, rest);
      }
      firstPageIsHere();
    };
    try {
      for await (const page of this.#options.source(signal)) {
        for (const item of page.items) {
          const key = this.#options.keyOf(item);
          items.set(key, sameOf(item, known?.get(key)));
        }
        if (page.more && known === undefined && (shown === 0 || items.size >= 2 * shown)) {
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

  /** What is here stays, and says how old it is, where the new items could not all be read. */
  #replace(items: ReadonlyMap<string, Item>, { complete, problem }: Omit<ListingState<Item>, 'items'>): void {
    const { items: before, complete: wasComplete } = this.#state;
    if (problem === undefined) {
      this.#become({ items: [...items.values()], complete }, !wasComplete || !hasTheSame(before, [...items.values()]));
    } else {
      this.#become({ items: before, complete, problem, readAt: this.#readAt ?? 0 }, true);
    }
  }

  #become(state: ListingState<Item>, isNews: boolean): void {
    const before = this.#state;
    this.#state = state;
    if (state.complete) {
      this.#readAt = (this.#options.now ?? Date.now)();
    }
    if (isNews) {
      this.#options.changed(before);
    }
  }
}

/** The object that is known already where it says the same. */
function sameOf<Item>(item: Item, known: Item | undefined): Item {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(item) ? known : item;
}

function hasTheSame<Item>(before: readonly Item[], after: readonly Item[]): boolean {
  const known = new Set(before);
  return before.length === after.length && after.every(item => known.has(item));
}
