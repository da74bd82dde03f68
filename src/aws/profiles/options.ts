/** The options that credentials come from. Source: AWS SDKs and Tools reference, "Settings reference". */
const CREDENTIAL_OPTIONS: readonly string[] = [
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

/** Letters that may be wrong, missing, too many or swapped for a word to be taken for another. */
const MAX_DISTANCE = 3;

/** The option that a misspelt one looks like; undefined for one that is right, or looks like none. */
export function optionMeant(name: string): string | undefined {
  if (CREDENTIAL_OPTIONS.includes(name)) {
    return undefined;
  }
  const ranked = CREDENTIAL_OPTIONS.map(option => ({
    option,
    distance: distanceOf(bare(name), bare(option)),
  })).toSorted((a, b) => a.distance - b.distance);
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
