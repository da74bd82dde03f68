import { fromSSO } from '@aws-sdk/credential-providers';
import { SSOClient } from '@aws-sdk/nested-clients/sso';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { SsoPlace } from '../../core/signIn/signIn';
import { jsonClientConfig } from '../connection/clientConfig';
import type { ConnectionSettings } from '../connection/settings';
import { withServiceCode } from '../failures/jsonErrors';
import { signInError } from '../failures/signInErrors';
import { configuredEndpoint } from '../profiles/endpoint';
import { profileFiles } from '../profiles/profileFiles';
import type { OptionValues } from '../profiles/profileMap';
import { messageOf } from './stsErrors';

export interface SsoRequest {
  readonly place: SsoPlace;
  readonly account: string;
  readonly role: string;
  readonly values: OptionValues;
  readonly services: ReadonlyMap<string, OptionValues>;
}

/**
 * A role's credentials from the SSO portal, with the token that signing in has left behind; the SDK renews that where it
 * can. Rejects with `signInRequired` when there is no token, or the portal does not accept it any more.
 */
export async function ssoCredentials(
  { place, account, role, values, services }: SsoRequest,
  settings: ConnectionSettings,
): Promise<AwsCredentialIdentity> {
  const endpoint = (service: 'sso' | 'sso_oidc') => configuredEndpoint(service, values, services);
  const portal = new SSOClient({ ...jsonClientConfig(settings, endpoint('sso')), region: place.region });
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
    ...(await profileFiles(place.profile)),
    profile: place.profile,
    ssoStartUrl: place.startUrl,
    ssoRegion: place.region,
    ssoAccountId: account,
    ssoRoleName: role,
    ...(place.session !== undefined && { ssoSession: place.session }),
    ssoClient: portal,
    clientConfig: jsonClientConfig(settings, endpoint('sso_oidc')),
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
