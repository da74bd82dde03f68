import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentKeys } from '../../../../src/aws/connection/environmentKeys';
import type { RedshiftGateway } from '../../../../src/core/model/gateway';
import { assertProblem, itemsOf, problemFrom, serve } from '../support';
import {
  accountBench,
  base,
  cachedTokenFile,
  config,
  environment,
  home,
  other,
  processPrinting,
  roleArn,
  sent,
  startUrl,
  userKeys,
  userVariables,
  webToken,
  withMachine,
} from './bench';

const region = { region: 'eu-west-1' };
const role = (name: string, more: Readonly<Record<string, string | number>>) => ({ role_arn: roleArn(name), ...more });

describe('every kind of profile', () => {
  const b = accountBench();

  /** Who the credentials turn out to be; the clusters can be listed with them too. */
  async function whoIs(gateway: RedshiftGateway): Promise<string> {
    assert.deepEqual(await itemsOf(gateway.clusters()), []);
    return (await gateway.callerIdentity()).arn;
  }

  const session = (name: string) => new RegExp(`^arn:aws:sts::${other}:assumed-role/${name}/`);

  it('keys', () =>
    withMachine(b.sandbox, config(base), async ({ connect }) => {
      assert.equal(await whoIs(connect('base')), `arn:aws:iam::${home}:user/on-call`);
    }));

  it('a chain of three roles', () => {
    const files = config({
      ...base,
      'profile one': role('first', { source_profile: 'base' }),
      'profile two': role('second', { source_profile: 'one' }),
      'profile three': role('third', { source_profile: 'two' }),
    });
    return withMachine(b.sandbox, files, async ({ connect }) => {
      assert.match(await whoIs(connect('three')), session('third'));
      assert.deepEqual(
        sent(b.sandbox, 'AssumeRole').map(({ RoleArn }) => RoleArn),
        [roleArn('first'), roleArn('second'), roleArn('third')],
      );
    });
  });

  it('external id, session name and duration, which are sent', () => {
    const more = { external_id: 'ticket-7', role_session_name: 'on-call', duration_seconds: 5400 };
    const files = config({ ...base, 'profile r': role('ticket', { source_profile: 'base', ...more }) });
    return withMachine(b.sandbox, files, async ({ connect }) => {
      assert.equal(await whoIs(connect('r')), `arn:aws:sts::${other}:assumed-role/ticket/on-call`);
      assert.deepEqual(sent(b.sandbox, 'AssumeRole'), [
        { RoleArn: roleArn('ticket'), ExternalId: 'ticket-7', RoleSessionName: 'on-call', DurationSeconds: '5400' },
      ]);
    });
  });

  for (const [given, sent1] of [
    ['+5_400', '5400'],
    ['\u0665\u0664\u0660\u0660', '5400'],
    ['5400.0', undefined],
    ['1e4', undefined],
    ['1h', undefined],
    ['5__400', undefined],
    ['', undefined],
  ] as const) {
    it(`a duration of "${given}", as the AWS CLI reads it`, () => {
      const files = config({
        ...base,
        'profile r': role('first', { source_profile: 'base', duration_seconds: given }),
      });
      return withMachine(b.sandbox, files, async ({ connect }) => {
        await whoIs(connect('r'));
        assert.equal(sent(b.sandbox, 'AssumeRole')[0]?.['DurationSeconds'], sent1);
      });
    });
  }

  it('a session name that says what was at work, where the profile has none', () => {
    const files = config({ ...base, 'profile r': role('first', { source_profile: 'base' }) });
    return withMachine(b.sandbox, files, async ({ connect }) => {
      assert.match(await whoIs(connect('r')), /\/redshift-snapshots-\d+$/);
      assert.equal(sent(b.sandbox, 'AssumeRole')[0]?.['DurationSeconds'], undefined);
    });
  });

  it('credential_source = Environment', () => {
    const files = config({ 'profile r': role('first', { credential_source: 'Environment' }) });
    return withMachine(
      b.sandbox,
      files,
      async ({ connect }) => assert.match(await whoIs(connect('r')), session('first')),
      userVariables,
    );
  });

  it('the environment’s own variables', () =>
    withMachine(
      b.sandbox,
      '',
      async ({ connect }) => assert.match(await whoIs(connect(environment)), /user\/on-call$/),
      userVariables,
    ));

  it('the environment’s own variables, an older token and an end in the forms that the AWS CLI reads', () => {
    const tokens = { AWS_SECURITY_TOKEN: 'older', AWS_SESSION_TOKEN: 'newer' };
    const env = { ...userVariables, ...tokens, AWS_CREDENTIAL_EXPIRATION: '2027-11-22T12:00:00UTC' };
    const expiration = new Date('2027-11-22T12:00:00Z');
    const { accessKeyId, secretAccessKey } = userKeys;
    assert.deepEqual(environmentKeys(env), { accessKeyId, secretAccessKey, sessionToken: 'older', expiration });
  });

  it('a web identity', () =>
    withMachine(b.sandbox, '', async machine => {
      const token = join(machine.folder, 'token');
      writeFileSync(token, webToken);
      const more = { web_identity_token_file: token, role_session_name: 'pod' };
      writeFileSync(machine.config, config({ 'profile w': role('web', more) }));
      assert.equal(await whoIs(machine.connect('w')), `arn:aws:sts::${other}:assumed-role/web/pod`);
      assert.equal(sent(b.sandbox, 'AssumeRoleWithWebIdentity')[0]?.['WebIdentityToken'], webToken);
    }));

  describe('a process', () => {
    const answer = { Version: 1, AccessKeyId: userKeys.accessKeyId, SecretAccessKey: userKeys.secretAccessKey };
    const cases = {
      'that answers': { stdout: JSON.stringify(answer) },
      'that is slow': { stdout: JSON.stringify(answer), delay: 700 },
      'that answers with 64 KB': { stdout: JSON.stringify({ ...answer, Padding: 'x'.repeat(64 * 1024) }) },
    };
    for (const [title, output] of Object.entries(cases)) {
      it(title, () =>
        withMachine(b.sandbox, '', async machine => {
          const line = processPrinting(machine, output);
          writeFileSync(machine.config, config({ 'profile p': { credential_process: line } }));
          assert.match(await whoIs(machine.connect('p')), /user\/on-call$/);
        }),
      );
    }

    it('that answers with a session, whose token is sent', () =>
      withMachine(b.sandbox, '', async machine => {
        const stdout = JSON.stringify({ ...answer, SessionToken: 'the-token-of-some-session' });
        writeFileSync(
          machine.config,
          config({ 'profile p': { credential_process: processPrinting(machine, { stdout }) } }),
        );
        // It is none that the sandbox knows: what matters is that it was not left out.
        const problem = await problemFrom(itemsOf(machine.connect('p').clusters()));
        assertProblem(problem, { kind: 'credentialsRejected' });
      }));

    it('as the source of a role', () =>
      withMachine(b.sandbox, '', async machine => {
        const line = processPrinting(machine, { stdout: JSON.stringify(answer) });
        const files = {
          'profile p': { credential_process: line },
          'profile r': role('first', { source_profile: 'p' }),
        };
        writeFileSync(machine.config, config(files));
        assert.match(await whoIs(machine.connect('r')), session('first'));
      }));

    const failures = {
      'that fails: what it says is passed on': [
        { stderr: 'the vault is sealed', code: 3 },
        { kind: 'credentialsMissing', message: 'The command of credential_process failed. the vault is sealed' },
      ],
      'that answers with something else': [
        { stdout: 'Logged in.' },
        { kind: 'credentialsMissing', message: 'Profile p credential_process returned invalid JSON.' },
      ],
      'that answers with expired credentials': [
        { stdout: JSON.stringify({ ...answer, Expiration: '2020-01-01T00:00:00Z' }) },
        { kind: 'credentialsExpired', message: 'Profile p credential_process returned expired credentials.' },
      ],
      'that answers in a form of later': [
        { stdout: JSON.stringify({ ...answer, Version: 2 }) },
        { kind: 'credentialsMissing', message: 'Profile p credential_process did not return Version 1.' },
      ],
      'that answers with half of a key': [
        { stdout: JSON.stringify({ ...answer, SecretAccessKey: undefined }) },
        { kind: 'credentialsMissing', message: 'Profile p credential_process returned invalid credentials.' },
      ],
    } as const;
    for (const [title, [output, expected]] of Object.entries(failures)) {
      it(title, () =>
        withMachine(b.sandbox, '', async machine => {
          const line = processPrinting(machine, output);
          writeFileSync(machine.config, config({ 'profile p': { credential_process: line } }));
          assertProblem(await problemFrom(itemsOf(machine.connect('p').clusters())), expected);
          assert.deepEqual(b.sandbox.requests, []);
        }),
      );
    }
  });

  describe('SSO', () => {
    const account = { sso_account_id: other, sso_role_name: 'reader' };
    const where = { sso_start_url: startUrl, sso_region: 'us-east-1' };
    const cases = {
      'with a session': ['s1', { 'sso-session s1': where, 'profile p': { ...account, sso_session: 's1' } }],
      'without one': [startUrl, { 'profile p': { ...account, ...where } }],
      'under a name that the SDK’s own parser does not read': [
        's 3',
        { 'sso-session "s 3"': where, 'profile p': role('first', { source_profile: 'q r' }) },
        { 'profile "q r"': { ...account, sso_session: 's 3' } },
      ],
      'with a session of two words': [
        'corp eu',
        { 'sso-session "corp eu"': where, 'profile p': { ...account, sso_session: 'corp eu' } },
      ],
      'as the source of a role': [
        startUrl,
        { 'profile q': { ...account, ...where }, 'profile p': role('first', { source_profile: 'q' }) },
      ],
    } as const;
    for (const [title, [name, ...files]] of Object.entries(cases)) {
      it(title, () =>
        withMachine(b.sandbox, files.map(config).join('\n'), async machine => {
          const { accessToken } = await signedIn();
          const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
          writeFileSync(cachedTokenFile(machine, name), JSON.stringify({ accessToken, expiresAt, ...where }));
          assert.match(await whoIs(machine.connect('p')), new RegExp(`^arn:aws:sts::${other}:assumed-role/`));
          assert.deepEqual(sent(b.sandbox, 'GetRoleCredentials'), [
            { role_name: 'reader', account_id: other, bearer: accessToken },
          ]);
        }),
      );
    }

    it('with a token about to expire: it is renewed', () => {
      const files = config({ 'sso-session s2': where, 'profile p': { ...account, sso_session: 's2' } });
      return withMachine(b.sandbox, files, async machine => {
        const { accessToken, refreshToken, clientId, clientSecret } = await signedIn();
        const token = { accessToken, refreshToken, clientId, clientSecret, ...where };
        const expiresAt = new Date(Date.now() + 60_000).toISOString();
        writeFileSync(cachedTokenFile(machine, 's2'), JSON.stringify({ ...token, expiresAt }));
        await whoIs(machine.connect('p'));
        assert.equal(sent(b.sandbox, 'CreateToken')[0]?.['grantType'], 'refresh_token');
        assert.notEqual(sent(b.sandbox, 'GetRoleCredentials')[0]?.['bearer'], accessToken);
      });
    });

    it('a role that the person may not use: access is missing, not the sign-in', () => {
      const files = config({ 'profile p': { ...account, ...where, sso_role_name: 'admin' } });
      return withMachine(b.sandbox, files, async machine => {
        const { accessToken } = await signedIn();
        const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
        writeFileSync(cachedTokenFile(machine, startUrl), JSON.stringify({ accessToken, expiresAt, ...where }));
        const problem = await problemFrom(itemsOf(machine.connect('p').clusters()));
        assertProblem(problem, { kind: 'accessDenied', message: 'No access' });
      });
    });

    function signedIn() {
      const client = b.sandbox.sso.register();
      const device = b.sandbox.sso.startDevice(client.clientId);
      b.sandbox.sso.answer(device.userCode);
      const tokens = b.sandbox.sso.tokenForDevice(device.deviceCode, client.clientId);
      assert.ok(typeof tokens === 'object');
      return Promise.resolve({ ...client, ...tokens });
    }
  });

  describe('a console login', () => {
    const login = `arn:aws:iam::${home}:user/on-call`;

    it('whose token is in the cache', () =>
      withMachine(b.sandbox, config({ 'profile "l #1]"': { login_session: login, ...region } }), async machine => {
        const cache = join(machine.folder, 'login');
        mkdirSync(cache);
        process.env['AWS_LOGIN_CACHE_DIRECTORY'] = cache;
        const name = (await import('node:crypto')).createHash('sha256').update(login).digest('hex');
        const accessToken = { ...userKeys, accountId: home, expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
        const token = { accessToken, clientId: 'c', refreshToken: 'r', dpopKey: 'k' };
        writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
        assert.match(await whoIs(machine.connect('l #1]')), /user\/on-call$/);
      }));

    it('that was never begun: it says how', () =>
      withMachine(b.sandbox, config({ 'profile l': { login_session: login, ...region } }), async machine => {
        const problem = await problemFrom(itemsOf(machine.connect('l').clusters()));
        assert.match(problem.kind, /^credentials(Expired|Missing)$/);
        assert.deepEqual(b.sandbox.requests, []);
      }));
  });

  describe('the metadata services', () => {
    const keys = { AccessKeyId: userKeys.accessKeyId, SecretAccessKey: userKeys.secretAccessKey, Token: undefined };
    const metadata = { 'profile r': role('first', { credential_source: 'Ec2InstanceMetadata' }) };

    it('of the instance, where a profile asks for it', async () => {
      const asked: string[] = [];
      const imds = await serve((_, response, request) => {
        asked.push(`${request.method} ${request.url}`);
        const path = String(request.url).split('/latest/')[1] ?? '';
        const Expiration = new Date(Date.now() + 3_600_000).toISOString();
        const answers: Readonly<Record<string, string>> = {
          'api/token': 'the-metadata-token',
          'meta-data/iam/security-credentials/': 'instance',
          'meta-data/iam/security-credentials/instance': JSON.stringify({
            Code: 'Success',
            ...keys,
            Token: 't',
            Expiration,
          }),
        };
        response.end(answers[path]);
      });
      await withMachine(
        b.sandbox,
        config(metadata),
        async ({ connect, log }) => {
          // The instance's session token is none that the sandbox knows: what matters is who was asked.
          assertProblem(await problemFrom(itemsOf(connect('r').clusters())), { kind: 'credentialsRejected' });
          assert.equal(log[0]?.operation, 'InstanceMetadata');
          assert.ok(!JSON.stringify(log).includes(userKeys.secretAccessKey));
        },
        { AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.endpoint },
      );
      assert.ok(
        asked.some(line => line.endsWith('/security-credentials/instance')),
        asked.join(),
      );
      await imds.close();
    });

    it('of the instance, where it takes the question and never answers: nobody waits for long', async () => {
      const silent = await serve(() => {});
      await withMachine(
        b.sandbox,
        config(metadata),
        async ({ connect }) => {
          const problem = await problemFrom(itemsOf(connect('r').clusters()));
          assert.match(problem.kind, /^(?:timeout|credentialsMissing)$/);
          assert.deepEqual(b.sandbox.requests, []);
        },
        { AWS_EC2_METADATA_SERVICE_ENDPOINT: silent.endpoint },
      );
      await silent.close();
    });

    it('of the instance, as often as the environment or the profile says', async () => {
      const asked: string[] = [];
      const broken = await serve((_, response, { method = '', url = '' }) => {
        asked.push(`${method} ${url}`);
        response.writeHead(500).end();
      });
      const names = ['METADATA_SERVICE_TIMEOUT', 'METADATA_SERVICE_NUM_ATTEMPTS'] as const;
      const ask = (env: Readonly<Record<string, string>>, more: object = {}) =>
        withMachine(
          b.sandbox,
          config({ 'profile r': { ...metadata['profile r'], ...more } }),
          async ({ connect }) => problemFrom(itemsOf(connect('r').clusters())),
          { AWS_EC2_METADATA_SERVICE_ENDPOINT: broken.endpoint, ...env },
        );
      const once = async (...given: Parameters<typeof ask>): Promise<number> => {
        asked.length = 0;
        await ask(...given);
        return asked.length;
      };
      try {
        const one = await once({});
        assert.ok(one > 0);
        assert.ok((await once({ AWS_METADATA_SERVICE_NUM_ATTEMPTS: '3' })) > one);
        assert.ok((await once({}, { metadata_service_num_attempts: '3' })) > one);
        for (const name of names) {
          for (const value of ['0', '-1', '1.5', '1e3', 'soon', '', '9'.repeat(30)]) {
            asked.length = 0;
            const { kind, fault } = await ask({ [`AWS_${name}`]: value });
            assert.deepEqual([kind, fault?.kind, fault?.variable], ['profileBroken', 'badValue', `AWS_${name}`], value);
            assert.deepEqual(asked, []);
          }
          const { fault } = await ask({}, { [name.toLowerCase()]: 'soon' });
          assert.deepEqual([fault?.kind, fault?.name, fault?.line], ['badValue', name.toLowerCase(), 4]);
        }
      } finally {
        await broken.close();
      }
    });

    it('of the container, where a profile asks for it', async () => {
      const container = await serve((_, response) => {
        const Expiration = new Date(Date.now() + 3_600_000).toISOString();
        response.end(JSON.stringify({ ...keys, Token: '', Expiration }));
      });
      await withMachine(
        b.sandbox,
        config({ 'profile r': role('first', { credential_source: 'EcsContainer' }) }),
        async ({ connect }) => assert.match(await whoIs(connect('r')), session('first')),
        { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.endpoint}/v1` },
      );
      await container.close();
    });

    it('of the instance, where it is switched off: it is not asked', () =>
      withMachine(
        b.sandbox,
        config(metadata),
        async ({ connect }) => {
          assertProblem(await problemFrom(itemsOf(connect('r').clusters())), {
            kind: 'credentialsMissing',
            message: 'AWS_EC2_METADATA_DISABLED is set: the instance metadata service is not asked.',
          });
        },
        { AWS_EC2_METADATA_DISABLED: 'true', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' },
      ));

    it('are not asked where neither the environment nor a profile names them', async () => {
      const trap = await serve((_, response) => {
        trapped += 1;
        response.end();
      });
      let trapped = 0;
      await withMachine(
        b.sandbox,
        config({ default: region, ...base }),
        async ({ connect }) => {
          for (const source of [environment, 'default'] as const) {
            assertProblem(await problemFrom(itemsOf(connect(source).clusters())), { kind: 'credentialsMissing' });
          }
          await whoIs(connect('base'));
        },
        { AWS_EC2_METADATA_SERVICE_ENDPOINT: trap.endpoint },
      );
      assert.equal(trapped, 0);
      await trap.close();
    });
  });

  it('read anew when the files have changed, without another connection', () =>
    withMachine(b.sandbox, config({ 'profile p': region }), async machine => {
      const gateway = machine.connect('p');
      assertProblem(await problemFrom(itemsOf(gateway.clusters())), { kind: 'credentialsMissing' });
      const { aws_access_key_id: id, aws_secret_access_key: secret } = base['profile base'];
      appendFileSync(machine.config, `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`);
      gateway.renewCredentials();
      assert.match(await whoIs(gateway), /user\/on-call$/);
      const role_ = role('first', { source_profile: 'base' });
      writeFileSync(machine.config, config({ ...base, 'profile p': role_ }));
      assert.match(await whoIs(gateway), /user\/on-call$/, 'still what it was');
      gateway.renewCredentials();
      assertProblem(await problemFrom(gateway.callerIdentity()), { kind: 'otherPrincipal' });
    }));
});
