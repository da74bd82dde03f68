import { l10n } from 'vscode';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { UserError } from './userError';

/** The session that is open, or opens now. Throws a UserError when a profile or a Region has to be chosen first. */
export async function openSession(sessions: Sessions): Promise<Session> {
  await sessions.start();
  const { session, state } = sessions;
  if (session !== undefined) {
    return session;
  }
  throw state.kind === 'noRegion'
    ? new UserError(l10n.t('Choose a Region first.'), { steps: ['chooseRegion', 'chooseProfile'] })
    : new UserError(l10n.t('Choose an AWS profile first.'), { steps: ['chooseProfile'] });
}
