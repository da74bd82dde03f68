import {
  CreateTokenCommand,
  type CreateTokenResponse,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import type { SignInOptions } from '../../core/aws';
import type { SsoPlace } from '../../core/signIn/signIn';
import { wait } from '../../core/wait';
import { jsonClientConfig } from '../connection/clientConfig';
import { type ConnectionSettings, readSettings } from '../connection/settings';
import { withServiceCode } from '../failures/jsonErrors';
import { toProblemError } from '../failures/problems';
import { configuredEndpoint } from '../profiles/endpoint';
import { loadSharedFiles, type SharedFiles } from '../profiles/sharedFiles';
import { type CachedToken, cacheTime, readToken, writeToken } from './ssoCache';

const CLIENT_NAME = 'redshift-snapshots';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** What the AWS CLI asks for where `sso_registration_scopes` is not set. */
const DEFAULT_SCOPE = 'sso:account:access';
/** Seconds between two questions where the service does not say, and by which a hasty one waits longer. RFC 8628, 3.5. */
const INTERVAL = 5;
/** A registration is used again only if it outlives the sign-in, ms. */
const REGISTRATION_MARGIN = 15 * 60_000;

interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationExpiresAt: string;
}

/** The device authorization flow (RFC 8628) of IAM Identity Center. */
export async function signInWithBrowser(place: SsoPlace, options: SignInOptions): Promise<void> {
  const { signal } = options;
  let client: SSOOIDCClient | undefined;
  try {
    const files = await loadSharedFiles();
    const source = { kind: 'profile', name: place.profile } as const;
    client = clientFor(place, files, await readSettings({ source, region: place.region }));
    const registration = await registerClient(client, place, files, signal);
    const token = await tokenFromDevice(client, place, registration, options);
    await writeToken(place, cachedToken(place, registration, token));
  } catch (error) {
    const request = { operation: 'CreateToken', changes: false, sent: true, signal, secrets: [] };
    throw toProblemError(withServiceCode(error), request);
  } finally {
    client?.destroy();
  }
}

function clientFor(place: SsoPlace, files: SharedFiles, settings: ConnectionSettings): SSOOIDCClient {
  const endpoint = configuredEndpoint('sso_oidc', files.profiles.get(place.profile) ?? {}, files.services);
  return new SSOOIDCClient({ ...jsonClientConfig(settings, endpoint), region: place.region });
}

/** The registration that came with the last token, while it lasts; else a new one. */
async function registerClient(
  client: SSOOIDCClient,
  place: SsoPlace,
  files: SharedFiles,
  signal: AbortSignal,
): Promise<Registration> {
  const { clientId, clientSecret, registrationExpiresAt = '' } = await readToken(place);
  if (clientId && clientSecret && Date.parse(registrationExpiresAt) > Date.now() + REGISTRATION_MARGIN) {
    return { clientId, clientSecret, registrationExpiresAt };
  }
  const scopes = files.ssoSessions.get(place.session ?? '')?.['sso_registration_scopes'] ?? DEFAULT_SCOPE;
  const command = new RegisterClientCommand({
    clientName: CLIENT_NAME,
    clientType: 'public',
    // Without a session there is no refreshing, and nothing to ask for.
    ...(place.session !== undefined && { scopes: scopes.split(',').map(scope => scope.trim()) }),
  });
  const answer = await client.send(command, { abortSignal: signal });
  return {
    clientId: answer.clientId ?? '',
    clientSecret: answer.clientSecret ?? '',
    registrationExpiresAt: cacheTime((answer.clientSecretExpiresAt ?? 0) * 1000),
  };
}

async function tokenFromDevice(
  client: SSOOIDCClient,
  { startUrl }: SsoPlace,
  { clientId, clientSecret }: Registration,
  options: SignInOptions,
): Promise<CreateTokenResponse> {
  const { show, signal, wait: pause = wait } = options;
  const start = new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl });
  const device = await client.send(start, { abortSignal: signal });
  const { userCode = '', deviceCode = '', verificationUri = startUrl, expiresIn = 600 } = device;
  const url = device.verificationUriComplete ?? verificationUri;
  show({ userCode, url, expiresAt: Date.now() + expiresIn * 1000 });
  let seconds = device.interval ?? INTERVAL;
  for (;;) {
    await pause(seconds * 1000, signal);
    signal.throwIfAborted();
    const ask = new CreateTokenCommand({ clientId, clientSecret, deviceCode, grantType: DEVICE_GRANT });
    const answer = await client.send(ask, { abortSignal: signal }).catch(secondsMore);
    if (typeof answer !== 'number') {
      return answer;
    }
    seconds += answer;
  }
}

/** How much longer to wait before the next question; rejects where there is nothing to wait for. */
function secondsMore(error: unknown): number {
  switch (error instanceof Error ? error.name : '') {
    case 'AuthorizationPendingException':
      return 0;
    case 'SlowDownException':
      return INTERVAL;
    default:
      throw error;
  }
}

function cachedToken(place: SsoPlace, registration: Registration, token: CreateTokenResponse): CachedToken {
  const { startUrl, region } = place;
  const { accessToken = '', expiresIn = 0, refreshToken } = token;
  const expiresAt = cacheTime(Date.now() + expiresIn * 1000);
  return { startUrl, region, accessToken, expiresAt, ...registration, ...(refreshToken && { refreshToken }) };
}
