import { l10n } from 'vscode';
import { type Confirmations, confirmingWord } from '../../core/access/confirmations';
import type { Session } from '../../core/session/session';
import { UserError } from '../commands/userError';
import { askText, type PromptOptions } from '../input/prompt';
import { count } from '../text/format';
import { keptText } from '../text/retentionText';
import { callerText, sourceText } from '../text/targetText';
import { confirmations, isProtectedTarget, isReadOnly } from '../vscode/settings';
import { confirm } from '../vscode/window';
import { copyOf } from './copyCall';
import { type AskedCopy, summaryOf } from './summary';

/** Throws a UserError when the user's settings allow no change at all. */
export function assertChangesAllowed(nothing = l10n.t('Nothing was copied.')): void {
  if (isReadOnly()) {
    const text = l10n.t('The setting "Redshift Snapshots: Read Only" lets this extension read only. {0}', nothing);
    throw new UserError(text, { steps: ['openSettings'] });
  }
}

/** Throws a UserError when the session that the user was asked about is no longer the one on the screen. */
export function assertStillOpen({ ended }: Session, nothing = l10n.t('Nothing was copied.')): void {
  if (ended.aborted) {
    throw new UserError(l10n.t('Another profile or Region has been chosen meanwhile. {0}', nothing));
  }
}

/** For a call that asks nothing: throws a UserError where the user wants to be asked. */
export async function assertNoConfirmationNeeded(
  session: Session,
  nothing = l10n.t('Nothing was copied.'),
): Promise<void> {
  const { target } = session;
  const identity = await session.identity;
  const wanted = confirmations(target, identity);
  if (!wanted.summary && !wanted.typing) {
    return;
  }
  const where = callerText(target, identity);
  const why = isProtectedTarget(target, identity)
    ? l10n.t('{0} is protected: a change there has to be confirmed by hand.', where)
    : l10n.t('Your settings want each change to be confirmed by hand.');
  throw new UserError(l10n.t('{0} {1} Call the command without arguments.', why, nothing), {
    steps: ['openSettings'],
  });
}

/** What the user wants to be asked before something is copied there; undefined: nothing. */
export async function confirmationsWanted(session: Session): Promise<Confirmations | undefined> {
  const wanted = confirmations(session.target, await session.identity);
  return wanted.summary || wanted.typing ? wanted : undefined;
}

export interface Confirmation {
  readonly wanted: Confirmations;
  readonly title: string;
  /** How many manual snapshots there are, where that is known. */
  readonly manualSnapshots: number | undefined;
}

/** Sums up what is going to be sent, then has it typed, as the user wants it. False: not confirmed, nothing happens. */
export async function confirmCopies(
  session: Session,
  copies: readonly AskedCopy[],
  { wanted, title, manualSnapshots }: Confirmation,
): Promise<boolean> {
  const { target, ended: signal } = session;
  const identity = await session.identity;
  if (wanted.summary && !(await confirmSummary(copies, summaryOf(copies, { target, identity, manualSnapshots })))) {
    return false;
  }
  assertStillOpen(session);
  if (!wanted.typing) {
    return true;
  }
  const account = identity?.account ?? sourceText(target.source);
  const isProtected = isProtectedTarget(target, identity);
  const confirmed = await confirmByTyping(copies, { title, signal }, { account, isProtected });
  assertStillOpen(session);
  return confirmed;
}

function confirmSummary(copies: readonly AskedCopy[], detail: readonly string[]): Promise<boolean> {
  const question =
    copies.length === 1 ? l10n.t('Copy this snapshot?') : l10n.t('Copy {0} snapshots?', count(copies.length));
  return confirm(question, detail, l10n.t('Copy'));
}

/** Such an account is not changed by pressing Enter once more. */
async function confirmByTyping(
  copies: readonly AskedCopy[],
  options: Pick<PromptOptions, 'title' | 'signal'>,
  { account, isProtected }: { readonly account: string; readonly isProtected: boolean },
): Promise<boolean> {
  const clusters = copies.map(({ request }) => request.SourceSnapshotClusterIdentifier);
  const word = confirmingWord(clusters, copies.length, account);
  const why = isProtected ? l10n.t('This account is protected.') : l10n.t('Changes are confirmed.');
  const answer = await askText({
    ...options,
    step: 1,
    steps: 1,
    canGoBack: false,
    prompt: `${why} ${typingText(copies, word)}`,
    value: '',
    placeholder: word,
    check: (text, final) =>
      text.trim() === word || (text === '' && !final)
        ? undefined
        : { severity: 'error', message: l10n.t('Type {0} to confirm, or press Escape.', word) },
  });
  return typeof answer === 'object';
}

function typingText(copies: readonly AskedCopy[], word: string): string {
  const [first, ...others] = copies;
  if (first === undefined) {
    return '';
  }
  const { request, source } = first;
  if (others.length === 0) {
    const kept = keptText(copyOf(request, source));
    const { SourceSnapshotIdentifier: sourceIdentifier, TargetSnapshotIdentifier: targetIdentifier } = request;
    return l10n.t(
      'Type the name of the cluster, {0}, to copy {1} to {2}. {3}',
      ...[word, sourceIdentifier, targetIdentifier, kept],
    );
  }
  return word === request.SourceSnapshotClusterIdentifier
    ? l10n.t('Type the name of the cluster, {0}, to copy {1} snapshots.', word, count(copies.length))
    : l10n.t('Type how many and in whose account, {0}, to copy these snapshots.', word);
}
