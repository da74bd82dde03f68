import { distance } from 'fastest-levenshtein';

/** The options that credentials come from. Source: AWS SDKs and Tools reference, "Settings reference". */
export const credentialOptions: readonly string[] = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_security_token',
  'aws_session_token',
  'credential_process',
  'credential_source',
  'duration_seconds',
  'external_id',
  'login_session',
  'mfa_serial',
  'role_arn',
  'role_session_name',
  'source_profile',
  'sso_account_id',
  'sso_region',
  'sso_role_name',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
];

/** Those that say where and how to connect. Same source. */
export const settingOptions: readonly string[] = [
  'ca_bundle',
  'endpoint_url',
  'ignore_configured_endpoint_urls',
  'max_attempts',
  'region',
  'retry_mode',
  'services',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
];

/** Steampipe's: one letter more than ours, and not misspelt. */
const OTHER_OPTIONS: readonly string[] = ['regions'];

/** Letters that may be wrong, missing, too many or swapped in all words together. */
const MAX_DISTANCE = 3;

/**
 * The option of `known` that a misspelt one looks like; undefined for one that is right, or looks like none. Word by word:
 * a word in place of another is no slip, but another option (`vpc_region`, `aws_account_id`).
 */
export function optionMeant(
  name: string,
  known: readonly string[] = [...credentialOptions, ...settingOptions],
): string | undefined {
  if ([...credentialOptions, ...settingOptions, ...OTHER_OPTIONS].includes(name)) {
    return undefined;
  }
  const [best] = known
    .map(option => ({ option, letters: lettersWrong(name, option) }))
    .filter(({ letters }) => letters <= MAX_DISTANCE)
    .toSorted((a, b) => a.letters - b.letters);
  return best?.option;
}

/** With the separators that people write, or none at all; `aws_` is where it should not be, or is not where it should. */
function lettersWrong(name: string, option: string): number {
  const [words, others] = [wordsOf(name), wordsOf(option)];
  if (words.join('') === others.join('')) {
    return 0;
  }
  if (words.length !== others.length) {
    return Number.POSITIVE_INFINITY;
  }
  return words.map((word, index) => slips(word, others[index] ?? '')).reduce((sum, letters) => sum + letters, 0);
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .replace(/^aws[-_ ]/, '')
    .split(/[-_ ]/);
}

/** Letters by which one word is another one misspelt; no more than a third of them can be. */
function slips(word: string, other: string): number {
  const letters = swappedOnce(word, other) ? 1 : distance(word, other);
  return letters <= other.length / 3 ? letters : Number.POSITIVE_INFINITY;
}

function swappedOnce(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a !== b && `${a.slice(0, at)}${a[at + 1]}${a[at]}${a.slice(at + 2)}` === b;
}
