import { l10n } from 'vscode';
import type { ProfileFault } from '../../core/model/profileFault';

/** Why a profile leads to no credentials: what, through which profiles, in which file and line. */
export function faultText(fault: ProfileFault): string {
  const place = placeText(fault);
  const where = fault.chain.length === 0 ? `${place}.` : l10n.t('Profile: {0}. {1}.', chainText(fault), place);
  return `${whatText(fault)} ${where}`;
}

function whatText({ kind, name, meant, other }: ProfileFault): string {
  const quoted = `"${name}"`;
  switch (kind) {
    case 'cycle':
      return l10n.t('The profiles form a loop, back to {0}.', quoted);
    case 'noSuchProfile':
      return l10n.t('There is no profile {0}.', quoted);
    case 'noSuchSession':
      return l10n.t('There is no section [sso-session {0}].', name);
    case 'missingOption':
      return l10n.t('The option {0} is missing.', quoted);
    case 'unknownOption':
      return l10n.t('Unknown option {0}. Did you mean "{1}"?', quoted, meant ?? '');
    case 'badValue':
      return l10n.t('The value of {0} is not valid.', quoted);
    case 'badKey':
      return l10n.t('{0} contains a character that AWS keys never have. Copy and paste it again.', quoted);
    case 'conflict':
      return l10n.t('{0} has a different value in the sso-session ({1}).', quoted, other ? placeText(other) : '');
    case 'tooLong':
      return l10n.t('{0} is more than 3600. A role assumed with temporary credentials lasts one hour at most.', quoted);
    case 'noCodes':
      return l10n.t(
        '{0} is a FIDO security key. It works in the browser only; use an authenticator app or a hardware token.',
        quoted,
      );
    case 'badEndpoint':
      return l10n.t('The value of {0} must begin with http:// or https://, followed by a host.', quoted);
    case 'noSuchHost':
      return l10n.t('{0} is set, but not every service and Region has such an endpoint.', quoted);
    case 'hostNotAllowed':
      return l10n.t('Container credentials are not accepted from {0}. Use https, or a server on this machine.', quoted);
    case 'unreadableFile':
      return l10n.t('The file {0} cannot be read.', quoted);
    case 'twoSources':
      return l10n.t('Both source_profile and credential_source are set; only one may be.');
  }
}

/** E.g. `prod → base → prod`: a circle is shown closed. */
function chainText({ kind, chain, name }: ProfileFault): string {
  const names = kind === 'cycle' || (kind === 'noSuchProfile' && chain.at(-1) !== name) ? [...chain, name] : chain;
  return names.join(' → ');
}

/** E.g. `/home/me/.aws/config, line 3`. */
export function placeText({ file = '', line, variable }: Pick<ProfileFault, 'file' | 'line' | 'variable'>): string {
  if (variable !== undefined) {
    return l10n.t('Environment variable {0}', variable);
  }
  return line === undefined ? file : l10n.t('{0}, line {1}', file, line);
}
