import { l10n } from 'vscode';
import type { Confirmations } from '../../core/access/confirmations';
import type { Operation } from '../../core/operations/operation';
import type { Session } from '../../core/session/session';
import { UserError } from '../commands/userError';
import { nothingText } from '../text/operationWords';
import { callerText } from '../text/targetText';
import { confirmations, isProtectedTarget, isReadOnly } from '../vscode/settings';

/** Throws a UserError when the user's settings allow no change at all. */
export function assertChangesAllowed({ name }: Pick<Operation, 'name'>): void {
  if (isReadOnly()) {
    const text = l10n.t('Read-only mode is on (setting "Redshift Snapshots: Read Only"). {0}', nothingText(name));
    throw new UserError(text, { steps: ['openSettings'] });
  }
}

/** Throws a UserError when the session that the user was asked about is no longer the one on the screen. */
export function assertStillOpen({ ended }: Session, { name }: Pick<Operation, 'name'>): void {
  if (ended.aborted) {
    throw new UserError(l10n.t('Another profile or Region has been chosen meanwhile. {0}', nothingText(name)));
  }
}

/** What the user wants to be asked before something is changed there, by hand. */
export async function confirmationsWanted(session: Session): Promise<Confirmations> {
  return confirmations(session.target, await session.identity);
}

/** For a call that asks nothing: throws a UserError where the user wants to be asked. */
export async function assertNoConfirmationNeeded(session: Session, { name }: Pick<Operation, 'name'>): Promise<void> {
  const wanted = await confirmationsWanted(session);
  if (!wanted.summary && !wanted.typing) {
    return;
  }
  const identity = await session.identity;
  const why = isProtectedTarget(session.target, identity)
    ? l10n.t('{0} is a protected account, where each change has to be confirmed.', callerText(session.target, identity))
    : l10n.t('Your settings require a confirmation of each change.');
  throw new UserError(l10n.t('{0} {1} Call the command without arguments.', why, nothingText(name)), {
    steps: ['openSettings'],
  });
}
