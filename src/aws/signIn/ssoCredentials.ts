import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/nested-clients/sso';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { SsoSignIn } from '../../core/model/signIn';
import { jsonClientConfig } from '../clients/clientConfig';
import { reportRequests } from '../clients/requestReports';
import { withServiceCode } from '../failures/jsonErrors';
import { signInError } from '../failures/signInErrors';
import { usableEndpoint } from '../profiles/endpoint';
import type { SharedFiles } from '../profiles/sharedFiles';
import { type SsoContext, ssoToken } from './ssoToken';
import { messageOf } from './stsErrors';

export interface SsoRequest {
  readonly need: SsoSignIn;
  readonly account: string;
  readonly role: string;
  readonly files: SharedFiles;
}

/**
 * A role's credentials from the SSO portal, with the token that signing in has left behind. Rejects with `signInRequired`
 * when there is no token, or the portal does not accept it any more.
 */
export async function ssoCredentials(request: SsoRequest, context: SsoContext): Promise<AwsCredentialIdentity> {
  const { need, account: accountId, role: roleName, files } = request;
  const { settings, report, ended } = context;
  const accessToken = await ssoToken(need, files, context);
  const endpoint = usableEndpoint('sso', need.profile, files);
  const portal = new SSOClient({ ...jsonClientConfig(settings, endpoint), region: need.region });
  reportRequests(portal.middlewareStack, report);
  try {
    const command = new GetRoleCredentialsCommand({ accountId, roleName, accessToken });
    const { roleCredentials } = await portal.send(command, { abortSignal: ended });
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = roleCredentials ?? {};
    if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration) {
      throw new Error('The SSO portal answered without credentials.');
    }
    return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) };
  } catch (error) {
    const isRefused = error instanceof Error && error.name === 'UnauthorizedException';
    throw isRefused ? signInError(need, messageOf(error)) : withServiceCode(error);
  } finally {
    portal.destroy();
  }
}
