import type { Page } from '../../core/model/gateway';
import { ProblemError } from '../../core/model/problem';

/** What one request of a listing brought. */
export interface Fetched<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent or empty on the last one. */
  readonly marker?: string | undefined;
}

/** Pages of one listing at most: a million snapshots, far more than an account can have. */
export const MOST_PAGES = 10_000;

/**
 * Follows Marker from page to page. An endpoint that returns the same marker twice, or new ones without end, would be
 * asked for ever: that ends with a ProblemError of kind `pagingNeverEnds`, after the pages that did come.
 */
export async function* followMarkers<Item>(
  operation: string,
  fetchPage: (marker: string | undefined) => Promise<Fetched<Item>>,
): AsyncGenerator<Page<Item>, void> {
  const seen = new Set<string>();
  let marker: string | undefined;
  do {
    const page = await fetchPage(marker);
    marker = page.marker || undefined;
    yield { items: page.items, more: marker !== undefined };
    if (marker !== undefined && seen.has(marker)) {
      throw repeatedMarker(operation);
    }
    seen.add(marker ?? '');
    if (marker !== undefined && seen.size >= MOST_PAGES) {
      throw tooManyPages(operation);
    }
  } while (marker !== undefined);
}

export function repeatedMarker(operation: string): ProblemError {
  const message = 'The service sent the same paging marker twice.';
  return new ProblemError({ kind: 'pagingNeverEnds', operation, code: 'RepeatedMarker', message });
}

export function tooManyPages(operation: string): ProblemError {
  const message = `The list did not end after ${MOST_PAGES} pages.`;
  return new ProblemError({ kind: 'pagingNeverEnds', operation, code: 'TooManyPages', message });
}
