import { setMaxListeners } from 'node:events';
import type { Page } from '../../core/model/gateway';
import type { Snapshot } from '../../core/model/snapshot';
import { type Fetched, MOST_PAGES, repeatedMarker, tooManyPages } from '../model/paging';
import { WIDTH } from './concurrencyLimiter';
import { isOutside, newestFirst, type PageTimes, shownOf, split, spreadEvenly, type TimeRange } from './timeRange';

/** One request of a walk: a range from its beginning, or from a marker on. */
export interface RangeRequest {
  readonly range: TimeRange;
  readonly marker?: string;
}

/** A time range to list. */
export interface Part {
  readonly range: TimeRange;
  /** All of it was on so many pages already, if pages come newest first: whether that is so is seen when it is asked for. */
  readonly shownOn?: number;
}

export interface RangeWalkOptions {
  readonly parts: readonly Part[];
  readonly fetch: (request: RangeRequest, signal: AbortSignal) => Promise<Fetched<Snapshot>>;
  readonly signal: AbortSignal;
  /** Whether pages seem to come newest first, so that the last time on one is where the rest begins. */
  readonly ordered: boolean;
  /** Whether more requests are welcome. */
  readonly hasRoom: () => boolean;
}

/** The endpoint does not do with time ranges what it should. */
export class RangesNotUnderstood extends Error {}

const OPERATION = 'DescribeClusterSnapshots';
const PARTS_OF_AN_OPEN_RANGE = 3;

interface Task extends RangeRequest, Part {
  /** Markers that this range has had: one for each of its pages. */
  readonly seen: Set<string>;
}

/**
 * Lists several time ranges side by side; pages come as they come. A range that turns out long is cut while there is room
 * for more requests: into what its pages have shown, which is asked for again because their order proves nothing, and
 * the rest. Throws {@link RangesNotUnderstood} for answers that prove it, and what a request failed with finally,
 * after the pages that did come.
 */
export class RangeWalk {
  readonly #options: RangeWalkOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiting: Task[];
  #ordered: boolean;
  #active = 0;
  #taken = 0;
  readonly #pages: (readonly Snapshot[])[] = [];
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(options: RangeWalkOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    // Each request listens in a few places. Node takes more than ten for a leak.
    setMaxListeners(WIDTH * 4, this.#signal);
    this.#ordered = options.ordered;
    this.#waiting = options.parts.map(beginning);
  }

  async *pages(): AsyncGenerator<Page<Snapshot>, void> {
    try {
      this.#sendWaiting();
      for (;;) {
        const items = this.#pages.shift();
        if (items !== undefined) {
          yield { items, more: this.#goesOn };
        } else if (this.#failure !== undefined) {
          throw this.#failure.error;
        } else if (this.#goesOn) {
          await new Promise<void>(resolve => {
            this.#wake = resolve;
          });
        } else {
          return;
        }
      }
    } finally {
      this.#stop.abort();
    }
  }

  get #goesOn(): boolean {
    return this.#active + this.#waiting.length + this.#pages.length > 0 || this.#failure !== undefined;
  }

  #sendWaiting(): void {
    while (this.#active < WIDTH && this.#failure === undefined) {
      const task = this.#waiting.shift();
      if (task === undefined) {
        return;
      }
      this.#active++;
      // Whatever it ends with is kept, and the walk woken.
      void this.#send(task);
    }
  }

  async #send(task: Task): Promise<void> {
    try {
      this.#take(task, await this.#options.fetch(task, this.#signal));
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#active--;
      this.#sendWaiting();
      this.#wake();
    }
  }

  #take(task: Task, { items, marker }: Fetched<Snapshot>): void {
    if (items.some(item => isOutside(item, task.range))) {
      throw new RangesNotUnderstood();
    }
    this.#pages.push(items);
    this.#taken++;
    if (marker && this.#taken >= MOST_PAGES) {
      throw tooManyPages(OPERATION);
    }
    if (marker) {
      const next = followMarker(task, marker);
      this.#waiting.push(...(this.#parts(next, items)?.map(beginning) ?? [next]));
    }
  }

  /** A range after a page that was not its last, cut into parts; undefined where that does not pay. */
  #parts(task: Task, items: readonly Snapshot[]): readonly Part[] | undefined {
    const pages = task.seen.size;
    if (task.shownOn === pages) {
      // There is more than what was shown: the order is not by time.
      this.#ordered = false;
    } else if (task.shownOn !== undefined || !this.#ordered) {
      return undefined;
    }
    const most = this.#mostParts(task.range);
    if (most <= 1 || !this.#options.hasRoom()) {
      return undefined;
    }
    const parts = this.#ordered
      ? cut(task.range, { pages, times: newestFirst(items), most })
      : cutEvenly(task.range, items, most);
    // More must be saved than what is asked for again.
    return parts.length > pages + 2 ? parts : undefined;
  }

  /** One for each request that there is room for. Nobody knows how long one without a beginning is: it must not come last. */
  #mostParts({ start }: TimeRange): number {
    const room = WIDTH - this.#active - this.#waiting.length;
    return start === undefined ? Math.max(room + 1, PARTS_OF_AN_OPEN_RANGE) : room + 1;
  }
}

/** A range of which some pages were shown, newest first: these, and at most so many parts of the rest. */
export function cut(
  range: TimeRange,
  shown: { readonly pages: number; readonly times: PageTimes | undefined; readonly most: number },
): readonly Part[] {
  const { pages, times, most } = shown;
  const rest = times === undefined ? [] : split({ ...range, end: times.oldest }, times, most);
  return times === undefined || rest.length === 0
    ? []
    : [...rest.map(part => ({ range: part })), { range: shownOf(range, times), shownOn: pages }];
}

/** A range whose pages are in no order that helps, in at most so many parts of the same length. */
export function cutEvenly(range: TimeRange, items: readonly Snapshot[], most: number): readonly Part[] {
  const times = spreadEvenly(items, range, most);
  return times === undefined ? [] : split(range, times, most).map(part => ({ range: part }));
}

function beginning(part: Part): Task {
  return { ...part, seen: new Set() };
}

function followMarker(task: Task, marker: string): Task {
  if (task.seen.has(marker)) {
    throw repeatedMarker(OPERATION);
  }
  task.seen.add(marker);
  return { ...task, marker };
}
