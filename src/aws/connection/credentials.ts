import { fromEnv, fromHttp, fromTokenFile } from '@aws-sdk/credential-providers';
import {
  doesIdentityRequireRefresh,
  isIdentityExpired,
  type MemoizedIdentityProvider,
  memoizeIdentityProvider,
} from '@smithy/core';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { StaticCredentials } from '../../core/aws';
import { ProblemError } from '../../core/problem';
import type { CredentialSource } from '../../core/target';
import { environmentKind } from '../profiles/environment';
import { clientConfig } from './clientConfig';
import { CredentialsError } from './credentialsError';
import { profileCredentials, type ResolveContext } from './profileCredentials';
import { webIdentityAssumer } from './webIdentity';

export type CredentialProvider = MemoizedIdentityProvider<AwsCredentialIdentity>;
type Resolve = (options?: Record<string, unknown>) => Promise<AwsCredentialIdentity>;

/** One target's credentials: resolved when first needed, once for all clients, and again when they are about to expire. */
export interface CredentialSupply {
  /** Rejects with a CredentialsError, or with the ProblemError of what has to be done first. */
  readonly provider: CredentialProvider;
  /** The next one who needs them resolves them anew. */
  forget(): void;
  /** Resolves anew, unless others than those of this access key are in use already. False when they are the same again. */
  renew(accessKeyId: string | undefined): Promise<boolean>;
  /** The values in use: what no log and no error may contain. */
  secrets(): readonly string[];
  /** When those in use expire, in ms since the epoch. */
  expire(): number | undefined;
}

/** So many values are kept in mind: those of some renewals. */
const MAX_SECRETS = 100;

export function supplyCredentials(
  source: CredentialSource,
  context: Omit<ResolveContext, 'note'>,
  given: StaticCredentials | undefined,
): CredentialSupply {
  let secrets: readonly string[] = [];
  const note = ({ accessKeyId, secretAccessKey, sessionToken = '' }: AwsCredentialIdentity): void => {
    secrets = [...new Set([secretAccessKey, sessionToken, accessKeyId, ...secrets])].slice(0, MAX_SECRETS);
  };
  const resolve: Resolve = given === undefined ? providerOf(source, { ...context, note }) : async () => ({ ...given });
  let latest: AwsCredentialIdentity | undefined;
  const watched: Resolve = async options => {
    try {
      const identity = await resolve(options);
      note(identity);
      latest = identity;
      return identity;
    } catch (error) {
      throw error instanceof ProblemError ? error : new CredentialsError(error);
    }
  };
  const memoized = memoizeIdentityProvider(watched, isIdentityExpired, doesIdentityRequireRefresh) ?? watched;
  let stale = false;
  const current: CredentialProvider = async options => {
    if (!stale) {
      return memoized(options);
    }
    const identity = await memoized({ ...options, forceRefresh: true });
    stale = false;
    return identity;
  };
  return {
    // The clients memoise what is not marked so, each for itself.
    provider: Object.assign(current, { memoized: true }),
    forget: () => {
      stale = true;
    },
    renew: async accessKeyId => {
      const before = latest;
      if (before !== undefined && before.accessKeyId !== accessKeyId) {
        return true;
      }
      stale = true;
      const now = await current();
      return now.accessKeyId !== before?.accessKeyId || now.sessionToken !== before.sessionToken;
    },
    secrets: () => secrets,
    expire: () => latest?.expiration?.getTime(),
  };
}

function providerOf(source: CredentialSource, context: ResolveContext): Resolve {
  switch (source.kind) {
    case 'profile':
      return () => profileCredentials(source.name, context);
    case 'environment':
      return environmentProvider(context);
    case 'sample':
      return () => Promise.reject(new Error('The sample has credentials of its own.'));
    default:
      return source satisfies never;
  }
}

/** Keys, else a web identity, else a container: only what the environment names, never the instance metadata service. */
function environmentProvider({ settings, report }: ResolveContext): Resolve {
  const options = clientConfig(settings, settings.stsEndpoint);
  return async identity => {
    switch (environmentKind(process.env)) {
      case 'keys':
        return fromEnv()();
      case 'webIdentity':
        return fromTokenFile({ roleAssumerWithWebIdentity: webIdentityAssumer(options, report) })(identity);
      case 'container':
        return fromHttp()();
      default:
        throw new Error('The environment holds no credentials.');
    }
  };
}
