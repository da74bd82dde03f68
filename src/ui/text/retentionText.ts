import { l10n } from 'vscode';
import {
  keepUntilDeleted,
  type Lifetime,
  lifetimeOf,
  otherRetention,
  type RetentionFault,
  type RetentionSource,
  type RetentionSpan,
  retentionStart,
} from '../../core/model/retention';
import type { ChoiceFault, DateFault, RetentionChoice } from '../../core/model/retentionChoice';
import type { Snapshot } from '../../core/model/snapshot';
import { operations } from '../../core/operations/all';
import { retention, utcDay, utcTime } from './format';
import { type Call, daysOf, namesOf } from './operationWords';

/** `at least until Sun, Nov 29, 2026, 21:10 UTC`: how long a copy with this retention period is kept. */
export function lifetimeText(lifetime: Lifetime): string {
  switch (lifetime.kind) {
    case 'untilDeleted':
      return l10n.t('billed until someone deletes it');
    case 'until':
      return l10n.t('at least until {0}', utcTime(lifetime.end));
    case 'over':
      return l10n.t('would have expired on {0}', utcTime(lifetime.end));
    case 'unknown':
      return l10n.t("counted from its retention start, which isn't known");
  }
}

/** `sends 37 days: Redshift counts from Nov 23`. */
export function sendsText(days: number, source: RetentionSource): string {
  const start = retentionStart(source);
  if (days === keepUntilDeleted) {
    return l10n.t('sends -1, the default');
  }
  return start === undefined
    ? l10n.t('sends {0}', retention(days))
    : l10n.t('sends {0}: Redshift counts from {1}', retention(days), utcDay(start));
}

/** What a period that is not longer than the age of a copy's source, or of a snapshot that is to be changed, comes to. */
export function overText({ days, start, end }: RetentionSpan, isCopy: boolean): string {
  if (!isCopy) {
    return l10n.t('With this retention period, it would have expired on {0}. To remove it, delete it.', utcTime(end));
  }
  return l10n.t(
    'Redshift counts {0} from {1}, so the copy would have expired on {2}. Redshift refuses such a copy or deletes it at once.',
    ...[retention(days), utcTime(start), utcTime(end)],
  );
}

/** `Kept: at least until Sun, Nov 29, 2026, 21:10 UTC (sends 37 days: Redshift counts from Nov 23)`. */
export function keptText(call: Call, now: number): string {
  const { before: source = {} } = call;
  const retentionDays = daysOf(call) ?? keepUntilDeleted;
  const lifetime = lifetimeOf(retentionDays, source, now);
  switch (lifetime.kind) {
    case 'untilDeleted':
      return l10n.t('Kept: until deleted, {0}', lifetimeText(lifetime));
    case 'until':
      return l10n.t('Kept: {0} ({1})', lifetimeText(lifetime), sendsText(retentionDays, source));
    case 'over':
      return l10n.t('Not kept: {0}', overText(lifetime, isCopy(call)));
    case 'unknown':
      return l10n.t('Kept: {0}, {1}', retention(retentionDays), lifetimeText(lifetime));
  }
}

/** `37 days, at least until Sun, Nov 29, 2026, 21:10 UTC`: one of many copies. */
export function daysText(days: number, source: RetentionSource, now: number): string {
  return l10n.t('{0}, {1}', retention(days), lifetimeText(lifetimeOf(days, source, now)));
}

/** Says where Redshift counts the days of a copy from another moment than was promised. */
export function otherRetentionText(call: Call, copy: Snapshot | undefined): string | undefined {
  const other = otherRetention(daysOf(call) ?? keepUntilDeleted, call.before, copy);
  return (
    other &&
    l10n.t(
      'Redshift counts the retention period of {0} from {1}, so it is kept until {2}, not until {3}.',
      ...[namesOf(call).name, utcTime(other.start), utcTime(other.end), utcTime(other.promised)],
    )
  );
}

/** A warning for who asked without prompts: the period is over, or Redshift counts it otherwise. */
export function retentionWarning(call: Call, made: Snapshot | undefined, now: number): string | undefined {
  const lifetime = lifetimeOf(daysOf(call) ?? keepUntilDeleted, call.before, now);
  return otherRetentionText(call, made) ?? (lifetime.kind === 'over' ? overText(lifetime, isCopy(call)) : undefined);
}

function isCopy({ operation }: Call): boolean {
  return operations[operation].source !== undefined;
}

export function choiceText(choice: RetentionChoice): string {
  switch (choice.kind) {
    case 'untilDeleted':
      return retention(keepUntilDeleted);
    case 'more':
      return choice.days === 1 ? l10n.t('1 more day') : l10n.t('{0} more days', choice.days);
    case 'date':
      return l10n.t('Until {0}', choice.date);
    case 'days':
      return l10n.t('{0}, as Redshift counts them', retention(choice.days));
  }
}

export function choiceFaultText(fault: ChoiceFault): string {
  switch (fault.kind) {
    case 'tooLong':
      return l10n.t(
        'Redshift keeps it for at most 3653 days from {0}: until {1}.',
        ...[utcDay(fault.start), utcTime(fault.latest)],
      );
    case 'pastDate':
      return l10n.t('{0} is in the past.', fault.date);
    case 'startUnknown':
      return l10n.t("The retention start isn't known, so this can't be computed.");
  }
}

export function typedFaultText(fault: RetentionFault | DateFault): string {
  return fault === 'noSuchDate'
    ? l10n.t('Type a date as year-month-day, for example 2026-12-31.')
    : retentionFaultText(fault);
}

export function retentionFaultText(fault: RetentionFault): string {
  switch (fault) {
    case 'blank':
      return l10n.t('Type a number of days from 1 to 3653, or -1 to keep it until it is deleted.');
    case 'notWholeDigits':
      return l10n.t('Type a whole number of days, for example 30.');
    case 'outOfRange':
      return l10n.t('Redshift keeps a manual snapshot for 1 to 3653 days, or until it is deleted (-1).');
  }
}
