import {
  CreateTokenCommand,
  type CreateTokenResponse,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import type { SignInOptions } from '../../core/model/aws';
import type { ProblemError } from '../../core/model/problem';
import type { NotKept, SsoSignIn } from '../../core/model/signIn';
import type { Target } from '../../core/model/target';
import { wait } from '../../core/model/wait';
import { jsonClientConfig } from '../clients/clientConfig';
import { recordOf, reportRequests } from '../clients/requestReports';
import { type ConnectionSettings, readSettings } from '../clients/settings';
import { withServiceCode } from '../failures/jsonErrors';
import { toProblemError } from '../failures/problems';
import { usableEndpoint } from '../profiles/endpoint';
import { loadSharedFiles, type SharedFiles } from '../profiles/sharedFiles';
import { type CachedRegistration, type CachedToken, cacheTime, type SsoCache, tokenFile } from './ssoCache';
import { keptRegistration, type RegistrationRequest, registerClient } from './ssoRegistration';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** Seconds between two questions where the service does not say, and by which a hasty one waits longer. RFC 8628, 3.5. */
const INTERVAL = 5;
/** A registration that is not known (any more), or that is for signing in another way. */
const REFUSED_CLIENT = /^(?:InvalidClient|InvalidGrant|UnauthorizedClient|UnsupportedGrantType)Exception$/;

/** The device authorization flow (RFC 8628) of IAM Identity Center. */
export async function signInWithBrowser(
  need: SsoSignIn,
  options: SignInOptions,
  sso: SsoCache,
): Promise<NotKept | undefined> {
  const secrets: string[] = [];
  let settings: ConnectionSettings | undefined;
  const toProblem: ToProblem = error => {
    const request = { operation: 'CreateToken', changes: false, sent: true, signal: options.signal, secrets };
    return toProblemError(withServiceCode(error), { ...request, hostFault: settings?.hostFault });
  };
  let client: SSOOIDCClient | undefined;
  try {
    const files = await loadSharedFiles();
    settings = await readSettings(targetOf(need));
    client = clientFor(need, { files, settings, log: options.log, toProblem });
    const scopes = files.ssoSessions.get(need.session ?? '')?.['sso_registration_scopes'];
    const token = await obtainToken({ client, request: { need, scopes, sso }, options, secrets });
    return await sso.write(tokenFile(need), token);
  } catch (error) {
    throw toProblem(error);
  } finally {
    client?.destroy();
  }
}

type ToProblem = (error: unknown) => ProblemError;

/** One sign-in on its way. */
interface Attempt {
  readonly client: SSOOIDCClient;
  readonly request: RegistrationRequest;
  readonly options: SignInOptions;
  /** What no text may contain; grows. */
  readonly secrets: string[];
}

interface ClientParts extends Pick<SignInOptions, 'log'> {
  readonly files: SharedFiles;
  readonly settings: ConnectionSettings;
  readonly toProblem: ToProblem;
}

function clientFor(need: SsoSignIn, { files, settings, log, toProblem }: ClientParts): SSOOIDCClient {
  const target = targetOf(need);
  const endpoint = usableEndpoint('sso_oidc', need.profile, files);
  const client = new SSOOIDCClient({ ...jsonClientConfig(settings, endpoint), region: need.region });
  reportRequests(client.middlewareStack, report => {
    const problem = report.failed ? toProblem(report.outcome).problem : undefined;
    const isExpected = secondsMore(report.outcome) !== undefined;
    log({ ...recordOf(report, target, { problem }), ...(isExpected && { isExpected }) });
  });
  return client;
}

function targetOf({ profile, region }: SsoSignIn): Target {
  return { source: { kind: 'profile', name: profile }, region };
}

/** With the registration that was kept; if the service does not take that (any more), with a new one. */
async function obtainToken(attempt: Attempt): Promise<CachedToken> {
  const kept = await keptRegistration(attempt.request);
  if (kept !== undefined) {
    try {
      return await tokenFromDevice(attempt, kept);
    } catch (error) {
      if (!REFUSED_CLIENT.test(nameOf(error))) {
        throw error;
      }
    }
  }
  const { client, request, options } = attempt;
  return tokenFromDevice(attempt, await registerClient(client, request, options.signal));
}

async function tokenFromDevice(
  { client, request: { need }, options, secrets }: Attempt,
  registration: CachedRegistration,
): Promise<CachedToken> {
  const { startUrl } = need;
  const { clientId, clientSecret } = registration;
  secrets.push(clientSecret);
  const { show, signal, wait: pause = wait } = options;
  const start = new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl });
  const device = await client.send(start, { abortSignal: signal });
  const { userCode = '', deviceCode = '', verificationUri = startUrl, expiresIn = 600 } = device;
  secrets.push(deviceCode);
  const url = device.verificationUriComplete ?? verificationUri;
  show({ userCode, url, expiresAt: Date.now() + expiresIn * 1000 });
  let seconds = device.interval ?? INTERVAL;
  for (;;) {
    await pause(seconds * 1000, signal);
    signal.throwIfAborted();
    const ask = new CreateTokenCommand({ clientId, clientSecret, deviceCode, grantType: DEVICE_GRANT });
    try {
      return cachedToken(need, registration, await client.send(ask, { abortSignal: signal }));
    } catch (error) {
      const more = secondsMore(error);
      if (more === undefined) {
        throw error;
      }
      seconds += more;
    }
  }
}

/** How much longer to wait before the next question; undefined where there is nothing to wait for. */
function secondsMore(error: unknown): number | undefined {
  switch (nameOf(error)) {
    case 'AuthorizationPendingException':
      return 0;
    case 'SlowDownException':
      return INTERVAL;
    default:
      return undefined;
  }
}

function cachedToken(need: SsoSignIn, registration: CachedRegistration, token: CreateTokenResponse): CachedToken {
  const { startUrl, region } = need;
  const { clientId, clientSecret, expiresAt: registrationExpiresAt } = registration;
  const { accessToken = '', expiresIn = 0, refreshToken } = token;
  const expiresAt = cacheTime(Date.now() + expiresIn * 1000);
  const client = { clientId, clientSecret, registrationExpiresAt };
  return { startUrl, region, accessToken, expiresAt, ...client, ...(refreshToken && { refreshToken }) };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
