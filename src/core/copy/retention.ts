import { accepted, type Checked, rejected } from '../checked';

/** Days; the copy is kept until somebody deletes it. The service's default. */
export const keepUntilDeleted = -1;
/** Days: ten years with their leap days (CopyClusterSnapshot, ManualSnapshotRetentionPeriod). */
export const maxRetentionDays = 3653;
/** What the prompt offers, in days. */
export const retentionChoices: readonly number[] = [keepUntilDeleted, 7, 30, 90, 365, maxRetentionDays];

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
  if (typeof days !== 'number' || !Number.isInteger(days)) {
    return rejected('notWholeDigits');
  }
  const inRange = days === keepUntilDeleted || (days >= 1 && days <= maxRetentionDays);
  return inRange ? accepted(days) : rejected('outOfRange');
}

/** When a copy that starts its retention at `start` expires, in ms since the epoch; undefined: not before it is deleted. */
export function retentionEnd(days: number, start: number): number | undefined {
  return days === keepUntilDeleted ? undefined : start + days * millisecondsPerDay;
}
