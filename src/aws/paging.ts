import type { Page } from '../core/gateway';
import { ProblemError } from '../core/problem';

/** What one request of a listing brought. */
export interface Fetched<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent or empty on the last one. */
  readonly marker?: string | undefined;
}

/**
 * Follows Marker from page to page. An endpoint that hands out the same marker twice would be asked for ever: that ends
 * with a ProblemError of kind `pagingNeverEnds`, after the pages that did come.
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
      throw new ProblemError({
        kind: 'pagingNeverEnds',
        operation,
        code: 'RepeatedMarker',
        message: 'The service sent the same paging marker twice.',
      });
    }
    seen.add(marker ?? '');
  } while (marker !== undefined);
}
