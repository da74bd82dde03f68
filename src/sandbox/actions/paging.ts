import { invalidValue } from '../protocol/serviceError';
import { firstIndex } from '../state/snapshotIndex';

/** Where an item stands in a list: compared element by element. */
export type Position = readonly (string | number)[];

/** A list in order, and how to find an item's place in it. */
export interface Ordered<T> {
  readonly items: readonly T[];
  readonly positionOf: (item: T) => Position;
  readonly compare: (a: Position, b: Position) => number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly marker?: string;
}

interface PageRequest {
  readonly MaxRecords?: number | undefined;
  readonly Marker?: string | undefined;
}

/**
 * Cuts a page out of a list. The marker holds the last item's place, so that paging stays complete when items come and go
 * meanwhile. Throws InvalidParameterValue for a size that is not 20 to 100, and for a marker that is none of ours.
 */
export function pageOf<T>(list: Ordered<T>, request: PageRequest): Page<T> {
  const size = request.MaxRecords ?? 100;
  if (size < 20 || size > 100) {
    throw invalidValue(`Invalid value ${size} for MaxRecords. Must be between 20 and 100`);
  }
  const start = request.Marker ? startAfter(list, decodeMarker(request.Marker)) : 0;
  const items = list.items.slice(start, start + size);
  const last = items.at(-1);
  const more = start + size < list.items.length;
  return more && last !== undefined ? { items, marker: encodeMarker(list.positionOf(last)) } : { items };
}

function startAfter<T>(list: Ordered<T>, position: Position): number {
  return firstIndex(list.items, item => list.compare(list.positionOf(item), position) > 0);
}

function encodeMarker(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decodeMarker(marker: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(marker, 'base64url').toString());
    if (Array.isArray(position) && position.every(part => typeof part === 'string' || typeof part === 'number')) {
      return position;
    }
  } catch {
    // Falls through to the same refusal: a marker is ours or it is nobody's.
  }
  throw invalidValue('The parameter Marker is not valid.');
}
