import { fromEnv } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { isKeyText } from '../profiles/keys';

const VARIABLES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;

/** The keys in the environment. One that no HTTP header can hold is named here: the SDK would only say that a header is wrong. */
export async function environmentKeys(): Promise<AwsCredentialIdentity> {
  const broken = VARIABLES.find(name => !isKeyText(process.env[name] ?? ''));
  if (broken !== undefined) {
    throw new Error(`${broken} contains a character that AWS keys never have.`);
  }
  return fromEnv()();
}
