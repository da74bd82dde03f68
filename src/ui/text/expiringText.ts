import { l10n, type MarkdownString } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import type { ExpiringCounts } from '../../core/tree/nodes';
import { factSheet } from './factSheet';
import { count, relativeTime, utcMinute, utcTime } from './format';

/** `3 within 24 h · 9 within 7 d`; with how much of it is known where that is not all. */
export function expiringText(counts: ExpiringCounts, now: number): string {
  const { known, readAt } = counts;
  switch (known) {
    case 'all':
      return countsText(counts) ?? nothing();
    case 'earlier':
      return withNote(countsText(counts) ?? nothing(), l10n.t('as of {0}', utcMinute(readAt ?? now, now)));
    case 'loading':
      return withNote(atLeast(counts), l10n.t('loading...'));
    case 'some':
      return withNote(atLeast(counts), l10n.t('not all is known'));
    case 'none':
      return l10n.t('not known');
  }
}

export function expiringTooltip({ known, readAt, ...counts }: ExpiringCounts, now: number): MarkdownString {
  return factSheet(l10n.t('Expiring'), [
    [l10n.t('Within 24 hours'), known === 'none' ? undefined : count(counts.withinDay)],
    [l10n.t('Within 7 days'), known === 'none' ? undefined : count(counts.withinWeek)],
    [
      l10n.t('Last read'),
      readAt === undefined ? undefined : `${utcTime(readAt)} (${relativeTime(readAt, now, 'long')})`,
    ],
    [l10n.t('Complete'), completeText(known)],
    [
      l10n.t('Not counted'),
      l10n.t(
        'the newest automated snapshot of each cluster, snapshots that a manual snapshot with the same data keeps, and copies from other Regions, whose end is not known here',
      ),
    ],
  ]);
}

/** Within how many days something ends. */
export function withinText(days: number): string {
  return days === 1 ? l10n.t('Within 24 hours') : l10n.t('Within {0} days', count(days));
}

/** `3 snapshots of alpha, beta`: what ends then. */
export function endingText(snapshots: readonly Snapshot[]): string {
  const clusters = [...new Set(snapshots.map(({ clusterIdentifier }) => clusterIdentifier))];
  const named =
    clusters.length > 3 ? [...clusters.slice(0, 3), l10n.t('and {0} more', count(clusters.length - 3))] : clusters;
  switch (snapshots.length) {
    case 0:
      return l10n.t('nothing ends');
    case 1:
      return l10n.t('1 snapshot of {0}', named.join(', '));
    default:
      return l10n.t('{0} snapshots of {1}', count(snapshots.length), named.join(', '));
  }
}

/** The number on the view's icon, in words; undefined where there is none. */
export function expiringBadge(
  counts: ExpiringCounts,
): { readonly value: number; readonly tooltip: string } | undefined {
  const { withinDay: value, known } = counts;
  if (value === 0) {
    return undefined;
  }
  const number = count(value);
  const isCertain = known === 'all';
  const tooltip =
    value === 1 ? l10n.t('1 snapshot expires within 24 hours') : l10n.t('{0} snapshots expire within 24 hours', number);
  return { value, tooltip: isCertain ? tooltip : `${tooltip} (${l10n.t('not all is known')})` };
}

function completeText(known: ExpiringCounts['known']): string | undefined {
  switch (known) {
    case 'all':
      return undefined;
    case 'earlier':
      return l10n.t('no: reading it again failed');
    case 'loading':
      return l10n.t('no: it is being read');
    case 'some':
    case 'none':
      return l10n.t('no: clusters or snapshots could not be listed');
  }
}

function countsText({ withinDay, withinWeek }: ExpiringCounts): string | undefined {
  const week = l10n.t('{0} within 7 d', count(withinWeek));
  return withinWeek === 0
    ? undefined
    : withinDay === 0
      ? week
      : `${l10n.t('{0} within 24 h', count(withinDay))} · ${week}`;
}

function nothing(): string {
  return l10n.t('nothing ends within 7 d');
}

function atLeast(counts: ExpiringCounts): string | undefined {
  const text = countsText(counts);
  return text && l10n.t('at least {0}', text);
}

function withNote(text: string | undefined, note: string): string {
  return text === undefined ? note : `${text} · ${note}`;
}
