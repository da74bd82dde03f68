/** The options that credentials come from. Source: AWS SDKs and Tools reference, "Settings reference". */
export const credentialOptions: readonly string[] = [
  'aws_access_key_id',
  'aws_secret_access_key',
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

/** Those of other tools and services that could be taken for a misspelt one of the above, and are none. */
const OTHER_OPTIONS: readonly string[] = ['sso_registration_scopes', 'parent_profile', 'include_profile', 'regions'];

/** Letters that may be wrong, missing, too many or swapped for a word to be taken for another. */
const MAX_DISTANCE = 3;

/** The option of `known` that a misspelt one looks like; undefined for one that is right, or looks like none. */
export function optionMeant(
  name: string,
  known: readonly string[] = [...credentialOptions, ...settingOptions],
): string | undefined {
  if ([...credentialOptions, ...settingOptions, ...OTHER_OPTIONS].includes(name)) {
    return undefined;
  }
  const ranked = known
    .map(option => ({ option, distance: distanceOf(bare(name), bare(option)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.min(MAX_DISTANCE, name.length / 3) ? best.option : undefined;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Levenshtein's. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
