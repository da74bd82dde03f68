import { RegisterClientCommand, type SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import type { SsoSignIn } from '../../core/model/signIn';
import { parseTimestamp } from './parseTimestamp';
import { type CachedRegistration, cacheTime, registrationFile, type SsoCache } from './ssoCache';

const CLIENT_NAME = 'redshift-snapshots';
/** What the AWS CLI asks for where `sso_registration_scopes` is not set. */
const DEFAULT_SCOPE = 'sso:account:access';
/** A registration is used again only if it outlives the sign-in, ms. */
const REGISTRATION_MARGIN = 15 * 60_000;

/** What a client is registered for. */
export interface RegistrationRequest {
  readonly need: SsoSignIn;
  /** `sso_registration_scopes` of the config file, as it stands there. */
  readonly scopes: string | undefined;
  readonly sso: SsoCache;
}

/**
 * The registration that was kept here or by the AWS CLI, while it lasts. One that the AWS CLI made for signing in with an
 * authorization code cannot be used with a device code; they share one file, so that the later one replaces it.
 */
export async function keptRegistration(request: RegistrationRequest): Promise<CachedRegistration | undefined> {
  const kept = await request.sso.read(fileOf(request));
  const { clientId, clientSecret, expiresAt, grantTypes } = kept;
  const isWhole = typeof clientId === 'string' && typeof clientSecret === 'string' && typeof expiresAt === 'string';
  const isForCode = Array.isArray(grantTypes) && grantTypes.includes('authorization_code');
  return isWhole && !isForCode && (parseTimestamp(expiresAt) ?? 0) > Date.now() + REGISTRATION_MARGIN
    ? { clientId, clientSecret, expiresAt }
    : undefined;
}

/** A new one, kept for the next time. */
export async function registerClient(
  client: SSOOIDCClient,
  request: RegistrationRequest,
  signal: AbortSignal,
): Promise<CachedRegistration> {
  const scopes = scopesOf(request);
  // Without a session there is no refreshing, and nothing to ask for.
  const asked = request.need.session === undefined ? [] : scopes?.length ? scopes : [DEFAULT_SCOPE];
  const command = new RegisterClientCommand({
    clientName: CLIENT_NAME,
    clientType: 'public',
    ...(asked.length > 0 && { scopes: [...asked] }),
  });
  const {
    clientId = '',
    clientSecret = '',
    clientSecretExpiresAt = 0,
  } = await client.send(command, {
    abortSignal: signal,
  });
  const expiresAt = cacheTime(clientSecretExpiresAt * 1000);
  const registration = { clientId, clientSecret, expiresAt, ...(asked.length > 0 && { scopes: asked }) };
  await request.sso.write(fileOf(request), registration);
  return registration;
}

function fileOf(request: RegistrationRequest): string {
  return registrationFile(request.need, scopesOf(request));
}

function scopesOf({ scopes }: RegistrationRequest): readonly string[] | undefined {
  return scopes
    ?.split(',')
    .map(scope => scope.trim())
    .filter(scope => scope !== '');
}
