import type { Page } from '../../core/model/gateway';
import { type Snapshot, snapshotKey } from '../../core/model/snapshot';
import { type Fetched, followMarkers } from '../model/paging';
import { WIDTH } from './concurrencyLimiter';
import { cut, cutEvenly, type RangeRequest, RangesNotUnderstood, RangeWalk } from './rangeWalk';
import { newestFirst } from './timeRange';

export interface SnapshotListingOptions {
  /** One page of the whole query. */
  readonly fetchPage: (marker: string | undefined) => Promise<Fetched<Snapshot>>;
  /** The same, oldest first. */
  readonly fetchOldest: (marker: string | undefined) => Promise<Fetched<Snapshot>>;
  /** One page of a time range of the query; several are asked for at once. */
  readonly fetchRange: (request: RangeRequest, signal: AbortSignal) => Promise<Fetched<Snapshot>>;
  /** Pages to fetch one after the other before ranges pay off. */
  readonly firstPages: number;
  /** Whether more requests are welcome. */
  readonly hasRoom: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Every snapshot of a query once, page by page: for certain those that are there from beginning to end, by chance those
 * that come or go meanwhile. The first pages one after the other, which is all of it for most queries; then time ranges
 * side by side. Where an endpoint does not understand those, one page after the other to the end. A snapshot without a
 * time is in no range: wherever a service sorts it to, it is on the first pages or on the last, which are asked for, too.
 */
export async function* listSnapshots(options: SnapshotListingOptions): AsyncGenerator<Page<Snapshot>, void> {
  const keys = new Set<string>();
  const others = ({ items, more }: Page<Snapshot>): Page<Snapshot> => ({ items: items.filter(isNew), more });
  const isNew = (snapshot: Snapshot): boolean => {
    const before = keys.size;
    return keys.add(snapshotKey(snapshot)).size > before;
  };
  const pages = followMarkers('DescribeClusterSnapshots', options.fetchPage);
  const first: Snapshot[] = [];
  for (let n = 0; n < options.firstPages; n++) {
    const { value: page } = await pages.next();
    if (page === undefined) {
      return;
    }
    yield others(page);
    first.push(...page.items);
    if (!page.more) {
      return;
    }
  }
  try {
    const walk = walkFrom(first, options);
    const timeless = timelessAtTheEnd(options);
    // Awaited after the ranges, and nobody may wait for it by then.
    timeless.catch(() => {});
    for await (const { items } of walk.pages()) {
      yield others({ items, more: true });
    }
    yield others({ items: await timeless, more: false });
  } catch (error) {
    if (!(error instanceof RangesNotUnderstood)) {
      throw error;
    }
    for await (const page of pages) {
      yield others(page);
    }
  }
}

/** Snapshots without a time that a list has at its very end. */
async function timelessAtTheEnd({ fetchOldest }: SnapshotListingOptions): Promise<readonly Snapshot[]> {
  const found: Snapshot[] = [];
  for await (const { items } of followMarkers('DescribeClusterSnapshots', fetchOldest)) {
    const timeless = items.filter(({ createTime }) => createTime === undefined);
    found.push(...timeless);
    if (timeless.length < items.length) {
      break;
    }
  }
  return found;
}

/** All of time, in parts that the first pages tell. */
function walkFrom(
  first: readonly Snapshot[],
  { firstPages, fetchRange, hasRoom, signal }: SnapshotListingOptions,
): RangeWalk {
  const times = newestFirst(first);
  const ordered = times !== undefined;
  const parts = ordered ? cut({}, { pages: firstPages, times, most: WIDTH - 1 }) : cutEvenly({}, first, WIDTH);
  if (parts.length === 0) {
    throw new RangesNotUnderstood();
  }
  return new RangeWalk({ parts, fetch: fetchRange, signal, ordered, hasRoom });
}
