import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import type { SharedFiles } from './sharedFiles';

/** The options that the SDK's providers look up by themselves. */
const LOOKED_UP: readonly string[] = ['login_session', 'sso_session'];

/**
 * What a credential provider of the SDK shall read in place of the shared files: what our own parser has read of a profile
 * and its session, in memory. The SDK's parser loses what the AWS CLI reads well, such as names with spaces.
 */
export function profileFiles(profile: string, { profiles, ssoSessions }: SharedFiles) {
  const values = Object.entries(profiles.get(profile) ?? {}).filter(([name]) => LOOKED_UP.includes(name));
  const session = profiles.get(profile)?.['sso_session'] ?? '';
  const { sso_start_url = '', sso_region = '' } = ssoSessions.get(session) ?? {};
  const lines = [
    `[profile.${profile}]`,
    ...values.map(([name, value]) => `${name} = ${value}`),
    `[sso-session.${session}]`,
    `sso_start_url = ${sso_start_url}`,
    `sso_region = ${sso_region}`,
  ];
  const name = `redshift-snapshots:${profile}`;
  externalDataInterceptor.interceptFile(name, lines.join('\n'));
  return { filepath: name, configFilepath: name, ignoreCache: true };
}
