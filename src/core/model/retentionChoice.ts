import { accepted, type Checked, rejected } from './checked';
import {
  keepUntilDeleted,
  maxRetentionDays,
  millisecondsPerDay,
  parseRetentionDays,
  type RetentionFault,
  type RetentionSource,
  retentionStart,
} from './retention';

/** How long a copy is to be kept, as a person says it. */
export type RetentionChoice =
  | { readonly kind: 'untilDeleted' }
  /** So many whole days from now, at least. */
  | { readonly kind: 'more'; readonly days: number }
  /** To the end of a day, UTC, at least: `2026-12-31`. */
  | { readonly kind: 'date'; readonly date: string }
  /** So many days as Redshift counts them. */
  | { readonly kind: 'days'; readonly days: number };

export const untilDeleted: RetentionChoice = { kind: 'untilDeleted' };

/** What the prompt offers: until deleted, a week, a month, a quarter and a year. */
export const retentionChoices: readonly RetentionChoice[] = [
  untilDeleted,
  ...[7, 30, 90, 365].map(days => ({ kind: 'more', days }) as const),
];

/** A number of days that was given, as a choice. */
export function choiceOf(days: number): RetentionChoice {
  return days === keepUntilDeleted ? untilDeleted : { kind: 'days', days };
}

/** Why a choice cannot be had for a source. */
export type ChoiceFault =
  /** It would need more than 3653 days: at most `latest` (ms since the epoch) can be had. */
  | { readonly kind: 'tooLong'; readonly start: number; readonly latest: number }
  | { readonly kind: 'pastDate'; readonly date: string }
  /** From when Redshift counts is not known. */
  | { readonly kind: 'startUnknown' };

/** The retention period to send for a copy of this source. */
export function daysToSend(
  choice: RetentionChoice,
  source: RetentionSource,
  now: number,
): Checked<number, ChoiceFault> {
  if (choice.kind === 'untilDeleted') {
    return accepted(keepUntilDeleted);
  }
  if (choice.kind === 'days') {
    return accepted(choice.days);
  }
  const end = choice.kind === 'more' ? now + choice.days * millisecondsPerDay : endOfDay(choice.date);
  if (choice.kind === 'date' && end <= now) {
    return rejected({ kind: 'pastDate', date: choice.date });
  }
  const start = retentionStart(source);
  if (start === undefined) {
    return rejected({ kind: 'startUnknown' });
  }
  const days = Math.max(1, Math.ceil((end - start) / millisecondsPerDay));
  const latest = start + maxRetentionDays * millisecondsPerDay;
  return days > maxRetentionDays ? rejected({ kind: 'tooLong', start, latest }) : accepted(days);
}

/** The same for several sources, each of its own age; or the first that it cannot be had for. */
export function daysForEach(
  choice: RetentionChoice,
  sources: readonly RetentionSource[],
  now: number,
): Checked<readonly number[], ChoiceFault> {
  const days: number[] = [];
  for (const source of sources) {
    const checked = daysToSend(choice, source, now);
    if (!checked.ok) {
      return checked;
    }
    days.push(checked.value);
  }
  return accepted(days);
}

export type DateFault = 'noSuchDate';

/**
 * What is meant by a text that begins as a number: a date, or days, first from now and then as Redshift counts them.
 * Undefined for anything else.
 */
export function parseChoices(
  text: string,
): Checked<readonly RetentionChoice[], RetentionFault | DateFault> | undefined {
  const typed = text.trim();
  if (/^\d{4}-/.test(typed)) {
    return isDate(typed) ? accepted([{ kind: 'date', date: typed }]) : rejected('noSuchDate');
  }
  // `30 m` filters the choices for `30 more days`.
  // Digits of other scripts are refused, not looked for among the choices.
  if (!/^[-+.]?\p{Nd}/u.test(typed) || /^\d+ ?[dm]/i.test(typed)) {
    return undefined;
  }
  const parsed = parseRetentionDays(typed);
  if (!parsed.ok) {
    return parsed;
  }
  const days = parsed.value;
  return accepted(
    days === keepUntilDeleted
      ? [untilDeleted]
      : [
          { kind: 'more', days },
          { kind: 'days', days },
        ],
  );
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** ms since the epoch. */
function endOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) + millisecondsPerDay;
}
