import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Snapshot } from '../../core/model/snapshot';
import { laterDays } from '../../core/operations/deleteClusterSnapshot';
import type { LaterCall, Operation } from '../../core/operations/operation';
import { type Answer, type PromptOptions, pick } from '../input/prompt';
import { count, utcTime } from '../text/format';

interface WhenItem extends QuickPickItem {
  readonly isLater: boolean;
}

/** What leads to the same end later, row by row; none for rows that come to that end before by themselves. */
export function laterCalls(
  { later }: Operation,
  rows: readonly Snapshot[],
  now: number,
): readonly { readonly row: Snapshot; readonly call: LaterCall }[] {
  return rows.flatMap(row => {
    const call = later?.(row, now);
    return call === undefined ? [] : [{ row, call }];
  });
}

/** Asks whether it is to be done at once, or later and so that it can be taken back until then. */
export async function askWhen(
  options: PromptOptions,
  operation: Operation,
  { rows, now }: { readonly rows: readonly Snapshot[]; readonly now: number },
): Promise<Answer<boolean>> {
  const calls = laterCalls(operation, rows, now);
  const ends = calls.map(({ call }) => call.end);
  const items: readonly WhenItem[] = [
    ...(calls.length === 0
      ? []
      : [
          {
            label: l10n.t('In {0} days', laterDays),
            description: l10n.t('not before {0}', utcTime(Math.min(...ends))),
            detail: laterText(rows.length, calls.length),
            iconPath: new ThemeIcon('history'),
            isLater: true,
          },
        ]),
    {
      label: l10n.t('Now'),
      detail: l10n.t('This cannot be undone. A summary is shown first.'),
      iconPath: new ThemeIcon('trash'),
      isLater: false,
    },
  ];
  const answer = await pick<WhenItem>({ ...options, placeholder: l10n.t('Delete when?'), items });
  return typeof answer === 'object' ? { value: answer.value.isLater } : answer;
}

function laterText(rows: number, calls: number): string {
  const text = l10n.t('Changes the retention period. Until then, Undo Change in Activity keeps it.');
  return calls === rows
    ? text
    : `${l10n.t('{0} of {1}: the others expire before.', count(calls), count(rows))} ${text}`;
}
