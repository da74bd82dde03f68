/** Where the credentials come from. `sample` is the embedded sandbox. */
export type CredentialSource =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'environment' }
  | { readonly kind: 'sample' };

/**
 * The one place that everything on the screen belongs to. Replaced as a whole, never changed; what was asked under an
 * old target is dropped when it answers late.
 */
export interface Target {
  readonly source: CredentialSource;
  /** E.g. `eu-west-1`. Never guessed. */
  readonly region: string;
  /** Only where it is not AWS's own: from the profile, its `services` section or AWS_ENDPOINT_URL(_REDSHIFT). */
  readonly endpoint?: string;
}

/** The answer of STS GetCallerIdentity. */
export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/** Same account and same user or role; the session of an assumed role may be another one. */
export function samePrincipal(a: CallerIdentity, b: CallerIdentity): boolean {
  return a.account === b.account && principalOf(a.arn) === principalOf(b.arn);
}

/** `arn:aws:sts::111122223333:assumed-role/Admin/me` without its session; any other ARN as it is. */
export function principalOf(arn: string): string {
  return arn.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1');
}

/** The role that was assumed, e.g. `Admin`; undefined for a user. */
export function roleOf({ arn }: CallerIdentity): string | undefined {
  return /:assumed-role\/([^/]+)/.exec(arn)?.[1];
}

export function sameSource(a: CredentialSource, b: CredentialSource): boolean {
  return a.kind === b.kind && (a.kind !== 'profile' || (b.kind === 'profile' && a.name === b.name));
}

/** `profile:<name>`, `environment` or `sample`: for mementos and URIs. */
export function sourceKey(source: CredentialSource): string {
  return source.kind === 'profile' ? `profile:${source.name}` : source.kind;
}

/** The reverse of {@link sourceKey}; undefined for anything else. */
export function parseSourceKey(key: string): CredentialSource | undefined {
  if (key === 'environment' || key === 'sample') {
    return { kind: key };
  }
  const name = key.startsWith('profile:') ? key.slice('profile:'.length) : '';
  return name === '' ? undefined : { kind: 'profile', name };
}

/**
 * An endpoint without a user and a password, which no AWS tool sends. Of a text that is no address, nothing is kept that may
 * be one.
 */
export function withoutPassword(endpoint: string): string {
  // A colon without a port stands before a password that begins with a slash.
  const isAddress = /^https?:(?![\\/]*[^\\/?#]*:[\\/?#].*@)/is.test(endpoint) && URL.canParse(endpoint);
  return endpoint.replace(isAddress ? /^([a-z][a-z\d+.-]*:[\\/]*)[^\\/?#]*@/i : /^([a-z][a-z\d+.-]*:\/\/)?.*@/is, '$1');
}

/** Tells targets apart: equal exactly for the same credentials, Region and endpoint. */
export function targetKey(target: Target): string {
  return JSON.stringify([sourceKey(target.source), target.region, target.endpoint ?? '']);
}
