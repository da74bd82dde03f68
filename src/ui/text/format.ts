import { env, l10n } from 'vscode';
import type { Expiry } from '../../core/model/expiry';
import { remembered } from '../../core/model/remembered';
import { type TimeSpan, timeLeft, timeSpan } from '../../core/model/timeSpan';

/** The last ms that a date can be made of: the service may say a number of days that ends after it. */
const latest = 8.64e15;

/** `3h ago`, `in 21h`; `long`: `3 hours ago`, `in 21 hours`. From two years on in years, else never larger than days. */
export function relativeTime(time: number, now: number, style: 'narrow' | 'long' = 'narrow'): string {
  const { unit, amount } = timeSpan(time - now);
  return relativeText(unit, Math.abs(amount), time < now, style);
}

/** `3 hours`, in a row `3h`: the distance between two instants. */
export function duration(milliseconds: number, unitDisplay: 'narrow' | 'long' = 'long'): string {
  const { unit, amount } = timeSpan(Math.abs(milliseconds));
  return amountOf(amount, unit, unitDisplay, 3);
}

/** `30 days`, in a row `30d`: how long something still lasts. */
export function left(milliseconds: number, unitDisplay: 'narrow' | 'long' = 'long', period?: number): string {
  const { unit, amount } = timeLeft(milliseconds, period);
  return amountOf(amount, unit, unitDisplay, 3);
}

/** `Nov 23`, UTC; with the year where it is not this one. */
export function utcDay(time: number, now = Date.now()): string {
  return dateFormat(dayOf(time, now)).format(time);
}

/** `Nov 23, 14:03`, UTC; with the year where it is not this one. */
export function utcMinute(time: number, now = Date.now()): string {
  return dateFormat({ ...dayOf(time, now), ...minuteOfDay }).format(time);
}

const minuteOfDay = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
const dayWithYear = { ...day, year: 'numeric' } as const;

function dayOf(time: number, now: number): Intl.DateTimeFormatOptions {
  return new Date(time).getUTCFullYear() === new Date(now).getUTCFullYear() ? day : dayWithYear;
}

/** `Sun, Nov 29, 2026, 21:10 UTC`. */
export function utcTime(time: number): string {
  return formatTime(time, { timeZone: 'UTC' });
}

/** The same in the time zone of the person who reads it. */
export function localTime(time: number): string {
  return formatTime(time, {});
}

/** `12.4 GB`; `long`: `12.4 gigabytes`. One decimal below 100. */
export function size(megabytes: number, unitDisplay: 'short' | 'long' = 'short'): string {
  const units = ['megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
  const power = Math.min(Math.max(Math.floor(Math.log2(Math.max(megabytes, 1)) / 10), 0), units.length - 1);
  const amount = megabytes / 1024 ** power;
  const digits = amount < 100 ? 1 : 0;
  return amountOf(Number(amount.toFixed(digits)), units[power] ?? 'megabyte', unitDisplay, digits);
}

export function count(number: number): string {
  return numberFormat({}).format(number);
}

/** `30 days`, `Until deleted`; 3653 without a comma, as it has to be typed. */
export function retention(days: number): string {
  return days === -1
    ? l10n.t('Until deleted')
    : days === 1
      ? l10n.t('1 day')
      : l10n.t('{0} days', numberFormat({ useGrouping: false }).format(days));
}

/** `~21 hours left`, `spoken`: `21 hours left, estimated`; `kept while newest`; undefined where nothing is known. */
export function expiry(value: Expiry, now: number, style: 'shown' | 'spoken' = 'shown'): string | undefined {
  switch (value.kind) {
    case 'at':
      if (value.time <= now) {
        return l10n.t('expires any moment');
      }
      return leftText(left(value.time - now, 'long', value.time - value.start), value.estimated, style);
    case 'whileNewest':
      return l10n.t('kept while newest');
    case 'never':
      return l10n.t('kept until deleted');
    case 'unknown':
      return value.why === 'switchedOff' ? l10n.t('may be deleted any moment') : undefined;
  }
}

/** `in 30 days`, of something that ends then. */
export function timeUntil({ start, time }: Extract<Expiry, { kind: 'at' }>, now: number): string {
  const { unit, amount } = timeLeft(time - now, time - start);
  return relativeText(unit, amount, false, 'long');
}

function formatTime(time: number, zone: Intl.DateTimeFormatOptions): string {
  return dateFormat({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...minuteOfDay,
    timeZoneName: 'short',
    ...zone,
  }).format(Math.min(Math.max(time, -latest), latest));
}

const leftText = remembered((left: string, estimated: boolean, style: 'shown' | 'spoken') => {
  if (!estimated) {
    return l10n.t('{0} left', left);
  }
  return style === 'shown' ? l10n.t('~{0} left', left) : l10n.t('{0} left, estimated', left);
});

// Using a formatter costs ten times what remembering its text does, and a cluster can have thousands of rows.
const relativeText = remembered((unit: TimeSpan['unit'], amount: number, ago: boolean, style: 'narrow' | 'long') =>
  // `now` in the place of `0s ago`.
  relativeFormat({ style, numeric: amount === 0 ? 'auto' : 'always' }).format(ago ? -amount : amount, unit),
);
const amountOf = remembered(
  (amount: number, unit: string, unitDisplay: 'narrow' | 'short' | 'long', maximumFractionDigits: number) =>
    numberFormat({ style: 'unit', unit, unitDisplay, maximumFractionDigits }).format(amount),
);

// Making one costs a hundred times what using it does.
const numberFormat = kept((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale(), options));
const dateFormat = kept((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), options));
const relativeFormat = kept(
  (options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale(), options),
);

/** The language of the sentences that stand around: English while no translation is loaded. */
export function languageOfTexts(bundle: typeof l10n.bundle, displayLanguage: () => string): string {
  return bundle === undefined ? 'en' : displayLanguage();
}

function locale(): string {
  return languageOfTexts(l10n.bundle, () => env.language);
}

function kept<Options, Format>(make: (options: Options) => Format): (options: Options) => Format {
  const formats = new Map<string, Format>();
  return options => {
    const key = JSON.stringify(options);
    const format = formats.get(key) ?? make(options);
    formats.set(key, format);
    return format;
  };
}
