import assert from 'node:assert/strict';
import { readProfiles } from '../../../../src/aws/profiles/readProfiles';
import type { ProfileFault } from '../../../../src/core/profiles/profileFault';
import { itemsOf, problemFrom } from '../support';
import { accountBench, userKeys, withMachine } from './bench';

type Expected = Omit<ProfileFault, 'file' | 'chain'> & { readonly chain: string };

const keys = `aws_access_key_id = ${userKeys.accessKeyId}\naws_secret_access_key = ${userKeys.secretAccessKey}`;
const role = 'role_arn = arn:aws:iam::1:role/r';

/** Files, and what is wrong with the profile `p` in them. */
const cases: Readonly<Record<string, readonly [config: string, expected: Expected]>> = {
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
  'a duration that is no number': [
    `[profile p]\n${role}\nsource_profile = base\nduration_seconds = 1h\n[profile base]\n${keys}\n`,
    { kind: 'badValue', name: 'duration_seconds', chain: 'p', line: 4 },
  ],
  'a token file that is not there': [
    `[profile p]\n${role}\nweb_identity_token_file = /no/such/token\n`,
    { kind: 'unreadableFile', name: '/no/such/token', chain: 'p', line: 3 },
  ],
  'a certificate bundle that is not there': [
    `[profile p]\n${keys}\nca_bundle = /no/such/bundle\n`,
    { kind: 'unreadableFile', name: '/no/such/bundle', chain: 'p', line: 4 },
  ],
};

describe('a profile that leads to no credentials says why, and where:', () => {
  const b = accountBench();

  for (const [title, [config, { chain, ...expected }]] of Object.entries(cases)) {
    it(title, () =>
      withMachine(b.sandbox, config, async machine => {
        const problem = await problemFrom(itemsOf(machine.connect('p').clusters()));
        assert.equal(problem.kind, 'profileBroken', problem.message);
        assert.deepEqual(problem.fault, { ...expected, chain: chain.split(' '), file: machine.config });
        assert.deepEqual(b.sandbox.requests, [], 'nothing was sent');
        assert.ok(!JSON.stringify(problem).includes(userKeys.secretAccessKey));
      }),
    );
  }

  it('in the credentials file, where that has the last word', () =>
    withMachine(b.sandbox, '[profile p]\nregion = eu-west-1\n', async machine => {
      const { writeFileSync } = await import('node:fs');
      writeFileSync(machine.credentials, `# mine\n[p]\n${role}\nsource_profile = gone\n`);
      const { fault } = await problemFrom(itemsOf(machine.connect('p').clusters()));
      assert.deepEqual([fault?.file, fault?.line], [machine.credentials, 4]);
    }));

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
