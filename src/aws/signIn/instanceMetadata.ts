import { fromInstanceMetadata } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { type Report, reported } from '../clients/requestReports';
import { faultError } from '../failures/signInErrors';
import { locationOf } from '../profiles/location';
import type { SharedFiles } from '../profiles/sharedFiles';
import { wholeNumber } from '../profiles/wholeNumber';

/** Seconds of an attempt, and attempts, as the AWS CLI has them where neither the environment nor the profile says more. */
const DEFAULT = 1;
/** More would be for ever: attempts cannot be ended. */
const MOST = { metadata_service_timeout: 600, metadata_service_num_attempts: 100 } as const;

/** The service is on the same machine, or not there at all. */
export async function instanceCredentials(
  profile: string,
  files: SharedFiles,
  report: Report,
): Promise<AwsCredentialIdentity> {
  if (process.env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true') {
    throw new Error('AWS_EC2_METADATA_DISABLED is set: the instance metadata service is not asked.');
  }
  const timeout = 1000 * settingOf('metadata_service_timeout', profile, files);
  const maxRetries = settingOf('metadata_service_num_attempts', profile, files) - 1;
  return reported({ operation: 'InstanceMetadata', report }, fromInstanceMetadata({ timeout, maxRetries }));
}

/** Throws a ProblemError for what the AWS CLI refuses, too, or waits for without an end. */
function settingOf(name: keyof typeof MOST, profile: string, files: SharedFiles): number {
  const variable = `AWS_${name.toUpperCase()}`;
  const given = process.env[variable];
  const text = given ?? files.profiles.get(profile)?.[name];
  const number = text === undefined ? DEFAULT : wholeNumber(text);
  if (number === undefined || number < 1 || number > MOST[name]) {
    const location = given === undefined ? locationOf(files, 'profile', profile, name) : { variable };
    throw faultError({
      kind: 'badValue',
      name: given === undefined ? name : variable,
      chain: given === undefined ? [profile] : [],
      ...location,
    });
  }
  return number;
}
