import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readProfiles } from '../../../../src/aws/profiles/readProfiles';
import type { ProfileFault } from '../../../../src/core/model/profileFault';
import { itemsOf, problemFrom } from '../support';
import { accountBench, userKeys, withMachine } from './bench';

type Expected = Omit<ProfileFault, 'file' | 'chain' | 'other'> & { readonly chain: string; readonly other?: number };

const keys = `aws_access_key_id = ${userKeys.accessKeyId}\naws_secret_access_key = ${userKeys.secretAccessKey}`;
const role = 'role_arn = arn:aws:iam::1:role/r';

const securityKey = 'arn:aws:iam::100000000001:u2f/user/on-call/key-ABC';
const sso = 'sso_account_id = 1\nsso_role_name = r';
const portal = 'sso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1';
const sourceless = { kind: 'missingOption', name: 'source_profile', chain: 'p', line: 2 } as const;

/** Files, and what is wrong with the profile `p` in them. */
const cases: Readonly<Record<string, readonly [config: string, expected: Expected]>> = {
  'a role without a name': [
    `[profile p]\nrole_arn =\nsource_profile = q\n${keys}\n[profile q]\n${keys}\n`,
    { kind: 'missingOption', name: 'role_arn', chain: 'p', line: 2 },
  ],
  'a role with a sign that nobody sees': [
    `[profile p]\nsource_profile = q\n${role}\u200B\n[profile q]\n${keys}\n`,
    { kind: 'badValue', name: 'role_arn', chain: 'p', line: 3 },
  ],
  'a role with a comment behind it': [
    `[profile p]\n${role} # on call\nsource_profile = q\n[profile q]\n${keys}\n`,
    { kind: 'badValue', name: 'role_arn', chain: 'p', line: 2 },
  ],
  'an account in quotes': [
    `[profile p]\nsso_account_id = "1"\nsso_role_name = r\n${portal}\n`,
    { kind: 'badValue', name: 'sso_account_id', chain: 'p', line: 2 },
  ],
  'a cycle of three': [
    `[profile p]\n${role}\nsource_profile = q\n[profile q]\n${role}\nsource_profile = r\n[profile r]\n${role}\nsource_profile = p\n`,
    { kind: 'cycle', name: 'p', chain: 'p q r', line: 9 },
  ],
  'a profile that names itself, without keys': [
    `[profile p]\n${role}\nsource_profile = p\n`,
    { kind: 'cycle', name: 'p', chain: 'p', line: 3 },
  ],
  'a missing link': [
    `[profile p]\n${role}\nsource_profile = q\n[profile q]\n# a comment\n${role}\nsource_profile = gone\n`,
    { kind: 'noSuchProfile', name: 'gone', chain: 'p q', line: 7 },
  ],
  'a profile that is in no file': ['[profile q]\n', { kind: 'noSuchProfile', name: 'p', chain: 'p' }],
  'a session that is in no file': [
    '[profile p]\nsso_account_id = 1\nsso_role_name = r\nsso_session = gone\n',
    { kind: 'noSuchSession', name: 'gone', chain: 'p', line: 4 },
  ],
  'a session without a start URL': [
    '[profile p]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\n\n[sso-session s]\nsso_region = x\n',
    { kind: 'missingOption', name: 'sso_start_url', chain: 'p', line: 6 },
  ],
  'SSO without a role': [
    '[profile p]\nsso_account_id = 1\nsso_region = x\nsso_start_url = u\n',
    { kind: 'missingOption', name: 'sso_role_name', chain: 'p', line: 1 },
  ],
  'half a key': [
    '[default]\n[profile p]\naws_access_key_id = AKIAHALFAKEYXXEXAMPLE\n',
    { kind: 'missingOption', name: 'aws_secret_access_key', chain: 'p', line: 3 },
  ],
  'a role without a source': [
    `[profile p]\n${role}\n`,
    { kind: 'missingOption', name: 'source_profile', chain: 'p', line: 2 },
  ],
  'a misspelt option': [
    `[profile p]\n${role}\nsource_profle = base\n[profile base]\n${keys}\n`,
    { kind: 'unknownOption', name: 'source_profle', meant: 'source_profile', chain: 'p', line: 3 },
  ],
  'a misspelt option at the end of a chain': [
    `[profile p]\n${role}\nsource_profile = base\n[profile base]\ncredentials_process = get\n`,
    { kind: 'unknownOption', name: 'credentials_process', meant: 'credential_process', chain: 'p base', line: 5 },
  ],
  'a source that there is not': [
    `[profile p]\n${role}\ncredential_source = Ec2\n`,
    { kind: 'badValue', name: 'credential_source', chain: 'p', line: 3 },
  ],
  'two sources': [
    `[profile p]\n${role}\nsource_profile = base\ncredential_source = Environment\n[profile base]\n${keys}\n`,
    { kind: 'twoSources', name: 'credential_source', chain: 'p', line: 4 },
  ],
  ...Object.fromEntries(
    ['899', '-3600', '0', '43201', '9'.repeat(400), '-0'].map(duration => [
      `a duration of ${duration.slice(0, 9)}`,
      [
        `[profile p]\n${role}\nsource_profile = base\nduration_seconds = ${duration}\n[profile base]\n${keys}\n`,
        { kind: 'badValue', name: 'duration_seconds', chain: 'p', line: 4 },
      ],
    ]),
  ),
  'a role without a source, beside keys': [`[profile p]\n${role}\n${keys}\n`, sourceless],
  'a role without a source, beside SSO': [`[profile p]\n${role}\n${sso}\n${portal}\n`, sourceless],
  'a role without a source, beside a process': [`[profile p]\n${role}\ncredential_process = get\n`, sourceless],
  'two roles that lead to each other, the first with keys': [
    `[profile p]\n${keys}\n${role}\nsource_profile = q\n[profile q]\n${role}\nsource_profile = p\n`,
    { kind: 'cycle', name: 'p', chain: 'p q', line: 8 },
  ],
  'a role for more than an hour behind another role': [
    `[profile p]\n${role}\nsource_profile = q\nduration_seconds = 7200\n[profile q]\n${role}\nsource_profile = base\n[profile base]\n${keys}\n`,
    { kind: 'tooLong', name: 'duration_seconds', chain: 'p', line: 4 },
  ],
  'a role for more than an hour behind SSO': [
    `[profile p]\n${role}\nsource_profile = q\nduration_seconds = 3601\n[profile q]\n${sso}\n${portal}\n`,
    { kind: 'tooLong', name: 'duration_seconds', chain: 'p', line: 4 },
  ],
  'a role for more than an hour behind a session token': [
    `[profile p]\n${role}\nsource_profile = q\nduration_seconds = 3601\n[profile q]\n${keys}\naws_session_token = t\n`,
    { kind: 'tooLong', name: 'duration_seconds', chain: 'p', line: 4 },
  ],
  'a role for more than an hour, as the source of another one': [
    `[profile p]\n${role}\nsource_profile = q\n[profile q]\n${role}\nduration_seconds = 7200\ncredential_source = EcsContainer\n`,
    { kind: 'tooLong', name: 'duration_seconds', chain: 'p q', line: 6 },
  ],
  'an SSO session that the profile contradicts': [
    `[profile p]\n${sso}\nsso_session = corp\nsso_start_url = https://other.awsapps.com/start\n[sso-session corp]\n${portal}\n`,
    { kind: 'conflict', name: 'sso_start_url', chain: 'p', line: 5, other: 7 },
  ],
  'an SSO session without a Region, although the profile has one': [
    `[profile p]\n${sso}\nsso_session = corp\nsso_region = us-east-1\n[sso-session corp]\nsso_start_url = u\n`,
    { kind: 'missingOption', name: 'sso_region', chain: 'p', line: 6 },
  ],
  'an SSO Region in quotes': [
    `[profile p]\n${sso}\nsso_session = corp\n[sso-session corp]\nsso_start_url = u\nsso_region = "us-east-1"\n`,
    { kind: 'badValue', name: 'sso_region', chain: 'p', line: 7 },
  ],
  'a web identity without a role': [
    '[profile p]\nweb_identity_token_file = /no/such/token\n',
    { kind: 'missingOption', name: 'role_arn', chain: 'p', line: 2 },
  ],
  'a source without a role': [
    '[profile p]\ncredential_source = Environment\n',
    { kind: 'missingOption', name: 'role_arn', chain: 'p', line: 2 },
  ],
  'a security key, for a role': [
    `[profile p]\n${role}\nsource_profile = q\nmfa_serial = ${securityKey}\n[profile q]\n${keys}\n`,
    { kind: 'noCodes', name: 'mfa_serial', chain: 'p', line: 4 },
  ],
  'a security key, for a user': [
    `[profile p]\n${role}\nsource_profile = q\n[profile q]\n${keys}\nmfa_serial = ${securityKey}\n`,
    { kind: 'noCodes', name: 'mfa_serial', chain: 'p q', line: 7 },
  ],
  'a security key, for a long role of a user': [
    `[profile p]\n${role}\nsource_profile = q\nduration_seconds = 7200\n[profile q]\n${keys}\nmfa_serial = ${securityKey}\n`,
    { kind: 'noCodes', name: 'mfa_serial', chain: 'p q', line: 8 },
  ],
  'a token file that is not there': [
    `[profile p]\n${role}\nweb_identity_token_file = /no/such/token\n`,
    { kind: 'unreadableFile', name: '/no/such/token', chain: 'p', line: 3 },
  ],
  'a certificate bundle without a certificate': [
    `[profile p]\n${keys}\nca_bundle = ${__filename}\n`,
    { kind: 'unreadableFile', name: __filename, chain: 'p', line: 4 },
  ],
  'a certificate bundle that is not there': [
    `[profile p]\n${keys}\nca_bundle = /no/such/bundle\n`,
    { kind: 'unreadableFile', name: '/no/such/bundle', chain: 'p', line: 4 },
  ],
};

describe('a profile that leads to no credentials says why, and where:', () => {
  const b = accountBench();

  for (const [title, [config, { chain, other, ...expected }]] of Object.entries(cases)) {
    it(title, () =>
      withMachine(b.sandbox, config, async machine => {
        const problem = await problemFrom(itemsOf(machine.connect('p').clusters()));
        assert.equal(problem.kind, 'profileBroken', problem.message);
        const need = { file: machine.config, ...(other && { other: { file: machine.config, line: other } }) };
        assert.deepEqual(problem.fault, { ...expected, chain: chain.split(' '), ...need });
        assert.deepEqual(b.sandbox.requests, [], 'nothing was sent');
        assert.ok(!JSON.stringify(problem).includes(userKeys.secretAccessKey));
      }),
    );
  }

  for (const region of [
    '"us-east-1"',
    'us-east-1a',
    'US-EAST-1',
    'Europe (Ireland)',
    'eu-west-1 # Ireland',
    'us-east1',
  ]) {
    it(`region = ${region}`, () =>
      withMachine(b.sandbox, `[profile p]\n${keys}\nregion = ${region}\n`, async machine => {
        delete process.env['AWS_ENDPOINT_URL'];
        const source = { kind: 'profile', name: 'p' } as const;
        const gateway = machine.aws.connect({ target: { source, region }, log: () => {} });
        const { kind, fault } = await problemFrom(itemsOf(gateway.clusters()));
        gateway.dispose();
        assert.deepEqual([kind, fault?.kind, fault?.name, fault?.line], ['profileBroken', 'badValue', 'region', 4]);
        assert.deepEqual((await readProfiles()).profiles[0]?.kind, 'broken');
      }));
  }

  it('but not for a Region of no form at an endpoint of its own', () =>
    withMachine(b.sandbox, `[profile p]\n${keys}\nregion = local\n`, async ({ connect }) => {
      assert.deepEqual(await itemsOf(connect('p').clusters()), []);
    }));

  it('in the credentials file, where that has the last word', () =>
    withMachine(b.sandbox, '[profile p]\nregion = eu-west-1\n', async machine => {
      writeFileSync(machine.credentials, `# mine\n[p]\n${role}\nsource_profile = gone\n`);
      const { fault } = await problemFrom(itemsOf(machine.connect('p').clusters()));
      assert.deepEqual([fault?.file, fault?.line], [machine.credentials, 4]);
    }));

  const [id = '', secret = ''] = keys.split('\n');
  const token = 'aws_session_token = token';
  const split: Readonly<
    Record<string, readonly [config: string, credentials: string, file: 'config' | 'credentials']>
  > = {
    'an id in the config file, a secret in the other': [`[profile p]\n${id}\n`, `[p]\n${secret}\n`, 'config'],
    'an id in the credentials file, a secret in the other': [`[profile p]\n${secret}\n`, `[p]\n${id}\n`, 'credentials'],
    'an id in the credentials file, a whole key in the other': [
      `[profile p]\n${keys}\n`,
      `[p]\n${id}\n`,
      'credentials',
    ],
  };
  for (const [title, [config, credentials, file]] of Object.entries(split)) {
    it(`keys come from one file: ${title}`, () =>
      withMachine(b.sandbox, config, async machine => {
        writeFileSync(machine.credentials, credentials);
        const { fault } = await problemFrom(itemsOf(machine.connect('p').clusters()));
        const expected = {
          kind: 'missingOption',
          name: 'aws_secret_access_key',
          chain: ['p'],
          file: machine[file],
          line: 2,
        };
        assert.deepEqual(fault, expected);
        assert.deepEqual(b.sandbox.requests, []);
      }));
  }

  const whole: Readonly<Record<string, readonly [config: string, credentials: string]>> = {
    'a token in the config file is none of theirs': [`[profile p]\n${token}\n`, `[p]\n${keys}\n`],
    'a token in the credentials file is none of theirs': [`[profile p]\n${keys}\n`, `[p]\n${token}\n`],
  };
  for (const [title, [config, credentials]] of Object.entries(whole)) {
    it(`keys come from one file: ${title}`, () =>
      withMachine(b.sandbox, config, async machine => {
        writeFileSync(machine.credentials, credentials);
        assert.match((await machine.connect('p').callerIdentity()).arn, /user\/on-call$/);
      }));
  }

  const pasted: Readonly<Record<string, readonly [name: string, line: string]>> = {
    'a sign that nobody sees': ['aws_access_key_id', `aws_access_key_id = ${userKeys.accessKeyId}\u200B`],
    'typographic quotes': ['aws_secret_access_key', 'aws_secret_access_key = “wJalr/secret”'],
    'plain quotes': ['aws_secret_access_key', 'aws_secret_access_key = "wJalr/secret"'],
    'a carriage return inside': ['aws_secret_access_key', 'aws_secret_access_key = wJalr\r/secret'],
    'a line break inside': ['aws_session_token', 'aws_session_token = wJalr\n/secret=='],
    'a line that goes on': ['aws_session_token', 'aws_session_token = wJalr\n  /secret=='],
    'a comment behind': ['aws_security_token', 'aws_security_token = wJalr # /secret'],
  };
  for (const [title, [name, broken]] of Object.entries(pasted)) {
    it(`a key with ${title}`, () => {
      const lines = [id, secret, 'output = json'].map(line => (line.startsWith(`${name} `) ? broken : line));
      const text = lines.includes(broken) ? lines : [id, secret, broken];
      return withMachine(b.sandbox, `[profile p]\n${text.join('\n')}\n`, async machine => {
        const problem = await problemFrom(itemsOf(machine.connect('p').clusters()));
        const line = text.indexOf(broken) + 2;
        assert.deepEqual(problem.fault, { kind: 'badKey', name, chain: ['p'], file: machine.config, line });
        assert.ok(!/wJalr|secret["/]|AKIA/.test(JSON.stringify(problem)));
      });
    });
  }

  it('a key in the config file, where the other file has an option of the same name', () =>
    withMachine(b.sandbox, `[profile p]\n${keys}\naws_session_token = “T”\n`, async machine => {
      writeFileSync(machine.credentials, `[p]\n${token}\n`);
      const { fault } = await problemFrom(itemsOf(machine.connect('p').clusters()));
      assert.deepEqual([fault?.kind, fault?.file, fault?.line], ['badKey', machine.config, 4]);
    }));

  it('a key with a sign that nobody sees, in the environment: the variable is named, never its value', () => {
    const variables = { AWS_ACCESS_KEY_ID: userKeys.accessKeyId, AWS_SECRET_ACCESS_KEY: 'wJalr\u200B' };
    return withMachine(
      b.sandbox,
      `[profile p]\n${role}\ncredential_source = Environment\n`,
      async ({ connect }) => {
        for (const source of ['p', { kind: 'environment' }] as const) {
          const { kind, message } = await problemFrom(itemsOf(connect(source).clusters()));
          const expected = 'AWS_SECRET_ACCESS_KEY contains a character that AWS keys never have.';
          assert.deepEqual([kind, message], ['credentialsMissing', expected]);
        }
        assert.deepEqual(b.sandbox.requests, []);
      },
      variables,
    );
  });

  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
    const variables = { AWS_ACCESS_KEY_ID: userKeys.accessKeyId, AWS_SECRET_ACCESS_KEY: userKeys.secretAccessKey };
    it(`${name} that is not set, where credential_source names the environment`, () =>
      withMachine(
        b.sandbox,
        `[profile p]\n${role}\ncredential_source = Environment\n`,
        async ({ connect }) => {
          const { message } = await problemFrom(itemsOf(connect('p').clusters()));
          assert.equal(message, `${name} is not set.`);
        },
        { ...variables, [name]: '' },
      ));
  }

  it('but not for an option of the session that only JavaScript knows', () =>
    withMachine(
      b.sandbox,
      `[profile p]\n${sso}\nsso_session = s\n[sso-session s]\n${portal}\nconstructor = x\n`,
      async ({ connect }) => {
        assert.equal((await problemFrom(itemsOf(connect('p').clusters()))).kind, 'signInRequired');
      },
    ));

  it('but not for an option that nobody knows in one that leads to some; what it looks like is said all the same', () =>
    withMachine(b.sandbox, `[profile p]\n${keys}\ncolour = red\nrole_arm = x\n`, async ({ connect }) => {
      assert.deepEqual(await itemsOf(connect('p').clusters()), []);
      const misspelt = (await readProfiles()).problems.filter(({ kind }) => kind === 'unknownOption');
      assert.deepEqual(
        misspelt.map(({ text, meant, profile }) => [text, meant, profile]),
        [['role_arm', 'role_arn', 'p']],
      );
    }));
});
