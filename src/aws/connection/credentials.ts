import { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
import { fromEnv, fromHttp, fromIni, fromTokenFile } from '@aws-sdk/credential-providers';
import {
  doesIdentityRequireRefresh,
  isIdentityExpired,
  type MemoizedIdentityProvider,
  memoizeIdentityProvider,
} from '@smithy/core';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { StaticCredentials } from '../../core/aws';
import type { CredentialSource } from '../../core/target';
import { environmentKind } from '../profiles/environment';
import { profileFiles } from '../profiles/profileFiles';
import { clientConfig } from './clientConfig';
import { CredentialsError } from './credentialsError';
import type { ConnectionSettings } from './settings';

export type CredentialProvider = MemoizedIdentityProvider<AwsCredentialIdentity>;
type Resolve = (options?: Record<string, unknown>) => Promise<AwsCredentialIdentity>;

/** One target's credentials: resolved when first needed, once for all clients, and again when they are about to expire. */
export interface CredentialSupply {
  /** Rejects with a CredentialsError. */
  readonly provider: CredentialProvider;
  /** The values in use: what no log and no error may contain. */
  secrets(): readonly string[];
}

export function supplyCredentials(
  source: CredentialSource,
  settings: ConnectionSettings,
  given: StaticCredentials | undefined,
): CredentialSupply {
  const resolve: Resolve = given === undefined ? providerOf(source, settings) : async () => ({ ...given });
  let secrets: readonly string[] = [];
  const watched: Resolve = async options => {
    try {
      const identity = await resolve(options);
      secrets = [identity.secretAccessKey, identity.sessionToken ?? '', identity.accessKeyId];
      return identity;
    } catch (error) {
      throw new CredentialsError(error);
    }
  };
  const memoized = memoizeIdentityProvider(watched, isIdentityExpired, doesIdentityRequireRefresh) ?? watched;
  // The clients memoise what is not marked so, each for itself.
  return { provider: Object.assign(memoized, { memoized: true }), secrets: () => secrets };
}

function providerOf(source: CredentialSource, settings: ConnectionSettings): Resolve {
  switch (source.kind) {
    case 'profile':
      return profileProvider(source.name, settings);
    case 'environment':
      return environmentProvider(settings);
    case 'sample':
      return () => Promise.reject(new Error('The sample has credentials of its own.'));
    default:
      return source satisfies never;
  }
}

/** The SDK's reading of a profile. Its role assumers would look for STS's endpoint in the profile of AWS_PROFILE. */
function profileProvider(name: string, settings: ConnectionSettings): Resolve {
  const options = { ...clientConfig(settings, settings.stsEndpoint), region: settings.roleRegion };
  const roles = {
    roleAssumer: getDefaultRoleAssumer(options),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(options),
  };
  return async identity => fromIni({ ...roles, ...(await profileFiles(name)), profile: name })(identity);
}

/** Keys, else a web identity, else a container: only what the environment names, never the instance metadata service. */
function environmentProvider(settings: ConnectionSettings): Resolve {
  const options = clientConfig(settings, settings.stsEndpoint);
  return async identity => {
    switch (environmentKind(process.env)) {
      case 'keys':
        return fromEnv()();
      case 'webIdentity':
        return fromTokenFile({ roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(options) })(identity);
      case 'container':
        return fromHttp()();
      default:
        throw new Error('The environment holds no credentials.');
    }
  };
}
