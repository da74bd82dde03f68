import { setMaxListeners } from 'node:events';
import type { Page } from '../../core/gateway';
import { ProblemError } from '../../core/problem';
import type { Snapshot } from '../../core/snapshot';
import type { Fetched } from '../paging';
import { isOutside, newestFirst, type PageTimes, split, type TimeRange } from './timeRange';

/** One request of a walk: a range from its beginning, or from a marker on. */
export interface RangeRequest {
  readonly range: TimeRange;
  readonly marker?: string;
}

export interface RangeWalkOptions {
  readonly ranges: readonly TimeRange[];
  readonly fetch: (request: RangeRequest, signal: AbortSignal) => Promise<Fetched<Snapshot>>;
  readonly signal: AbortSignal;
  /** Whether pages come newest first, so that the last time on one is where the rest begins. */
  readonly ordered: boolean;
  /** Whether more requests are welcome. */
  readonly hasRoom: () => boolean;
}

/** The endpoint does not do with time ranges what it should. */
export class RangesNotUnderstood extends Error {}

/** Requests at once. */
export const WIDTH = 16;

interface Task extends RangeRequest {
  /** Markers that this range has had. */
  readonly seen: ReadonlySet<string>;
}

/**
 * Lists several time ranges side by side; pages come as they come. A range that turns out long is cut while there is room
 * for more requests. Throws {@link RangesNotUnderstood} for answers that prove it, and what a request failed with finally,
 * after the pages that did come.
 */
export class RangeWalk {
  readonly #options: RangeWalkOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiting: Task[];
  #active = 0;
  readonly #pages: (readonly Snapshot[])[] = [];
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(options: RangeWalkOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    // Each request listens in a few places. Node takes more than ten for a leak.
    setMaxListeners(WIDTH * 4, this.#signal);
    this.#waiting = options.ranges.map(wholeRange);
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
    const times = newestFirst(items);
    const isDisordered = this.#options.ordered && items.length > 0 && times === undefined;
    if (isDisordered || items.some(item => isOutside(item, task.range))) {
      throw new RangesNotUnderstood();
    }
    this.#pages.push(items);
    if (marker) {
      this.#waiting.push(...(this.#parts(task, times) ?? [followMarker(task, marker)]));
    }
  }

  /** What is left of a range after a page, cut into parts; undefined where that does not pay. */
  #parts(task: Task, times: PageTimes | undefined): readonly Task[] | undefined {
    const room = WIDTH - this.#active - this.#waiting.length;
    if (room <= 0 || times === undefined || !this.#options.ordered || !this.#options.hasRoom()) {
      return undefined;
    }
    const parts = split({ ...task.range, end: times.oldest }, times, room + 1);
    return parts.length > 1 ? parts.map(wholeRange) : undefined;
  }
}

function wholeRange(range: TimeRange): Task {
  return { range, seen: new Set() };
}

function followMarker({ range, seen }: Task, marker: string): Task {
  if (seen.has(marker)) {
    throw new ProblemError({
      kind: 'pagingNeverEnds',
      operation: 'DescribeClusterSnapshots',
      code: 'RepeatedMarker',
      message: 'The service sent the same paging marker twice.',
    });
  }
  return { range, marker, seen: new Set([...seen, marker]) };
}
