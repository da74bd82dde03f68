// What the extension host may know of AWS: throw-away files, and nothing of the person who runs this.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../src/core/model/sandbox';
import { temporaryFolder } from './processes';

/** This process's environment without any AWS_* variable, with config files that do not exist and no metadata service. */
export function awsEnvironment(): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('AWS_'));
  const nowhere = join(__dirname, 'no-such-file');
  return {
    ...Object.fromEntries(rest),
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** A profile by its keys and values, as they stand in the files of the AWS CLI. */
export type Profiles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Writes a config and a credentials file and returns the environment that points at them. */
export function writeProfiles(profiles: Profiles, current?: string): Record<string, string> {
  const folder = temporaryFolder();
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  writeFileSync(
    config,
    sections(profiles, name => (name === 'default' ? name : `profile ${name}`), isSetting),
  );
  writeFileSync(
    credentials,
    sections(profiles, name => name, isSecret),
    { mode: 0o600 },
  );
  return {
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(current ? { AWS_PROFILE: current } : {}),
  };
}

/** A profile whose account is the sandbox. */
export function sandboxProfile(sandbox: Sandbox, region = sandbox.region): Profiles[string] {
  return {
    region,
    endpoint_url: sandbox.endpoint,
    aws_access_key_id: sandbox.credentials.accessKeyId,
    aws_secret_access_key: sandbox.credentials.secretAccessKey,
  };
}

const secrets = new Set(['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']);
const isSecret = (key: string) => secrets.has(key);
const isSetting = (key: string) => !secrets.has(key);

function sections(profiles: Profiles, title: (name: string) => string, keep: (key: string) => boolean): string {
  return Object.entries(profiles)
    .map(([name, values]) => [name, Object.entries(values).filter(([key]) => keep(key))] as const)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => [`[${title(name)}]`, ...values.map(([key, value]) => `${key} = ${value}`), ''].join('\n'))
    .join('\n');
}
