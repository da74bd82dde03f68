import type { Snapshot } from '../../core/model/snapshot';

/** Creation times in ms since the epoch, both ends included; an end that is absent is open. */
export interface TimeRange {
  readonly start?: number;
  readonly end?: number;
}

/** The newest and the oldest of a page: how close together snapshots are. */
export interface PageTimes {
  readonly newest: number;
  readonly oldest: number;
}

const SECOND = 1_000;
/** The longest that automated snapshots are kept (redshift.md 1.1), and a day. */
const RETENTION = 36 * 86_400 * SECOND;
/** By which parts overlap, for services that cut off fractions of seconds or leave out the ends. */
const OVERLAP = 2 * SECOND;
/** A page from so short a time cannot be got around by time. */
const CLOSE_TOGETHER = 10 * SECOND;
const PARTS_INTO_THE_UNKNOWN = 6;

/** Undefined unless the page is sorted, newest first. Snapshots without a time are in no range, and may stand anywhere. */
export function newestFirst(page: readonly Snapshot[]): PageTimes | undefined {
  const times = timesOn(page);
  const isSorted = times.every((time, i) => time <= (times[i - 1] ?? time));
  const [newest, oldest] = [times[0], times.at(-1)];
  return isSorted && newest !== undefined && oldest !== undefined ? { newest, oldest } : undefined;
}

/** For pages in another order: as if there were a page for each of so many parts. Undefined if there is no time on it. */
export function spreadEvenly(
  page: readonly Snapshot[],
  { start, end }: TimeRange,
  parts: number,
): PageTimes | undefined {
  const newest = end ?? Math.max(...timesOn(page));
  const length = start === undefined ? RETENTION : newest - start;
  return Number.isFinite(newest) ? { newest, oldest: newest - length / parts } : undefined;
}

function timesOn(page: readonly Snapshot[]): readonly number[] {
  return page.flatMap(({ createTime }) => createTime ?? []);
}

/** What of a range is on pages that end so long ago, if those come newest first. */
export function shownOf(range: TimeRange, { oldest }: PageTimes): TimeRange {
  // The rest reaches up to OVERLAP: between the two, none gets lost and few come twice.
  return { ...range, start: oldest + SECOND };
}

/** Whether a snapshot is not of a range that was asked for. The second is for services that count in whole ones. */
export function isOutside({ createTime }: Snapshot, { start, end }: TimeRange): boolean {
  return (
    createTime !== undefined &&
    ((start !== undefined && createTime < start - SECOND) || (end !== undefined && createTime > end + SECOND))
  );
}

/**
 * Cuts a range, or what is left of it after a page, into at most so many parts, newest first: as alike in size as can be
 * told from how close together the snapshots of that page are. Together the parts cover all of it. Returns one part, or
 * none, where cutting does not pay.
 */
export function split(range: TimeRange, page: PageTimes, most: number): readonly TimeRange[] {
  const pageSpan = page.newest - page.oldest;
  if (pageSpan < CLOSE_TOGETHER) {
    return [];
  }
  const end = range.end ?? page.newest;
  const lengths =
    range.start === undefined ? openLengths(page, end, most) : equalLengths(end - range.start, pageSpan, most);
  const borders: number[] = [];
  let border = end;
  for (const length of lengths) {
    border = wholeSecond(border - length);
    borders.push(border);
  }
  return [range.end, ...borders].map((to, i) => {
    const from = borders[i] ?? range.start;
    return { ...(from !== undefined && { start: from }), ...(to !== undefined && { end: to + OVERLAP }) };
  });
}

/** Lengths of all parts but the last one, which takes what is left. */
function equalLengths(length: number, pageSpan: number, most: number): readonly number[] {
  const parts = Math.min(most, Math.ceil(length / pageSpan));
  return Array.from({ length: parts - 1 }, () => length / parts);
}

/** Where nobody knows how far back it goes: all of the time that automated ones are kept, or else twice as much each time. */
function openLengths({ newest, oldest }: PageTimes, end: number, most: number): readonly number[] {
  const pageSpan = newest - oldest;
  const likely = end - (newest - RETENTION);
  if (likely >= most * pageSpan) {
    return equalLengths(likely, pageSpan, most);
  }
  return Array.from(
    { length: Math.min(most, PARTS_INTO_THE_UNKNOWN) - 1 },
    (_, i) => pageSpan * 2 ** Math.max(0, i - 1),
  );
}

function wholeSecond(time: number): number {
  return Math.floor(time / SECOND) * SECOND;
}
