import { fromSSO } from '@aws-sdk/credential-providers';
import { SSOClient } from '@aws-sdk/nested-clients/sso';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { SsoPlace } from '../../core/signIn/signIn';
import { jsonClientConfig } from '../connection/clientConfig';
import { type Report, reportingLogger, reportRequests } from '../connection/requestReports';
import type { ConnectionSettings } from '../connection/settings';
import { withServiceCode } from '../failures/jsonErrors';
import { signInError } from '../failures/signInErrors';
import { configuredEndpoint } from '../profiles/endpoint';
import { profileFiles } from '../profiles/profileFiles';
import type { SharedFiles } from '../profiles/sharedFiles';
import { messageOf } from './stsErrors';

export interface SsoRequest {
  readonly place: SsoPlace;
  /** The profile that names the session, the account and the role; the chosen one, or a source of it. */
  readonly profile: string;
  readonly account: string;
  readonly role: string;
  readonly files: SharedFiles;
}

/**
 * A role's credentials from the SSO portal, with the token that signing in has left behind; the SDK renews that where it
 * can. Rejects with `signInRequired` when there is no token, or the portal does not accept it any more.
 */
export async function ssoCredentials(
  { place, profile, account, role, files }: SsoRequest,
  settings: ConnectionSettings,
  report: Report,
): Promise<AwsCredentialIdentity> {
  const chosen = files.profiles.get(place.profile) ?? {};
  const endpoint = (service: 'sso' | 'sso_oidc') => configuredEndpoint(service, chosen, files.services);
  const portal = new SSOClient({ ...jsonClientConfig(settings, endpoint('sso')), region: place.region });
  reportRequests(portal.middlewareStack, report);
  // The provider wraps what the portal says, and only its text is left.
  let answered: unknown;
  portal.middlewareStack.add(
    next => async args => {
      try {
        return await next(args);
      } catch (error) {
        answered = error;
        throw error;
      }
    },
    { step: 'initialize', name: 'rememberFailure' },
  );
  const provider = fromSSO({
    ...profileFiles(profile, files),
    profile,
    ssoStartUrl: place.startUrl,
    ssoRegion: place.region,
    ssoAccountId: account,
    ssoRoleName: role,
    ...(place.session !== undefined && { ssoSession: place.session }),
    ssoClient: portal,
    clientConfig: { ...jsonClientConfig(settings, endpoint('sso_oidc')), logger: reportingLogger(report) },
  });
  try {
    return await provider();
  } catch (error) {
    throw answered === undefined || nameOf(answered) === 'UnauthorizedException'
      ? signInError(place, messageOf(error))
      : withServiceCode(answered);
  } finally {
    portal.destroy();
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
