import { fromTokenFile } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { StaticCredentials } from '../../core/model/aws';
import { type KeysSignIn, ProblemError } from '../../core/model/problem';
import type { CredentialSource } from '../../core/model/target';
import { clientConfig } from '../clients/clientConfig';
import { CredentialsError } from '../failures/credentialsError';
import { faultError } from '../failures/signInErrors';
import { environmentKind } from '../profiles/environment';
import { containerCredentials } from '../signIn/containerCredentials';
import { environmentKeys } from './environmentKeys';
import { FreshCredentials } from './freshCredentials';
import { profileCredentials, type ResolveContext } from './profileCredentials';
import { webIdentityAssumer } from './webIdentity';

type Resolve = () => Promise<AwsCredentialIdentity>;

/** One source's credentials: see {@link FreshCredentials}. */
export interface CredentialSupply {
  /** Rejects with a CredentialsError, or with the ProblemError of what has to be done first. */
  credentials(): Promise<AwsCredentialIdentity>;
  /** Those that there are, without looking for others. Rejects as {@link credentials} does. */
  atHand(): Promise<AwsCredentialIdentity>;
  /** The user has acted: what has failed is tried again at once. */
  tryAgain(): void;
  /** The service does not accept the latest ones: the next one who needs some resolves them anew. */
  refuse(): void;
  /** Resolves anew, unless others than those of this access key are in use already. False when they are the same again. */
  renew(accessKeyId: string | undefined): Promise<boolean>;
  /** The values in use: what no log and no error may contain. */
  secrets(): readonly string[];
  /** Where those in use stand, if that is in a shared file. */
  keys(): KeysSignIn | undefined;
  /** When those in use expire, in ms since the epoch. */
  expire(): number | undefined;
}

export interface SupplyContext extends Omit<ResolveContext, 'note' | 'useKeys'> {
  /** Secrets of what was in use before. */
  readonly known: readonly string[];
}

/** So many values are kept in mind: those of some renewals. */
const MAX_SECRETS = 100;

export function supplyCredentials(
  source: CredentialSource,
  context: SupplyContext,
  given: StaticCredentials | undefined,
): CredentialSupply {
  let secrets = context.known;
  let keys: KeysSignIn | undefined;
  const useKeys = (used: KeysSignIn | undefined): void => {
    keys = used;
  };
  const note = ({ accessKeyId, secretAccessKey, sessionToken = '' }: AwsCredentialIdentity): void => {
    secrets = [...new Set([secretAccessKey, sessionToken, accessKeyId, ...secrets])].slice(0, MAX_SECRETS);
  };
  const resolve: Resolve =
    given === undefined ? providerOf(source, { ...context, note, useKeys }) : async () => ({ ...given });
  const fresh = new FreshCredentials(async () => {
    try {
      const credentials = await resolve();
      note(credentials);
      return credentials;
    } catch (error) {
      throw error instanceof ProblemError ? error : new CredentialsError(error);
    }
  });
  const refuse = (): void => {
    if (fresh.latest !== undefined) {
      // A session that was begun with a one-time code is kept for all profiles, but not when it is of no use any more.
      context.mfa.forget(fresh.latest);
    }
    fresh.refuse();
  };
  return {
    credentials: () => fresh.get(),
    atHand: async () => {
      const credentials = await fresh.atHand();
      if (credentials === undefined) {
        const message = 'There are none that are valid now, and others were not looked for.';
        throw new ProblemError({ kind: 'credentialsExpired', code: 'NotRenewed', message });
      }
      return credentials;
    },
    tryAgain: () => fresh.tryAgain(),
    refuse,
    renew: async accessKeyId => {
      const before = fresh.latest;
      if (before !== undefined && before.accessKeyId !== accessKeyId) {
        return true;
      }
      refuse();
      const now = await fresh.get();
      return now.accessKeyId !== before?.accessKeyId || now.sessionToken !== before.sessionToken;
    },
    secrets: () => secrets,
    keys: () => keys,
    expire: () => fresh.latest?.expiration?.getTime(),
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
function environmentProvider(context: ResolveContext): Resolve {
  const { settings, report } = context;
  const options = clientConfig(settings, settings.stsEndpoint);
  return async () => {
    switch (environmentKind(process.env)) {
      case 'keys':
        return environmentKeys();
      case 'webIdentity':
        return fromEnvironmentToken(webIdentityAssumer(options, report));
      case 'container':
        return containerCredentials(context);
      default:
        throw new Error('The environment holds no credentials.');
    }
  };
}

async function fromEnvironmentToken(
  roleAssumerWithWebIdentity: ReturnType<typeof webIdentityAssumer>,
): Promise<AwsCredentialIdentity> {
  try {
    return await fromTokenFile({ roleAssumerWithWebIdentity })();
  } catch (error) {
    const variable = 'AWS_WEB_IDENTITY_TOKEN_FILE';
    const name = process.env[variable];
    if (name !== undefined && error instanceof Error && 'path' in error && error.path === name) {
      throw faultError({ kind: 'unreadableFile', name, chain: [], variable });
    }
    throw error;
  }
}
