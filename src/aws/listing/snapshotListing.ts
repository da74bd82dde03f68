import type { Page } from '../../core/gateway';
import { type Snapshot, snapshotKey } from '../../core/snapshot';
import { type Fetched, followMarkers } from '../paging';
import { WIDTH } from './lanes';
import { cut, cutEvenly, type RangeRequest, RangesNotUnderstood, RangeWalk } from './rangeWalk';
import { newestFirst } from './timeRange';

export interface SnapshotListingOptions {
  /** One page of the whole query. */
  readonly fetchPage: (marker: string | undefined) => Promise<Fetched<Snapshot>>;
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
 * side by side. Where an endpoint does not understand those, one page after the other to the end.
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
    for await (const page of walkFrom(first, options).pages()) {
      yield others(page);
    }
  } catch (error) {
    if (!(error instanceof RangesNotUnderstood)) {
      throw error;
    }
    for await (const page of pages) {
      yield others(page);
    }
  }
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
