import { l10n } from 'vscode';
import { type Confirmations, confirmingWord } from '../../core/access/confirmations';
import type { Operation } from '../../core/operations/operation';
import { readRemaining } from '../../core/operations/remaining';
import type { Session } from '../../core/session/session';
import { askText } from '../input/prompt';
import { type Call, namesOf } from '../text/operationWords';
import { identityText, sourceText } from '../text/targetText';
import { copiesTags, isProtectedTarget } from '../vscode/settings';
import { confirm } from '../vscode/window';
import { assertStillOpen, confirmationsWanted } from './guard';
import { questionAbout, type SummaryFacts, summaryOf, typingText } from './summary';

/** What is asked by hand: what cannot be undone, or gives data away, is summed up in any case. Undefined: nothing. */
export async function confirmationsFor(
  session: Session,
  { effect, isAlwaysConfirmed }: Pick<Operation, 'effect' | 'isAlwaysConfirmed'>,
): Promise<Confirmations | undefined> {
  const wanted = await confirmationsWanted(session);
  const summary = wanted.summary || effect === 'destroys' || isAlwaysConfirmed === true;
  return summary || wanted.typing ? { ...wanted, summary } : undefined;
}

export interface Confirmation extends Pick<SummaryFacts, 'manualSnapshots' | 'notSent'> {
  readonly wanted: Confirmations;
}

/** Sums up what is going to be sent, then has it typed, as the user wants it. False: not confirmed, nothing happens. */
export async function confirmCalls(
  session: Session,
  operation: Pick<Operation, 'name' | 'effect' | 'follow'>,
  calls: readonly Call[],
  { wanted, ...facts }: Confirmation,
): Promise<boolean> {
  const { question, verb } = questionAbout(operation, calls);
  if (wanted.summary) {
    const deleted = operation.effect === 'destroys' ? calls.flatMap(({ before }) => before ?? []) : [];
    const remaining = await readRemaining(session.gateway, deleted, session.ended);
    const withTags = operation.follow !== undefined && copiesTags();
    const of = { withTags, target: session.target, identity: await session.identity, now: session.gateway.now() };
    if (!(await confirm(question, summaryOf(calls, { ...of, ...facts, remaining }), verb))) {
      return false;
    }
  }
  assertStillOpen(session, operation);
  const isConfirmed = wanted.typing ? await confirmByTyping(session, operation, calls) : true;
  assertStillOpen(session, operation);
  return isConfirmed;
}

/** Such an account is not changed by pressing Enter once more. */
async function confirmByTyping(
  session: Session,
  operation: Pick<Operation, 'name'>,
  calls: readonly Call[],
): Promise<boolean> {
  const { target, ended: signal } = session;
  const now = session.gateway.now();
  const identity = await session.identity;
  const clusters = calls.map(call => namesOf(call).cluster);
  const word = confirmingWord(clusters, calls.length, identity?.account ?? sourceText(target.source));
  const { title } = questionAbout(operation, calls);
  const answer = await askText({
    ...{ title: `${title} · ${await identityText(session)}`, signal },
    ...{ step: 1, steps: 1, canGoBack: false, value: '', placeholder: word },
    prompt: typingText(operation, calls, { word, isProtected: isProtectedTarget(target, identity), now }),
    check: (text, final) =>
      text.trim() === word || (text === '' && !final)
        ? undefined
        : { severity: 'error', message: l10n.t('Type {0} to confirm, or press Escape.', word) },
  });
  return typeof answer === 'object';
}
