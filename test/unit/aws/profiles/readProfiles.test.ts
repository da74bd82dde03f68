import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { realpath, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readProfiles } from '../../../../src/aws/profiles/readProfiles';
import type { ConfigProblem, Profile, ProfileList } from '../../../../src/core/model/aws';
import { withEnvironment } from '../support';
import { fixtures, withFiles, writeFiles } from './fixtures';

const run = promisify(execFile);

describe('the list of profiles', () => {
  for (const fixture of fixtures) {
    it(fixture.title, async () => {
      await withFiles(fixture, async files => {
        const list = await readProfiles();
        assert.deepEqual(names(list), fixture.names);
        assert.deepEqual(
          list.problems.filter(isInFile).map(({ file, line, kind }) => ({ file, line, kind })),
          [...(fixture.problems ?? []), ...(fixture.ignored ?? [])].map(problem => ({
            file: files[problem.in],
            line: problem.line,
            kind: problem.kind,
          })),
        );
        assert.deepEqual(list.files, { config: files.config, credentials: files.credentials });
      });
    });
  }

  it('side by side with the AWS CLI’s own library', async function () {
    this.timeout(30_000);
    const listed = await botocoreProfiles();
    if (listed === undefined) {
      this.skip();
    }
    for (const [index, { title, names, problems }] of fixtures.entries()) {
      assert.deepEqual(listed[index], problems ? null : names, title);
    }
  });

  it('where neither file exists', async () => {
    await withFiles({}, async files => {
      const { problems, profiles } = await readProfiles();
      assert.deepEqual(profiles, []);
      assert.deepEqual(problems, [
        { file: files.config, kind: 'missing', text: 'AWS_CONFIG_FILE' },
        { file: files.credentials, kind: 'missing', text: 'AWS_SHARED_CREDENTIALS_FILE' },
      ]);
    });
  });

  it('where one file does not exist: that is a choice, unless a variable names it', async () => {
    await withFiles({ config: '[profile p]\n' }, async ({ folder, config, credentials }) => {
      assert.deepEqual((await readProfiles()).problems, [
        { file: credentials, kind: 'missing', text: 'AWS_SHARED_CREDENTIALS_FILE' },
      ]);
      const home = { HOME: folder, USERPROFILE: folder, AWS_CONFIG_FILE: config };
      assert.deepEqual((await withEnvironment(home, readProfiles)).problems, []);
    });
  });

  it('says what to watch: where links lead to as well, and the tokens where a profile needs one', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await withFiles({ config: '[profile p]\n', credentials: '' }, async ({ folder, config, credentials }) => {
      const target = join(await realpath(folder), 'dotfiles');
      await rename(config, target);
      await symlink(target, config);
      const { watched } = await readProfiles();
      assert.deepEqual(watched.files.slice(0, 3), [config, credentials, target]);
      assert.equal(watched.tokens, undefined);
      writeFileSync(
        config,
        '[profile p]\nsso_account_id = 1\nsso_role_name = r\nsso_start_url = u\nsso_region = us-east-1\n',
      );
      assert.match((await readProfiles()).watched.tokens ?? '', /\.aws.sso.cache$/);
    });
  });

  it('where an option looks like one that is not there, in which profile and line', async () => {
    const files = {
      config: [
        '[default]',
        'regions = eu-west-1',
        'output = json',
        '[profile p]',
        'region = eu-west-1',
        'endpoint_ulr = http://127.0.0.1:4566',
        'mfa_seral = arn:aws:iam::1:mfa/me',
        'regiom = eu-west-2',
        '[services v]',
        'redshift =',
        '  endpoint_urls = http://127.0.0.1:4566',
        '[sso-session s]',
        'sso_startUrl = https://example.awsapps.com/start',
      ].join('\n'),
      credentials: '[p]\naws_acces_key_id = A\naws_secret_access_key = B\n',
    };
    await withFiles(files, async ({ config, credentials }) => {
      const { problems } = await readProfiles();
      assert.deepEqual(
        problems.map(({ kind, file, line, text, meant, profile }) => [kind, file, line, text, meant, profile]),
        [
          ['unknownOption', config, 6, 'endpoint_ulr', 'endpoint_url', 'p'],
          ['unknownOption', config, 7, 'mfa_seral', 'mfa_serial', 'p'],
          ['unknownOption', config, 10, 'endpoint_urls', 'endpoint_url', undefined],
          ['unknownOption', config, 13, 'sso_starturl', 'sso_start_url', undefined],
          ['unknownOption', credentials, 2, 'aws_acces_key_id', 'aws_access_key_id', 'p'],
        ],
      );
    });
  });

  it('but not of options that others use, in a profile that works', () => {
    const others =
      'aws_account_id = 100000000001\nvpc_region = eu-west-1\naws_region = eu-west-1\nx_security_token_expires = never\n';
    const credentials = `[p]\naws_access_key_id = A\naws_secret_access_key = B\nregion = eu-west-1\n${others}`;
    return withFiles({ config: '', credentials }, async () => assert.deepEqual((await readProfiles()).problems, []));
  });

  it('and that aws_region is none', () =>
    withFiles({ config: '[profile p]\naws_region = eu-west-1\n', credentials: '' }, async () => {
      const [problem] = (await readProfiles()).problems;
      assert.deepEqual([problem?.text, problem?.meant, problem?.line], ['aws_region', 'region', 2]);
    }));

  it('where a line has no "=": its option is named, and never what may be a secret', async () => {
    const secret = 'wJalrXUtnFEMI';
    const config = `[profile p]\nregion eu-west-1\naws_secret_access_key ${secret}\n${secret}\n`;
    await withFiles({ config, credentials: '' }, async () => {
      const { problems } = await readProfiles();
      assert.deepEqual(
        problems.map(({ kind, line, text }) => [kind, line, text]),
        [
          ['syntax', 2, 'region …'],
          ['syntax', 3, 'aws_secret_access_key …'],
          ['syntax', 4, '…'],
        ],
      );
    });
  });

  it('with what each profile says, in whatever file and section of it, the credentials file before the other', async () => {
    const config =
      '[profile "a b"]\nregion = eu-west-1\n[profile "c d"]\nregion = eu-west-1\n[profile "c d"]\noutput = x\n';
    await withFiles({ config, credentials: '[a b]\nregion = eu-west-2\n' }, async () => {
      const { profiles } = await readProfiles();
      assert.deepEqual(
        profiles.map(({ name, region }) => [name, region]),
        [
          ['a b', 'eu-west-2'],
          ['c d', 'eu-west-1'],
        ],
      );
    });
  });

  it('where a file is a folder', async () => {
    await withFiles({ credentials: '[default]\n' }, async ({ folder }) => {
      const list = await withEnvironment(
        { ...process.env, AWS_CONFIG_FILE: folder } as Record<string, string>,
        readProfiles,
      );
      assert.deepEqual(names(list), ['default']);
      assert.deepEqual(list.problems, [{ file: folder, kind: 'unreadable', text: 'EISDIR' }]);
    });
  });

  // What takes time in the square of a line's length would run into mocha's limit.
  it('at once, however many blanks a line has', async () => {
    const blanks = ' \t'.repeat(50_000);
    const config = `[profile ${blanks}p\n[profile p]\nregion =${blanks}eu-west-1${blanks}\nx${blanks}y\nz${blanks}= v\n`;
    await withFiles({ config }, async () => assert.equal((await readProfiles()).profiles[0]?.region, 'eu-west-1'));
  });

  it('in the home folder, or where the variables say, with ~ and $NAME in them', async () => {
    await withFiles({ config: '[profile here]\n' }, async ({ folder }) => {
      const home = { ...process.env, HOME: folder, USERPROFILE: folder, HERE: folder } as Record<string, string>;
      for (const [variable, expected] of [
        ['~/config', join(folder, 'config')],
        ['$HERE/config', join(folder, 'config')],
        ['$' + '{HERE}/config', join(folder, 'config')],
        ['$NOT_SET/config', '$NOT_SET/config'],
        ['', join(folder, '.aws', 'config')],
      ] as const) {
        const list = await withEnvironment({ ...home, AWS_CONFIG_FILE: variable }, readProfiles);
        assert.equal(list.files.config, expected);
        assert.deepEqual(names(list), expected === join(folder, 'config') ? ['here'] : []);
      }
    });
  });

  it('anew each time', async () => {
    await withFiles({ config: '[profile one]\n' }, async ({ config }) => {
      assert.deepEqual(names(await readProfiles()), ['one']);
      writeFileSync(config, '[profile two]\n');
      assert.deepEqual(names(await readProfiles()), ['two']);
    });
  });
});

describe('a profile', () => {
  const sso = 'sso_account_id = 1\nsso_role_name = r\n';
  const kinds: readonly (readonly [string, Profile['kind']])[] = [
    ['aws_access_key_id = A\naws_secret_access_key = B', 'keys'],
    ['aws_access_key_id = A\naws_secret_access_key = B\naws_session_token = C', 'keys'],
    ['AWS_ACCESS_KEY_ID: A\nAws_Secret_Access_Key: B', 'keys'],
    ['aws_access_key_id = A', 'broken'],
    ['role_arn = r\nsource_profile = other', 'role'],
    ['role_arn = r\nsource_profile = gone', 'broken'],
    ['role_arn = r\ncredential_source = Environment', 'role'],
    ['role_arn = r\nsource_profile = other\naws_access_key_id = A\naws_secret_access_key = B', 'role'],
    ['role_arn = r', 'broken'],
    ['role_arn = r\nweb_identity_token_file = f', 'webIdentity'],
    ['credential_process = /bin/true', 'process'],
    [`${sso}sso_start_url = u\nsso_region = us-east-1`, 'sso'],
    [`${sso}sso_session = s`, 'sso'],
    [`${sso}sso_session = "unknown"`, 'broken'],
    ['sso_session = s', 'broken'],
    ['login_session = arn:aws:iam::1:user/u', 'login'],
    ['region = eu-west-1', 'incomplete'],
    ['', 'incomplete'],
  ];
  for (const [options, kind] of kinds) {
    it(`${JSON.stringify(options)} is of kind ${kind}`, async () => {
      const config = `[sso-session s]\nsso_start_url = u\nsso_region = us-east-1\n[profile p]\n${options}\n`;
      await withFiles(
        { config, credentials: '[other]\naws_access_key_id = A\naws_secret_access_key = B\n' },
        async () => {
          assert.equal((await readProfiles()).profiles[0]?.kind, kind);
        },
      );
    });
  }

  const regions: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
    ['region = eu-west-1', { AWS_REGION: 'us-east-1' }, 'eu-west-1'],
    ['', { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-2' }, 'us-east-1'],
    ['', { AWS_DEFAULT_REGION: 'us-east-2' }, 'us-east-2'],
    ['', {}, undefined],
    ['region =', {}, undefined],
  ];
  for (const [options, variables, region] of regions) {
    it(`with ${JSON.stringify(options)} and ${JSON.stringify(variables)}: Region ${region}`, async () => {
      const profile = await onlyProfile(options, variables);
      assert.equal(profile?.region, region);
      assert.equal('region' in (profile ?? {}), region !== undefined);
    });
  }

  const endpoints: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
    ['', {}, undefined],
    ['endpoint_url = http://profile', {}, 'http://profile'],
    ['endpoint_url = http://profile\nservices = v', {}, 'http://section'],
    ['endpoint_url = http://profile\nservices = empty', {}, 'http://profile'],
    ['services = v', { AWS_ENDPOINT_URL: 'http://all' }, 'http://all'],
    ['', { AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_REDSHIFT: 'http://redshift' }, 'http://redshift'],
    ['', { AWS_ENDPOINT_URL_STS: 'http://sts' }, undefined],
    ['endpoint_url = http://profile', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, undefined],
    [
      'endpoint_url = http://profile\nignore_configured_endpoint_urls = TRUE',
      { AWS_ENDPOINT_URL: 'http://all' },
      undefined,
    ],
    [
      'endpoint_url = http://p\nignore_configured_endpoint_urls = true',
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      'http://p',
    ],
  ];
  for (const [options, variables, endpoint] of endpoints) {
    it(`with ${JSON.stringify(options)} and ${JSON.stringify(variables)}: endpoint ${endpoint}`, async () => {
      assert.equal((await onlyProfile(options, variables))?.endpoint, endpoint);
    });
  }

  it('takes what the credentials file says over what the config file says', async () => {
    const files = { config: '[profile p]\nregion = eu-west-1\n', credentials: '[p]\nregion = eu-west-2\n' };
    await withFiles(files, async () => {
      assert.equal((await readProfiles()).profiles[0]?.region, 'eu-west-2');
    });
  });
});

describe('what to begin with', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'B' };
  const container = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
  const webIdentity = { AWS_WEB_IDENTITY_TOKEN_FILE: 'f', AWS_ROLE_ARN: 'r' };
  const files = '[default]\naws_access_key_id = A\naws_secret_access_key = B\n[profile other]\n';
  const environment = { kind: 'environment' } as const;
  const profile = (name: string) => ({ kind: 'profile', name }) as const;
  const cases = [
    [files, {}, profile('default')],
    [files, { AWS_PROFILE: 'other' }, profile('other')],
    [files, { AWS_DEFAULT_PROFILE: 'other' }, profile('other')],
    [files, { AWS_PROFILE: 'not-there' }, undefined],
    [files, { AWS_DEFAULT_PROFILE: 'other', AWS_PROFILE: 'default' }, profile('other')],
    [files, { AWS_DEFAULT_PROFILE: '', AWS_PROFILE: 'other' }, profile('other')],
    [files, { ...keys, AWS_PROFILE: 'other' }, environment],
    [files, { AWS_ACCESS_KEY_ID: 'A' }, profile('default')],
    [files, container, profile('default')],
    [files, { ...container, AWS_PROFILE: 'other' }, profile('other')],
    ['[default]\nregion = x\n', container, environment],
    ['[default]\nregion = x\n', {}, profile('default')],
    ['[profile other]\n', webIdentity, environment],
    ['[profile other]\n', {}, undefined],
    ['[default]\naws_access_key_id = half\n', container, profile('default')],
  ] as const;
  for (const [config, variables, expected] of cases) {
    it(`${JSON.stringify(config.split('\n')[0])} and ${JSON.stringify(variables)}`, async () => {
      await withFiles({ config }, async () => assert.deepEqual((await readProfiles()).initial, expected), variables);
    });
  }

  it('says which variable has named the profile, and that there is none of that name', () =>
    withFiles(
      { config: files, credentials: '' },
      async ({ config }) => {
        const { named, problems } = await readProfiles();
        assert.deepEqual(named, { name: 'not-there', variable: 'AWS_DEFAULT_PROFILE' });
        assert.deepEqual(problems, [
          { file: config, kind: 'noSuchProfile', text: 'not-there', variable: 'AWS_DEFAULT_PROFILE' },
        ]);
      },
      { AWS_DEFAULT_PROFILE: 'not-there', AWS_PROFILE: 'other' },
    ));

  it('takes no Region of the environment that is none, and says so', () =>
    withFiles(
      { config: files, credentials: '' },
      async ({ config }) => {
        const { profiles, environment: found, problems } = await readProfiles();
        assert.deepEqual([profiles[0]?.region, found], [undefined, {}]);
        assert.deepEqual(problems, [
          { file: config, kind: 'badRegion', text: 'Europe (Ireland)', variable: 'AWS_REGION' },
        ]);
      },
      { ...keys, AWS_REGION: 'Europe (Ireland)', AWS_DEFAULT_REGION: 'eu-west-1' },
    ));

  it('the environment has a Region and an endpoint of its own, else those of the profile that would be read', async () => {
    const config =
      '[default]\nregion = eu-west-1\nendpoint_url = http://profile\n[profile other]\nregion = eu-west-2\n';
    const of = (more: Readonly<Record<string, string>>) =>
      withFiles({ config }, async () => (await readProfiles()).environment, { ...keys, ...more });
    assert.deepEqual(await of({}), { region: 'eu-west-1', endpoint: 'http://profile' });
    assert.deepEqual(await of({ AWS_PROFILE: 'other' }), { region: 'eu-west-2' });
    assert.deepEqual(await of({ AWS_REGION: 'eu-west-3' }), { region: 'eu-west-3', endpoint: 'http://profile' });
    assert.equal((await withFiles({ config }, readProfiles)).environment, undefined);
  });
});

it('what is read of the files holds none of their secrets', async () => {
  const secrets = [
    'AKIAIOSFODNN7EXAMPLE',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'IQoJb3JpZ2lu',
    's.vault-token',
    'p4ss',
  ];
  const [key, secret, token, process, password] = secrets;
  const broken = `aws_secret_access_key = ${secret}\n${secret}\naws_access_key_id ${key}\n${key}\n`;
  const good = `aws_access_key_id = ${key}\naws_secret_access_key = ${secret}\naws_session_token : ${token}\n`;
  const files = {
    config: `${broken}[default]\n${broken}[profile p]\ncredential_process = get --token ${process}\nx=\n ${secret}\n[profile q]\nx = 1\nx = ${password}\n`,
    credentials: `[default]\n${good}${good}`,
  };
  await withFiles(files, async () => {
    const list = await readProfiles();
    assert.ok(list.problems.length >= 6);
    const text = JSON.stringify(list);
    for (const value of secrets) {
      assert.equal(text.includes(value), false, value);
    }
  });
});

/** That a file of a fixture is not there is no problem in a file. */
function isInFile({ kind }: ConfigProblem): boolean {
  return kind !== 'missing';
}

function names(list: ProfileList): readonly string[] {
  return list.profiles.map(profile => profile.name);
}

async function onlyProfile(options: string, variables: Readonly<Record<string, string>>): Promise<Profile | undefined> {
  const config = `[profile p]\n${options}\n[services v]\nredshift =\n  endpoint_url = http://section\n[services empty]\ns3 =\n  endpoint_url = http://s3\n`;
  return withFiles({ config }, async () => (await readProfiles()).profiles[0], variables);
}

/**
 * What `aws configure list-profiles` prints for each fixture, null where the AWS CLI refuses; undefined where botocore is
 * not installed. The command itself came with version 2 of the CLI; it prints what this asks for.
 */
async function botocoreProfiles(): Promise<readonly (readonly string[] | null)[] | undefined> {
  const script = `
import json, os, sys
try:
    from botocore.session import Session
except ImportError:
    sys.exit(42)
def listed(folder):
    os.environ['AWS_CONFIG_FILE'] = os.path.join(folder, 'config')
    os.environ['AWS_SHARED_CREDENTIALS_FILE'] = os.path.join(folder, 'credentials')
    try:
        return Session().available_profiles
    except Exception:
        return None
print(json.dumps([listed(folder) for folder in sys.argv[1:]]))
`;
  const files = fixtures.map(writeFiles);
  try {
    const folders = files.map(({ folder }) => folder);
    const environment = { ...process.env, PYTHONUTF8: '1' };
    return JSON.parse((await run('python3', ['-c', script, ...folders], { env: environment })).stdout);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || String(code) === '42' || String(code) === '9009') {
      return undefined;
    }
    throw error;
  } finally {
    for (const { remove } of files) {
      remove();
    }
  }
}
