import type { Texts } from '../model/models';

/** Distinct texts remembered at most; far more than an account has clusters. */
const MOST = 20_000;

/**
 * Copies of texts for values that are kept. What is cut out of a page is, from 13 characters on, a view of that page and
 * would keep all of it: 3 KB for each snapshot instead of 0.3.
 */
export class KeptTexts implements Texts {
  readonly #known = new Map<string, string>();

  /** For a text that is likely to come again, such as a status: the same string each time. */
  readonly shared = (text: string): string => {
    const known = this.#known.get(text);
    if (known !== undefined) {
      return known;
    }
    const copy = copyOf(text);
    if (this.#known.size < MOST) {
      this.#known.set(copy, copy);
    }
    return copy;
  };

  /** For a text of its own, such as an ARN. */
  readonly own = copyOf;
}

function copyOf(text: string): string {
  const copy = Buffer.from(text).toString();
  // A lone surrogate does not survive UTF-8.
  return copy === text ? copy : text;
}
