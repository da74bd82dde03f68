import { l10n } from 'vscode';
import type { SignInNeed } from '../../core/model/signIn';

/** What has to be done before there are credentials. */
export function signInText(place: SignInNeed | undefined, profile: string): string {
  if (place === undefined) {
    return l10n.t('Not signed in as {0}.', profile);
  }
  return place.kind === 'sso'
    ? l10n.t('Not signed in to {0}.', place.startUrl)
    : l10n.t('Not signed in: {0} needs a one-time code from {1}.', profile, place.serial);
}
