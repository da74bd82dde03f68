import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';

/**
 * What the SDK's provider for console logins shall read in place of the shared files, in memory: what our own parser has
 * read. The SDK's parser loses what the AWS CLI reads well, such as names with ` #` or `]`: the profile has another name here.
 */
export function loginFiles(profile: string, session: string) {
  const file = `redshift-snapshots:${profile}`;
  externalDataInterceptor.interceptFile(file, `[profile login]\nlogin_session = ${session}`);
  return { profile: 'login', filepath: file, configFilepath: file, ignoreCache: true };
}
