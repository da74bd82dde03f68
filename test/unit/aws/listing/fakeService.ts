// A service in memory that lists snapshots as well, or as oddly, as a test wants it, and a time that passes by itself.
import type { RangeRequest } from '../../../../src/aws/listing/rangeWalk';
import type { Time } from '../../../../src/aws/listing/time';
import type { Fetched } from '../../../../src/aws/model/paging';
import type { Snapshot } from '../../../../src/core/model/snapshot';

export interface Habits {
  /** Takes no notice of start and end. */
  readonly ignoresTimes?: boolean;
  /** Leaves out what is exactly at an end. */
  readonly excludesEnds?: boolean;
  /** Cuts the ends to whole seconds. */
  readonly wholeSeconds?: boolean;
  /** The order when it is not newest first. */
  readonly order?: (a: Snapshot, b: Snapshot) => number;
}

export const second = 1_000;
export const hour = 3_600 * second;
export const day = 24 * hour;
export const noon = Date.UTC(2026, 10, 22, 12);
export const pageSize = 100;

export function aSnapshot(
  id: number,
  cluster: string,
  createTime: number,
  type: 'automated' | 'manual' = 'automated',
): Snapshot {
  const identifier = `${type === 'automated' ? 'rs:' : ''}${cluster}-${id}`;
  return {
    identifier,
    clusterIdentifier: cluster,
    createTime,
    type,
    status: 'available',
    encrypted: true,
  };
}

export class FakeService {
  /** What was asked, in order. */
  readonly requests: RangeRequest[] = [];
  #snapshots: readonly Snapshot[];
  readonly #habits: Habits;

  constructor(snapshots: readonly Snapshot[], habits: Habits = {}) {
    this.#snapshots = snapshots;
    this.#habits = habits;
  }

  get snapshots(): readonly Snapshot[] {
    return this.#snapshots;
  }

  change(snapshots: readonly Snapshot[]): void {
    this.#snapshots = snapshots;
  }

  /** A marker names the last snapshot of its page, so that what comes and goes does no harm. `direction` -1: backwards. */
  list(request: RangeRequest, direction: 1 | -1 = 1): Fetched<Snapshot> {
    this.requests.push(request);
    const order = this.#habits.order ?? byTime;
    const total = (a: Snapshot, b: Snapshot) => direction * (order(a, b) || byName(a, b));
    const marker = request.marker === undefined ? undefined : (JSON.parse(request.marker) as Snapshot);
    const rest = this.#snapshots
      .filter(snapshot => this.#isWithin(snapshot, request) && (!marker || total(snapshot, marker) > 0))
      .toSorted(total);
    const items = rest.slice(0, pageSize);
    return rest.length > pageSize ? { items, marker: JSON.stringify(items.at(-1)) } : { items };
  }

  #isWithin({ createTime }: Snapshot, { range }: RangeRequest): boolean {
    if (this.#habits.ignoresTimes || (range.start ?? range.end) === undefined) {
      return true;
    }
    if (createTime === undefined) {
      return false;
    }
    const given = (time: number) => (this.#habits.wholeSeconds ? Math.floor(time / second) * second : time);
    const start = range.start === undefined ? Number.NEGATIVE_INFINITY : given(range.start);
    const end = range.end === undefined ? Number.POSITIVE_INFINITY : given(range.end);
    return this.#habits.excludesEnds
      ? createTime > start && createTime < end
      : createTime >= start && createTime <= end;
  }
}

/** A clock that stands still until somebody waits. */
export class FakeTime implements Time {
  #now = 0;
  readonly #waiting: { readonly until: number; readonly done: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise(done => {
      this.#waiting.push({ until: this.#now + milliseconds, done });
      setImmediate(() => this.#goOn());
    });
  }

  /** Once nothing else can happen, the one who waits for the earliest instant is there. */
  #goOn(): void {
    this.#waiting.sort((a, b) => a.until - b.until);
    const first = this.#waiting.shift();
    if (first !== undefined) {
      this.#now = Math.max(this.#now, first.until);
      first.done();
    }
  }
}

export const byTime = (a: Snapshot, b: Snapshot): number => (b.createTime ?? 0) - (a.createTime ?? 0);
export const byType = (a: Snapshot, b: Snapshot): number => Number(a.type > b.type) - Number(a.type < b.type);
export const byName = (a: Snapshot, b: Snapshot): number =>
  Number(a.identifier > b.identifier) * 2 - 1 + Number(a.identifier === b.identifier);
