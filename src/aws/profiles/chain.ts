import { isRegionId } from '../../core/model/regionId';
import { faultError } from '../failures/signInErrors';
import { configuredEndpoint } from './endpoint';
import { brokenKey, isKeyText, type KeysFile, keysIn } from './keys';
import { locationOf } from './location';
import { type Fault, optionFault } from './optionFault';
import { credentialOptions } from './options';
import type { OptionValues } from './profileMap';
import type { SharedFiles } from './sharedFiles';
import { planSso, type SsoProfile } from './ssoProfile';
import { wholeNumber } from './wholeNumber';

/** How one profile comes by its credentials. */
export interface Link {
  readonly profile: string;
  /** The profiles from the chosen one to this one. */
  readonly chain: readonly string[];
  readonly values: OptionValues;
  readonly how: How;
}

export type How =
  | { readonly kind: 'webIdentity' | 'process' | 'login' }
  | { readonly kind: 'keys'; readonly file: KeysFile }
  | { readonly kind: 'role'; readonly source: Link | CredentialSourceName; readonly seconds?: number }
  | SsoProfile;

const SOURCE_NAMES = ['Environment', 'EcsContainer', 'Ec2InstanceMetadata'] as const;
export type CredentialSourceName = (typeof SOURCE_NAMES)[number];

/** Options in which a blank, a quote or a sign that nobody sees was pasted, or is a comment that is none. */
const PLAIN_OPTIONS: readonly string[] = ['role_arn', 'mfa_serial', 'sso_account_id', 'sso_role_name', 'sso_start_url'];

/** AssumeRole takes no others. */
const ROLE_SECONDS = { least: 900, most: 43_200 };
/** Seconds that a role lasts at most where temporary credentials assume it. */
export const CHAINED_ROLE_SECONDS = 3600;

/**
 * Follows a profile to where its credentials come from, in the order in which the AWS CLI looks. Nothing is sent and no
 * secret is used. Throws a ProblemError `profileBroken` that names the chain, the file and the line.
 */
export function planProfile(name: string, files: SharedFiles): Link {
  const link = new Planner(files).link(name, []);
  checkRegion(name, files);
  return link;
}

/** Throws a ProblemError for a Region that is none. At an endpoint of its own it can have any name. */
export function checkRegion(profile: string, files: SharedFiles): void {
  const values = files.profiles.get(profile) ?? {};
  const region = values['region'] ?? '';
  const isOwn = configuredEndpoint('redshift', values, files.services) !== undefined;
  if (region !== '' && !isRegionId(region) && !(isOwn && /^[\w-]+$/.test(region))) {
    throw optionFault(files, [profile], { kind: 'badValue', name: 'region' });
  }
}

class Planner {
  constructor(private readonly files: SharedFiles) {}

  /** `before` are the profiles that led here. */
  link(profile: string, before: readonly string[]): Link {
    const chain = [...before, profile];
    const values = this.files.profiles.get(profile);
    if (values === undefined) {
      const location = locationOf(this.files, 'profile', before.at(-1) ?? profile, 'source_profile');
      throw faultError({
        kind: 'noSuchProfile',
        name: profile,
        chain: before.length > 0 ? before : chain,
        ...location,
      });
    }
    const pasted = PLAIN_OPTIONS.find(option => !isKeyText(values[option] ?? ''));
    if (pasted !== undefined) {
      throw this.#fault(chain, { kind: 'badValue', name: pasted });
    }
    // A source brings keys of its own before it assumes a role.
    const isRole = assumesRole(values) && !(before.length > 0 && hasAnyKey(values));
    const how = isRole ? this.#role(values, chain) : this.#leaf(values, chain);
    if (how === undefined) {
      throw this.#incomplete(values, chain);
    }
    return { profile, chain, values, how };
  }

  #leaf(values: OptionValues, chain: readonly string[]): How | undefined {
    if (values['web_identity_token_file']) {
      if (!values['role_arn']) {
        throw this.#missing(chain, 'role_arn', 'web_identity_token_file');
      }
      return { kind: 'webIdentity' };
    }
    if (values['sso_account_id'] || values['sso_role_name']) {
      return planSso(values, chain, this.files);
    }
    const inCredentials = this.#keys('credentials', chain);
    if (inCredentials || values['login_session']) {
      return inCredentials ?? { kind: 'login' };
    }
    return values['credential_process'] ? { kind: 'process' } : this.#keys('config', chain);
  }

  #keys(file: KeysFile, chain: readonly string[]): How | undefined {
    const profile = chain.at(-1) ?? '';
    const { accessKeyId, secretAccessKey } = keysIn(this.files, file, profile);
    if (accessKeyId === '') {
      return undefined;
    }
    if (secretAccessKey === '') {
      throw this.#missing(chain, 'aws_secret_access_key', 'aws_access_key_id');
    }
    const broken = brokenKey(this.files, file, profile);
    if (broken !== undefined) {
      throw faultError({ kind: 'badKey', chain, ...broken });
    }
    return { kind: 'keys', file };
  }

  #role(values: OptionValues, chain: readonly string[]): How {
    const { source_profile: next, credential_source: named, duration_seconds: duration = '' } = values;
    if (values['role_arn'] === '') {
      throw this.#missing(chain, 'role_arn');
    }
    if (next && named) {
      throw this.#fault(chain, { kind: 'twoSources', name: 'credential_source' });
    }
    if (!next && !named) {
      throw this.#misspelt(chain) ?? this.#missing(chain, 'source_profile', 'role_arn');
    }
    // What is no whole number is ignored, as by the AWS CLI.
    const seconds = wholeNumber(duration);
    if (seconds !== undefined && (seconds < ROLE_SECONDS.least || seconds > ROLE_SECONDS.most)) {
      throw this.#fault(chain, { kind: 'badValue', name: 'duration_seconds' });
    }
    const source = next ? this.#source(next, chain) : SOURCE_NAMES.find(name => name === named);
    if (source === undefined) {
      throw this.#fault(chain, { kind: 'badValue', name: 'credential_source' });
    }
    if (seconds !== undefined && seconds > CHAINED_ROLE_SECONDS && isTemporary(source)) {
      throw this.#fault(chain, { kind: 'tooLong', name: 'duration_seconds' });
    }
    return { kind: 'role', source, ...(seconds !== undefined && { seconds }) };
  }

  #source(next: string, chain: readonly string[]): Link {
    // Only a profile that names itself may: with keys of its own.
    const isOwn = next === chain.at(-1) && hasAnyKey(this.files.profiles.get(next) ?? {});
    if (chain.includes(next) && !isOwn) {
      throw this.#fault(chain, { kind: 'cycle', name: next }, 'source_profile');
    }
    return this.link(next, chain);
  }

  /** Why a profile holds nothing that credentials could come from: half of something, a misspelt word, or nothing at all. */
  #incomplete(values: OptionValues, chain: readonly string[]): Error {
    const halves = [
      ['aws_secret_access_key', 'aws_access_key_id'],
      ['source_profile', 'role_arn'],
      ['credential_source', 'role_arn'],
      ['sso_session', 'sso_account_id'],
      ['sso_start_url', 'sso_account_id'],
    ] as const;
    const half = halves.find(([has]) => values[has]);
    const reason = this.#misspelt(chain) ?? (half && this.#missing(chain, half[1], half[0]));
    return reason ?? new Error(`The profile ${chain.join(' → ')} holds no credentials.`);
  }

  #misspelt(chain: readonly string[]): Error | undefined {
    const found = this.files.problems.find(
      ({ kind, profile, meant = '' }) =>
        kind === 'unknownOption' && profile === chain.at(-1) && credentialOptions.includes(meant),
    );
    return found && this.#fault(chain, { kind: 'unknownOption', name: found.text, meant: found.meant ?? '' });
  }

  #missing(chain: readonly string[], name: string, at?: string): Error {
    return this.#fault(chain, { kind: 'missingOption', name }, at);
  }

  #fault(chain: readonly string[], fault: Fault, at?: string): Error {
    return optionFault(this.files, chain, fault, at);
  }
}

function assumesRole(values: OptionValues): boolean {
  return values['role_arn'] !== undefined && !values['web_identity_token_file'];
}

function hasAnyKey(values: OptionValues): boolean {
  return Boolean(values['aws_access_key_id'] || values['aws_secret_access_key']);
}

/** As far as that is known before anything is sent. */
function isTemporary(source: Link | CredentialSourceName): boolean {
  return typeof source === 'string'
    ? source !== 'Environment'
    : /^(?:role|sso|webIdentity|login)$/.test(source.how.kind);
}
