import { isRegionId } from '../../core/model/regionId';
import type { SsoSignIn } from '../../core/model/signIn';
import { faultError } from '../failures/signInErrors';
import { type Location, locationOf } from './location';
import { optionFault } from './optionFault';
import type { OptionValues } from './profileMap';
import type { SharedFiles } from './sharedFiles';

export interface SsoProfile {
  readonly kind: 'sso';
  readonly need: SsoSignIn;
  readonly account: string;
  readonly role: string;
}

/** The last profile of a chain, with its `sso-session`. As for the AWS CLI, a session is whole, and no profile contradicts it. */
export function planSso(values: OptionValues, chain: readonly string[], files: SharedFiles): SsoProfile {
  const { sso_session: session, sso_account_id: account, sso_role_name: role } = values;
  const where = session ? files.ssoSessions.get(session) : values;
  if (where === undefined) {
    throw optionFault(files, chain, { kind: 'noSuchSession', name: session ?? '' }, 'sso_session');
  }
  if (!account || !role) {
    const name = account ? 'sso_role_name' : 'sso_account_id';
    throw optionFault(files, chain, { kind: 'missingOption', name });
  }
  const locationIn = (option: string): Location =>
    session
      ? locationOf(files, 'sso-session', session, option)
      : locationOf(files, 'profile', chain.at(-1) ?? '', option);
  const other = Object.keys(where).find(option => Object.hasOwn(values, option) && values[option] !== where[option]);
  if (other !== undefined) {
    throw optionFault(files, chain, { kind: 'conflict', name: other, other: locationIn(other) });
  }
  return { kind: 'sso', need: { ...portalOf(where, chain, locationIn), ...(session && { session }) }, account, role };
}

function portalOf(values: OptionValues, chain: readonly string[], locationIn: (option: string) => Location): SsoSignIn {
  const { sso_start_url: startUrl, sso_region: region } = values;
  if (!startUrl || !region) {
    const name = startUrl ? 'sso_region' : 'sso_start_url';
    throw faultError({ kind: 'missingOption', name, chain, ...locationIn(name) });
  }
  if (!isRegionId(region)) {
    throw faultError({ kind: 'badValue', name: 'sso_region', chain, ...locationIn('sso_region') });
  }
  return { kind: 'sso', startUrl, region, profile: chain[0] ?? '' };
}
