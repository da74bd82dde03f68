import { l10n } from 'vscode';
import { confirmingWord } from '../../core/access/confirmations';
import type { Operation } from '../../core/operations/operation';
import type { Session } from '../../core/session/session';
import { askText } from '../input/prompt';
import { count, relativeTime, size } from '../text/format';
import { type Call, daysOf, namesOf, nothingText } from '../text/operationWords';
import { daysText } from '../text/retentionText';
import { callerText, identityText, sourceText } from '../text/targetText';
import { confirm } from '../vscode/window';
import { assertStillOpen, confirmationsWanted } from './confirmCopy';

/** Snapshots that are named in a summary. */
const named = 10;

/** Sums up what is going to happen, always where it cannot be undone, and has it typed where the user wants that. */
export async function confirmChange(
  session: Session,
  { name, effect }: Pick<Operation, 'name' | 'effect'>,
  calls: readonly Call[],
): Promise<boolean> {
  const wanted = await confirmationsWanted(session);
  if (effect !== 'destroys' && wanted === undefined) {
    return true;
  }
  if (effect === 'destroys' || wanted?.summary) {
    const lines = [...linesOf(calls), l10n.t('Account: {0}', callerText(session.target, await session.identity))];
    const isDelete = effect === 'destroys';
    const detail = isDelete ? [...lines, l10n.t('This cannot be undone.')] : lines;
    if (!(await confirm(questionOf(effect, calls), detail, verbOf(effect)))) {
      return false;
    }
  }
  assertStillOpen(session, nothingText(name));
  const isConfirmed = wanted?.typing ? await confirmByTyping(session, calls, verbOf(effect)) : true;
  assertStillOpen(session, nothingText(name));
  return isConfirmed;
}

function questionOf(effect: Operation['effect'], calls: readonly Call[]): string {
  const number = count(calls.length);
  switch (effect) {
    case 'creates':
      return calls.length === 1 ? l10n.t('Create this snapshot?') : l10n.t('Create {0} snapshots?', number);
    case 'changes':
      return calls.length === 1 ? l10n.t('Change this snapshot?') : l10n.t('Change {0} snapshots?', number);
    case 'destroys':
      return calls.length === 1 ? l10n.t('Delete this snapshot?') : l10n.t('Delete {0} snapshots?', number);
  }
}

function verbOf(effect: Operation['effect']): string {
  switch (effect) {
    case 'creates':
      return l10n.t('Create');
    case 'changes':
      return l10n.t('Change');
    case 'destroys':
      return l10n.t('Delete');
  }
}

function linesOf(calls: readonly Call[]): readonly string[] {
  const more = calls.length - named;
  return [...calls.slice(0, named).map(lineOf), ...(more > 0 ? [l10n.t('and {0} more', count(more))] : [])];
}

function lineOf(call: Call): string {
  const { name, cluster } = namesOf(call);
  const { createTime, totalMegabytes } = call.before ?? {};
  const days = daysOf(call);
  const facts = [
    createTime === undefined ? undefined : l10n.t('data as of {0}', relativeTime(createTime, Date.now(), 'long')),
    totalMegabytes === undefined ? undefined : size(totalMegabytes),
    days === undefined ? undefined : daysText(days, call.before ?? { createTime: Date.now() }),
  ].filter(fact => fact !== undefined);
  const line = l10n.t('{0} of {1}', name, cluster);
  return facts.length > 0 ? `${line} (${facts.join(', ')})` : line;
}

async function confirmByTyping(session: Session, calls: readonly Call[], verb: string): Promise<boolean> {
  const identity = await session.identity;
  const account = identity?.account ?? sourceText(session.target.source);
  const word = confirmingWord(
    calls.map(call => namesOf(call).cluster),
    calls.length,
    account,
  );
  const answer = await askText({
    ...{ title: `${verb} · ${await identityText(session)}`, signal: session.ended },
    ...{ step: 1, steps: 1, canGoBack: false, value: '', placeholder: word },
    prompt: l10n.t('Type {0} to confirm.', word),
    check: (text, final) =>
      text.trim() === word || (text === '' && !final)
        ? undefined
        : { severity: 'error', message: l10n.t('Type {0} to confirm, or press Escape.', word) },
  });
  return typeof answer === 'object';
}
