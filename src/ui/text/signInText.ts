import { l10n } from 'vscode';
import type { SignInNeed } from '../../core/model/signIn';

/** What has to be done before there are credentials. */
export function signInText(need: SignInNeed | undefined, profile: string): string {
  if (need === undefined) {
    return l10n.t('Not signed in as {0}.', profile);
  }
  return need.kind === 'sso'
    ? l10n.t('Not signed in to {0}.', need.startUrl)
    : l10n.t('Not signed in: {0} needs a one-time code from {1}.', profile, need.serial);
}
