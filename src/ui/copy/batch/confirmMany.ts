import { l10n, window } from 'vscode';
import type { CopyRequest } from '../../../core/gateway';
import type { Session } from '../../../core/session/session';
import { askText, type PromptOptions } from '../../input/prompt';
import { confirmChanges, isProtectedTarget } from '../../settings';
import { count, retention, retentionUntil } from '../../text/format';
import { accountText, targetText } from '../../text/targetText';

/** As a single copy is confirmed, once for all. False: not confirmed, nothing happens. */
export async function confirmMany(
  session: Session,
  requests: readonly CopyRequest[],
  options: Pick<PromptOptions, 'title' | 'signal'>,
): Promise<boolean> {
  const when = confirmChanges();
  const identity = await session.identity;
  if (when === 'never' || options.signal.aborted) {
    return !options.signal.aborted;
  }
  if (isProtectedTarget(session.target, identity)) {
    return confirmByTyping(requests, options);
  }
  if (when === 'protected') {
    return true;
  }
  const copy = l10n.t('Copy');
  const account = identity === undefined ? [] : [accountText(identity.account)];
  const detail = [
    ...requests.map(({ sourceIdentifier, targetIdentifier }) => `${sourceIdentifier} → ${targetIdentifier}`),
    keptText(requests),
    l10n.t('Account: {0}', [targetText(session.target), ...account].join(' · ')),
    l10n.t('Manual snapshots are billed for as long as they are kept.'),
  ].join('\n');
  const question = l10n.t('Copy {0} snapshots?', count(requests.length));
  return (await window.showWarningMessage(question, { modal: true, detail }, copy)) === copy;
}

/** The name of the cluster, or of the first of several, has to be typed. */
async function confirmByTyping(
  requests: readonly CopyRequest[],
  options: Pick<PromptOptions, 'title' | 'signal'>,
): Promise<boolean> {
  const word = requests[0]?.clusterIdentifier ?? '';
  const answer = await askText({
    ...options,
    step: 1,
    steps: 1,
    canGoBack: false,
    prompt: l10n.t(
      'This account is protected. Type the name of the cluster, {0}, to copy {1} snapshots ({2}).',
      word,
      count(requests.length),
      keptText(requests),
    ),
    value: '',
    placeholder: word,
    check: (text, final) =>
      text.trim() === word || (text === '' && !final)
        ? undefined
        : { severity: 'error', message: l10n.t('Type {0} to confirm, or press Escape.', word) },
  });
  return typeof answer === 'object';
}

function keptText([first]: readonly CopyRequest[]): string {
  const days = first?.retentionDays ?? -1;
  return l10n.t('Kept: {0}, {1}', retention(days), retentionUntil(days, Date.now()));
}
