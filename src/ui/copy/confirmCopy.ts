import { l10n, window } from 'vscode';
import type { CopyRequest } from '../../core/gateway';
import type { Session } from '../../core/session/session';
import type { Snapshot } from '../../core/snapshot';
import type { CallerIdentity } from '../../core/target';
import { askText, type PromptOptions } from '../input/prompt';
import { confirmChanges, isProtectedTarget, isReadOnly } from '../settings';
import { relativeTime, retention, retentionUntil, size } from '../text/format';
import { accountText, targetText } from '../text/targetText';
import { UserError } from '../userError';

/** Throws a UserError when the user's settings allow no change at all. */
export function assertChangesAllowed(): void {
  if (isReadOnly()) {
    throw new UserError(
      l10n.t('Nothing was copied: the setting "Redshift Snapshots: Read Only" lets this extension read only.'),
      { steps: ['openSettings'] },
    );
  }
}

/** For a call that asks nothing: throws a UserError where the user wants to be asked. */
export async function assertNoConfirmationNeeded(session: Session): Promise<void> {
  if (confirmChanges() !== 'never' && isProtectedTarget(session.target, await session.identity)) {
    throw new UserError(
      l10n.t(
        '{0} is protected: a copy there has to be confirmed by hand. Nothing was copied. Call the command without arguments.',
        targetText(session.target),
      ),
    );
  }
}

/** Sums up what is going to be sent, where the user wants that. False: not confirmed, nothing happens. */
export async function confirmCopy(
  session: Session,
  request: CopyRequest,
  source: Snapshot | undefined,
  options: Pick<PromptOptions, 'title' | 'signal'>,
): Promise<boolean> {
  const when = confirmChanges();
  const identity = await session.identity;
  if (when === 'never' || options.signal.aborted) {
    return !options.signal.aborted;
  }
  if (isProtectedTarget(session.target, identity)) {
    return confirmByTyping(request, options);
  }
  return when === 'protected' || confirmByButton(session, request, { source, identity });
}

/** A protected account is not changed by pressing Enter once more: the name of the cluster has to be typed. */
async function confirmByTyping(
  request: CopyRequest,
  options: Pick<PromptOptions, 'title' | 'signal'>,
): Promise<boolean> {
  const { clusterIdentifier, sourceIdentifier, targetIdentifier, retentionDays } = request;
  const answer = await askText({
    ...options,
    step: 1,
    steps: 1,
    canGoBack: false,
    prompt: l10n.t(
      'This account is protected. Type the name of the cluster, {0}, to copy {1} to {2} ({3}, {4}).',
      clusterIdentifier,
      sourceIdentifier,
      targetIdentifier,
      retention(retentionDays),
      retentionUntil(retentionDays, Date.now()),
    ),
    value: '',
    placeholder: clusterIdentifier,
    check: (text, final) =>
      text.trim() === clusterIdentifier || (text === '' && !final)
        ? undefined
        : { severity: 'error', message: l10n.t('Type {0} to confirm, or press Escape.', clusterIdentifier) },
  });
  return typeof answer === 'object';
}

async function confirmByButton(
  { target }: Session,
  request: CopyRequest,
  { source, identity }: { readonly source: Snapshot | undefined; readonly identity: CallerIdentity | undefined },
): Promise<boolean> {
  const copy = l10n.t('Copy');
  const now = Date.now();
  const facts = [
    source?.createTime && l10n.t('data as of {0}', relativeTime(source.createTime, now, 'long')),
    source?.totalMegabytes && size(source.totalMegabytes),
  ].filter(fact => fact !== undefined && fact !== 0);
  const detail = [
    `${l10n.t('Source: {0} of {1}', request.sourceIdentifier, request.clusterIdentifier)}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`,
    l10n.t('Manual snapshot: {0}', request.targetIdentifier),
    l10n.t('Kept: {0}, {1}', retention(request.retentionDays), retentionUntil(request.retentionDays, now)),
    l10n.t('Account: {0}', [targetText(target), ...(identity ? [accountText(identity.account)] : [])].join(' · ')),
    l10n.t('Manual snapshots are billed for as long as they are kept.'),
  ].join('\n');
  return (await window.showWarningMessage(l10n.t('Copy this snapshot?'), { modal: true, detail }, copy)) === copy;
}
