import type { ProfileFault } from '../../core/profiles/profileFault';
import type { SsoPlace } from '../../core/signIn/signIn';
import { faultError } from '../failures/signInErrors';
import { credentialOptions, optionMeant } from './options';
import { placeOf } from './places';
import type { OptionValues } from './profileMap';
import type { SharedFiles } from './sharedFiles';

/** How one profile comes by its credentials. */
export interface Link {
  readonly profile: string;
  readonly values: OptionValues;
  readonly how: How;
}

export type How =
  | { readonly kind: 'keys' | 'webIdentity' | 'process' | 'login' }
  | { readonly kind: 'role'; readonly source: Link | CredentialSourceName; readonly seconds?: number }
  | { readonly kind: 'sso'; readonly place: SsoPlace; readonly account: string; readonly role: string };

const SOURCE_NAMES = ['Environment', 'EcsContainer', 'Ec2InstanceMetadata'] as const;
export type CredentialSourceName = (typeof SOURCE_NAMES)[number];

const SSO_OPTIONS: readonly string[] = [
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'sso_role_name',
  'sso_region',
];

/**
 * Follows a profile to where its credentials come from, in the order in which the SDK's `fromIni` looks. Nothing is sent
 * and no secret is used. Throws a ProblemError `profileBroken` that names the chain, the file and the line.
 */
export function planProfile(name: string, files: SharedFiles): Link {
  return new Planner(files).link(name, []);
}

class Planner {
  constructor(private readonly files: SharedFiles) {}

  /** `before` are the profiles that led here. */
  link(name: string, before: readonly string[]): Link {
    const chain = [...before, name];
    const values = this.files.profiles.get(name);
    if (values === undefined) {
      const asking = before.at(-1);
      const place = placeOf(this.files, 'profile', asking ?? name, 'source_profile');
      throw faultError({ kind: 'noSuchProfile', name, chain: before.length > 0 ? before : chain, ...place });
    }
    const how = this.#how(values, chain);
    if (how !== undefined) {
      return { profile: name, values, how };
    }
    throw this.#incomplete(values, chain);
  }

  #how(values: OptionValues, chain: readonly string[]): How | undefined {
    // A role whose source is reached through another profile brings keys of its own.
    if (chain.length > 1 && hasKeys(values)) {
      return { kind: 'keys' };
    }
    if (values['role_arn'] && (values['source_profile'] || values['credential_source'])) {
      return this.#role(values, chain);
    }
    if (hasKeys(values)) {
      return { kind: 'keys' };
    }
    if (values['web_identity_token_file'] && values['role_arn']) {
      return { kind: 'webIdentity' };
    }
    if (values['credential_process']) {
      return { kind: 'process' };
    }
    if (SSO_OPTIONS.some(option => values[option])) {
      return this.#sso(values, chain);
    }
    return values['login_session'] ? { kind: 'login' } : undefined;
  }

  #role(values: OptionValues, chain: readonly string[]): How {
    const { source_profile: next, credential_source: named } = values;
    if (next && named) {
      throw this.#fault(chain, { kind: 'twoSources', name: 'credential_source' });
    }
    const duration = values['duration_seconds'];
    if (duration && !/^\d+$/.test(duration)) {
      throw this.#fault(chain, { kind: 'badValue', name: 'duration_seconds' });
    }
    const seconds = duration ? { seconds: Number(duration) } : {};
    if (next) {
      // A profile may name itself where it has keys: the SDK and the AWS CLI then use those.
      if (chain.includes(next) && !hasKeys(this.files.profiles.get(next) ?? {})) {
        throw this.#fault(chain, { kind: 'cycle', name: next, option: 'source_profile' });
      }
      return { kind: 'role', source: this.link(next, chain), ...seconds };
    }
    const source = SOURCE_NAMES.find(name => name === named);
    if (source === undefined) {
      throw this.#fault(chain, { kind: 'badValue', name: 'credential_source' });
    }
    return { kind: 'role', source, ...seconds };
  }

  #sso(values: OptionValues, chain: readonly string[]): How {
    const { sso_session: name, sso_account_id: account, sso_role_name: role } = values;
    const session = name ? this.files.ssoSessions.get(name) : {};
    if (session === undefined) {
      throw this.#fault(chain, { kind: 'noSuchSession', name: name ?? '', option: 'sso_session' });
    }
    if (!account || !role) {
      throw this.#fault(chain, { kind: 'missingOption', name: account ? 'sso_role_name' : 'sso_account_id' });
    }
    return { kind: 'sso', place: this.#ssoPlace({ ...values, ...session }, chain), account, role };
  }

  #ssoPlace(values: OptionValues, chain: readonly string[]): SsoPlace {
    const { sso_session: session, sso_start_url: startUrl, sso_region: region } = values;
    if (!startUrl || !region) {
      const place = session ? placeOf(this.files, 'sso-session', session) : this.#placeIn(chain);
      throw faultError({ kind: 'missingOption', name: startUrl ? 'sso_region' : 'sso_start_url', chain, ...place });
    }
    return { kind: 'sso', startUrl, region, profile: chain[0] ?? '', ...(session && { session }) };
  }

  /** Why a profile holds nothing that credentials could come from: half of something, a misspelt word, or nothing at all. */
  #incomplete(values: OptionValues, chain: readonly string[]): Error {
    for (const option of Object.keys(values)) {
      const meant = optionMeant(option, credentialOptions);
      if (meant !== undefined && !values[meant]) {
        return this.#fault(chain, { kind: 'unknownOption', name: option, meant });
      }
    }
    const halves = [
      ['aws_access_key_id', 'aws_secret_access_key'],
      ['aws_secret_access_key', 'aws_access_key_id'],
      ['role_arn', 'source_profile'],
      ['source_profile', 'role_arn'],
    ] as const;
    const half = halves.find(([has]) => values[has]);
    if (half !== undefined) {
      return this.#fault(chain, { kind: 'missingOption', name: half[1], option: half[0] });
    }
    return new Error(`The profile ${chain.join(' → ')} holds no credentials.`);
  }

  #fault(
    chain: readonly string[],
    { option, ...fault }: Pick<ProfileFault, 'kind' | 'name' | 'meant'> & { readonly option?: string },
  ): Error {
    return faultError({ ...fault, chain, ...this.#placeIn(chain, option ?? fault.name) });
  }

  #placeIn(chain: readonly string[], option?: string) {
    return placeOf(this.files, 'profile', chain.at(-1) ?? '', option);
  }
}

function hasKeys(values: OptionValues): boolean {
  return Boolean(values['aws_access_key_id'] && values['aws_secret_access_key']);
}
