/** The middle of several values, and how far they lie apart. */
export interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly runs: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { value: median(values), low: Math.min(...values), high: Math.max(...values), runs: values.length };
}

/** How many times the second of each pair is the first. Pairs that ran side by side share the machine's mood. */
export function ratioOf(ours: readonly number[], others: readonly number[]): Spread {
  if (ours.length !== others.length) {
    throw new Error(`${ours.length} runs cannot be paired with ${others.length}.`);
  }
  return spreadOf(ours.map((own, run) => (others[run] ?? Number.NaN) / own));
}

/** Seconds as people read them: `1.2 ms`, `439 ms`, `9.6 s`. */
export function time(milliseconds: number): string {
  if (milliseconds >= 1000) {
    return `${rounded(milliseconds / 1000)} s`;
  }
  return `${rounded(milliseconds)} ms`;
}

/** Three digits are enough. */
export function rounded(value: number): string {
  const size = Math.abs(value);
  return value
    .toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
