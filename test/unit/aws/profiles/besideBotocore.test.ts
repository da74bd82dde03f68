import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Link, planProfile } from '../../../../src/aws/profiles/chain';
import { environmentProfile } from '../../../../src/aws/profiles/environment';
import { keysIn } from '../../../../src/aws/profiles/keys';
import { loadSharedFiles } from '../../../../src/aws/profiles/sharedFiles';
import { problemOf } from '../../../../src/core/model/problem';
import { withEnvironment } from '../support';
import { type Files, writeFiles } from './fixtures';

const run = promisify(execFile);

interface Case {
  readonly config?: string;
  readonly credentials?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What comes of it: how, the access key and its token where there is one, the Region; or that it is refused. */
  readonly expected: readonly (string | null)[] | 'refused' | 'none';
}

const k1 = 'aws_access_key_id = K1\naws_secret_access_key = S1\n';
const k2 = 'aws_access_key_id = K2\naws_secret_access_key = S2\n';
const token = 'aws_session_token = T\n';
const role = 'role_arn = arn:aws:iam::1:role/r\n';
const sso = 'sso_account_id = 1\nsso_role_name = r\n';
const portal = 'sso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n';
const command = 'credential_process = echo \'{"Version": 1, "AccessKeyId": "K3", "SecretAccessKey": "S3"}\'\n';
const inConfig = 'config-file';
const inCredentials = 'shared-credentials-file';

/** Profile `p`, where no variable names another one. */
const cases: Readonly<Record<string, Case>> = {
  'two sections for one profile, the shorter header last': {
    config: `[profile default]\n${k2}region = us-east-2\noutput = json\n[default]\n${k1}region = eu-west-1\n`,
    variables: { AWS_PROFILE: 'default' },
    expected: [inConfig, 'K1', null, 'eu-west-1'],
  },
  'two sections for one profile, the longer header last': {
    config: `[default]\n${k2}region = us-east-2\n[profile default]\n${k1}`,
    variables: { AWS_PROFILE: 'default' },
    expected: [inConfig, 'K1', null, null],
  },
  'an option in two spellings, in two files': {
    config: '[profile p]\nregion = us-east-1\n',
    credentials: `[p]\n${k1}Region = eu-west-1\n`,
    expected: [inCredentials, 'K1', null, 'eu-west-1'],
  },
  'a token in the other file': {
    config: `[profile p]\n${token}`,
    credentials: `[p]\n${k1}`,
    expected: [inCredentials, 'K1', null, null],
  },
  'a token in the other file, the other way round': {
    config: `[profile p]\n${k1}`,
    credentials: `[p]\n${token}`,
    expected: [inConfig, 'K1', null, null],
  },
  'keys in both files': {
    config: `[profile p]\n${k2}${token}`,
    credentials: `[p]\n${k1}`,
    expected: [inCredentials, 'K1', null, null],
  },
  'half a key in the credentials file': {
    config: `[profile p]\n${k1}`,
    credentials: '[p]\naws_access_key_id = K2\n',
    expected: 'refused',
  },
  'a key in two halves': {
    config: '[profile p]\naws_secret_access_key = S1\n',
    credentials: '[p]\naws_access_key_id = K1\n',
    expected: 'refused',
  },
  'an older name of the token': {
    credentials: `[p]\n${k1}aws_security_token = T\n`,
    expected: [inCredentials, 'K1', 'T', null],
  },
  'both names of the token': {
    credentials: `[p]\n${k1}aws_session_token = T2\naws_security_token = T1\n`,
    expected: [inCredentials, 'K1', 'T1', null],
  },
  'an option of DEFAULT': {
    config: '[DEFAULT]\nregion = eu-west-1\n[profile p]\n',
    credentials: `[p]\n${k1}`,
    expected: [inCredentials, 'K1', null, 'eu-west-1'],
  },
  'keys in the config file beside a process': {
    config: `[profile p]\n${k1}${command}`,
    expected: ['custom-process', null, null, null],
  },
  'keys in the credentials file beside a process': {
    config: `[profile p]\n${command}`,
    credentials: `[p]\n${k1}`,
    expected: [inCredentials, 'K1', null, null],
  },
  'keys beside SSO': { config: `[profile p]\n${k1}${sso}${portal}`, expected: ['sso', null, null, null] },
  'keys beside where to sign in, without an account': {
    config: `[profile p]\n${k1}${portal}`,
    expected: [inConfig, 'K1', null, null],
  },
  'a session that the profile contradicts': {
    config: `[profile p]\n${sso}sso_session = corp\nsso_start_url = u\n[sso-session corp]\n${portal}`,
    expected: 'refused',
  },
  'a session that the profile repeats': {
    config: `[profile p]\n${sso}${portal}sso_session = "corp"\n[sso-session corp]\n${portal}[sso-session '"corp"']\n${portal}`,
    expected: ['sso', null, null, null],
  },
  'a session of two words': {
    config: `[profile p]\n${sso}sso_session = corp eu\n[sso-session "corp eu"]\n${portal}`,
    expected: ['sso', null, null, null],
  },
  'a session that is not there': { config: `[profile p]\n${sso}sso_session = corp\n`, expected: 'refused' },
  'a role': {
    config: `[profile p]\n${role}source_profile = q\n[profile q]\n${k1}`,
    expected: ['assume-role', null, null, null],
  },
  'a role without a source': { config: `[profile p]\n${role}`, expected: 'refused' },
  'a role without a source, beside keys': { config: `[profile p]\n${role}${k1}`, expected: 'refused' },
  'a role without a source, beside a process': { config: `[profile p]\n${role}${command}`, expected: 'refused' },
  'a role without a source, beside SSO': { config: `[profile p]\n${role}${sso}${portal}`, expected: 'refused' },
  'a role with two sources': {
    config: `[profile p]\n${role}source_profile = q\ncredential_source = Environment\n[profile q]\n${k1}`,
    expected: 'refused',
  },
  'a role with a token file beside its source': {
    config: `[profile p]\n${role}web_identity_token_file = f\nsource_profile = p\n`,
    expected: ['assume-role-with-web-identity', null, null, null],
  },
  'a token file without a role': { config: '[profile p]\nweb_identity_token_file = f\n', expected: 'refused' },
  'a profile that names itself, with keys': {
    config: `[profile p]\n${role}${k1}source_profile = p\n`,
    expected: ['assume-role', null, null, null],
  },
  'a profile that names itself, without': { config: `[profile p]\n${role}source_profile = p\n`, expected: 'refused' },
  'two roles that lead to each other, the first with keys': {
    config: `[profile p]\n${k1}${role}source_profile = q\n[profile q]\n${role}source_profile = p\n`,
    expected: 'refused',
  },
  'two roles that lead to each other, the second with keys': {
    config: `[profile p]\n${role}source_profile = q\n[profile q]\n${k1}${role}source_profile = p\n`,
    expected: ['assume-role', null, null, null],
  },
  'a role whose source is another role without a source': {
    config: `[profile p]\n${role}source_profile = q\n[profile q]\n${role}${sso}${portal}`,
    expected: 'refused',
  },
  'a source that is not there': { config: `[profile p]\n${role}source_profile = gone\n`, expected: 'refused' },
  'nothing at all': { config: '[profile p]\nregion = eu-west-1\n', expected: 'none' },
  'a name in two variables': {
    config: `[profile q]\n${k2}`,
    credentials: `[p]\n${k1}`,
    variables: { AWS_DEFAULT_PROFILE: 'q', AWS_PROFILE: 'p' },
    expected: [inConfig, 'K2', null, null],
  },
};

describe('which credentials and which Region', () => {
  for (const [title, { expected, ...files }] of Object.entries(cases)) {
    it(title, () => withCase(files, async () => assert.deepEqual(await ours(), expected)));
  }

  it('are the AWS CLI’s own', async function () {
    this.timeout(60_000);
    const theirs = await botocores();
    if (theirs === undefined) {
      this.skip();
    }
    const expected = Object.entries(cases).map(([title, { expected }]) => [title, expected]);
    assert.deepEqual(Object.fromEntries(theirs), Object.fromEntries(expected));
  });
});

const METHODS = {
  role: 'assume-role',
  webIdentity: 'assume-role-with-web-identity',
  sso: 'sso',
  login: 'login',
  process: 'custom-process',
} as const;

async function ours(): Promise<Case['expected']> {
  const files = await loadSharedFiles();
  const name = environmentProfile(process.env) ?? 'default';
  let link: Link;
  try {
    link = planProfile(name, files);
  } catch (error) {
    return problemOf(error).kind === 'profileBroken' ? 'refused' : 'none';
  }
  const { how, values } = link;
  const region = values['region'] ?? null;
  if (how.kind !== 'keys') {
    return [METHODS[how.kind], null, null, region];
  }
  const { accessKeyId, sessionToken = null } = keysIn(files, how.file, name);
  return [how.file === 'config' ? inConfig : inCredentials, accessKeyId, sessionToken, region];
}

type CaseFiles = Omit<Case, 'expected'>;

function environmentOf({ config, credentials }: Files, { variables }: CaseFiles): Readonly<Record<string, string>> {
  const files = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
  return { ...files, AWS_EC2_METADATA_DISABLED: 'true', ...(variables ?? { AWS_PROFILE: 'p' }) };
}

async function withCase(contents: CaseFiles, work: () => Promise<void>): Promise<void> {
  const files = writeFiles(contents);
  try {
    await withEnvironment(environmentOf(files, contents), work);
  } finally {
    files.remove();
  }
}

/** What botocore makes of each case; undefined where it is not installed. A role and SSO are not asked for yet. */
async function botocores(): Promise<readonly (readonly [string, Case['expected']])[] | undefined> {
  const script = `
import json, os, sys
try:
    from botocore.session import Session
except ImportError:
    sys.exit(42)
def found(variables):
    for name in [name for name in os.environ if name.startswith('AWS_')]:
        del os.environ[name]
    os.environ.update(variables)
    try:
        session = Session()
        found = session.get_credentials()
        if found is None:
            return 'none'
        is_keys = found.method in ('config-file', 'shared-credentials-file')
        keys = [found.access_key, found.token] if is_keys else [None, None]
        return [found.method, *keys, session.get_config_variable('region')]
    except Exception:
        return 'refused'
print(json.dumps([found(variables) for variables in json.loads(sys.argv[1])]))
`;
  const written = Object.entries(cases).map(([title, contents]) => ({ title, contents, files: writeFiles(contents) }));
  try {
    const variables = written.map(({ contents, files }) => environmentOf(files, contents));
    const { stdout } = await run('python3', ['-c', script, JSON.stringify(variables)]);
    const found: readonly Case['expected'][] = JSON.parse(stdout);
    return written.map(({ title }, index) => [title, found[index] ?? 'none']);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || String(code) === '42' || String(code) === '9009') {
      return undefined;
    }
    throw error;
  } finally {
    for (const { files } of written) {
      files.remove();
    }
  }
}
