import { accepted, type Checked, rejected } from './checked';
import type { Snapshot } from './snapshot';

/** Days; the copy is kept until somebody deletes it. The service's default. */
export const keepUntilDeleted = -1;
/** Days: ten years with their leap days (CopyClusterSnapshot, ManualSnapshotRetentionPeriod). */
export const maxRetentionDays = 3653;

export const millisecondsPerDay = 86_400_000;

export type RetentionFault = 'blank' | 'notWholeDigits' | 'outOfRange';

/** Days from what a person typed: -1 or 1 to 3653, whole digits only (not `07`, `1.5`, `1e3` or `3,653`). */
export function parseRetentionDays(text: string): Checked<number, RetentionFault> {
  const digits = text.trim();
  if (digits === '') {
    return rejected('blank');
  }
  return /^(?:-?[1-9]\d*|0)$/.test(digits) ? checkRetentionDays(Number(digits)) : rejected('notWholeDigits');
}

/** Rule: ManualSnapshotRetentionPeriod of CopyClusterSnapshot, "-1 or an integer between 1 and 3,653". */
export function checkRetentionDays(days: unknown): Checked<number, RetentionFault> {
  // More digits than a number has are infinite.
  const isWhole = Number.isInteger(days) || days === Number.POSITIVE_INFINITY || days === Number.NEGATIVE_INFINITY;
  if (typeof days !== 'number' || !isWhole) {
    return rejected('notWholeDigits');
  }
  const inRange = days === keepUntilDeleted || (days >= 1 && days <= maxRetentionDays);
  return inRange ? accepted(days) : rejected('outOfRange');
}

/** When a retention period that starts at `start` ends, in ms since the epoch; undefined: not before it is deleted. */
export function retentionEnd(days: number, start: number): number | undefined {
  return days === keepUntilDeleted ? undefined : start + days * millisecondsPerDay;
}

/** What of a source tells when the retention of its copies starts. */
export type RetentionSource = Pick<Snapshot, 'retentionStartTime' | 'createTime'>;

/**
 * From when Redshift very probably counts the retention period of a copy: not from the copying, but from its source's
 * SnapshotRetentionStartTime, as in AWS's sample answer of CopyClusterSnapshot. That is never before SnapshotCreateTime.
 */
export function retentionStart({ retentionStartTime, createTime }: RetentionSource): number | undefined {
  return retentionStartTime ?? createTime;
}

/**
 * What a retention period means for a copy. Times are ms since the epoch.
 *
 * - `until`: it lasts at least until `end`.
 * - `over`: `end` is past already. Redshift refuses the copy, or deletes it at once.
 * - `unknown`: it is not known from when the days are counted.
 */
export type Lifetime =
  | { readonly kind: 'untilDeleted' }
  | ({ readonly kind: 'until' | 'over' } & RetentionSpan)
  | { readonly kind: 'unknown'; readonly days: number };

export interface RetentionSpan {
  readonly days: number;
  readonly start: number;
  readonly end: number;
}

export function lifetimeOf(days: number, source: RetentionSource | undefined, now: number): Lifetime {
  const start = source && retentionStart(source);
  const end = retentionEnd(days, start ?? 0);
  if (end === undefined) {
    return { kind: 'untilDeleted' };
  }
  return start === undefined ? { kind: 'unknown', days } : { kind: end > now ? 'until' : 'over', days, start, end };
}

/** A copy whose retention Redshift counts from another moment than was promised. Times are ms since the epoch. */
export interface OtherRetention {
  readonly promised: number;
  readonly start: number;
  readonly end: number;
}

/** Undefined where the answer is as promised, or does not say. */
export function otherRetention(
  days: number,
  source: RetentionSource | undefined,
  copy: Pick<Snapshot, 'retentionStartTime'> | undefined,
): OtherRetention | undefined {
  const expected = source && retentionStart(source);
  const start = copy?.retentionStartTime;
  if (expected === undefined || start === undefined || start === expected) {
    return undefined;
  }
  // The create time stands in for a later moment that is not known.
  if (source?.retentionStartTime === undefined && start > expected) {
    return undefined;
  }
  const [promised, end] = [retentionEnd(days, expected), retentionEnd(days, start)];
  return promised === undefined || end === undefined ? undefined : { promised, start, end };
}
