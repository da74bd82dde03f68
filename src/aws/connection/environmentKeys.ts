import type { AwsCredentialIdentity } from '@smithy/types';
import { isKeyText } from '../profiles/keys';
import { parseTimestamp } from '../signIn/parseTimestamp';

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
/** The AWS CLI reads the older name first. */
const TOKENS = ['AWS_SECURITY_TOKEN', 'AWS_SESSION_TOKEN'] as const;

/** The keys in the environment. One that no HTTP header can hold is named here: the SDK would only say that a header is wrong. */
export function environmentKeys(env = process.env): AwsCredentialIdentity {
  const missing = KEYS.find(name => !env[name]);
  if (missing !== undefined) {
    throw new Error(`${missing} is not set.`);
  }
  const broken = [...KEYS, ...TOKENS].find(name => !isKeyText(env[name] ?? ''));
  if (broken !== undefined) {
    throw new Error(`${broken} contains a character that AWS keys never have.`);
  }
  const [accessKeyId = '', secretAccessKey = ''] = KEYS.map(name => env[name]);
  const sessionToken = TOKENS.map(name => env[name]).find(Boolean);
  const expiration = parseTimestamp(env['AWS_CREDENTIAL_EXPIRATION']);
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
}
