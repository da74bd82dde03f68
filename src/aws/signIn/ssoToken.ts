import { CreateTokenCommand, SSOOIDCClient, SSOOIDCServiceException } from '@aws-sdk/client-sso-oidc';
import type { SsoSignIn } from '../../core/model/signIn';
import { jsonClientConfig } from '../clients/clientConfig';
import { type Report, reportRequests } from '../clients/requestReports';
import type { ConnectionSettings } from '../clients/settings';
import { withServiceCode } from '../failures/jsonErrors';
import { signInError } from '../failures/signInErrors';
import { usableEndpoint } from '../profiles/endpoint';
import type { SharedFiles } from '../profiles/sharedFiles';
import { parseTimestamp } from './parseTimestamp';
import { cacheTime, type SsoCache, tokenFile } from './ssoCache';

/** Milliseconds before its end from which a token is renewed, where it can be. */
const EARLY = 5 * 60_000;

export interface SsoContext {
  readonly settings: ConnectionSettings;
  readonly sso: SsoCache;
  readonly report: Report;
  /** Ends the request. */
  readonly ended: AbortSignal;
}

/** What renewing takes: absent from a token of a profile without an `sso-session`. */
interface Renewable {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

type Token = Readonly<Record<string, unknown>>;

/**
 * The token of a sign-in, renewed where that is needed and can be done. The SDK's own provider neither reads every time
 * that the AWS CLI has written, nor uses the last five minutes of a token that cannot be renewed. Rejects with
 * `signInRequired`.
 */
export async function ssoToken(need: SsoSignIn, files: SharedFiles, context: SsoContext): Promise<string> {
  const file = tokenFile(need);
  const token = await context.sso.read(file);
  const { accessToken } = token;
  const end = parseTimestamp(token['expiresAt']);
  if (typeof accessToken !== 'string' || end === undefined) {
    throw signInError(need, `There is no SSO token in ${file}.`);
  }
  const left = end - Date.now();
  if (left > EARLY) {
    return accessToken;
  }
  const renewed = await context.sso.once(file, async () => {
    try {
      return isRenewable(token) ? await renew(token, need, files, context) : undefined;
    } catch (error) {
      const isRefused = error instanceof SSOOIDCServiceException && error.$fault === 'client';
      if (isRefused || left > 0) {
        return undefined;
      }
      throw withServiceCode(error);
    }
  });
  if (renewed === undefined && left <= 0) {
    throw signInError(need, 'The SSO token has expired.');
  }
  return renewed ?? accessToken;
}

function isRenewable(token: Token): token is Token & Renewable {
  const { clientId, clientSecret, refreshToken } = token;
  return [clientId, clientSecret, refreshToken].every(value => typeof value === 'string' && value !== '');
}

async function renew(
  token: Token & Renewable,
  need: SsoSignIn,
  files: SharedFiles,
  { settings, sso, report, ended }: SsoContext,
): Promise<string | undefined> {
  const endpoint = usableEndpoint('sso_oidc', need.profile, files);
  const client = new SSOOIDCClient({ ...jsonClientConfig(settings, endpoint), region: need.region });
  reportRequests(client.middlewareStack, report);
  try {
    const { clientId, clientSecret, refreshToken } = token;
    const command = new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' });
    const answer = await client.send(command, { abortSignal: ended });
    const { accessToken, expiresIn = 0 } = answer;
    if (accessToken === undefined) {
      return undefined;
    }
    const expiresAt = cacheTime(Date.now() + expiresIn * 1000);
    const next = { ...token, accessToken, expiresAt, refreshToken: answer.refreshToken ?? refreshToken };
    // Where it cannot be written, it is kept for this window, as after signing in.
    await sso.write(tokenFile(need), next);
    return accessToken;
  } finally {
    client.destroy();
  }
}
