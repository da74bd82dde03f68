import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DeviceCode, SsoSignIn } from '../../../../src/core/model/signIn';
import { assertProblem, itemsOf, problemFrom } from '../support';
import {
  accountBench,
  cachedTokenFile,
  config,
  type Machine,
  other,
  Person,
  sent,
  startUrl,
  withMachine,
} from './bench';

const run = promisify(execFile);
const cache = join('.aws', 'sso', 'cache');
const account = { sso_account_id: other, sso_role_name: 'reader' };
const where = { sso_start_url: startUrl, sso_region: 'us-east-1' };

describe('signing in with the browser', () => {
  const b = accountBench();

  /** Each test has a session of its own: the SDK remembers for half a minute which ones it has tried to renew. */
  const session = (name: string, more: Readonly<Record<string, string>> = {}) =>
    config({ [`sso-session ${name}`]: { ...where, ...more }, 'profile p': { ...account, sso_session: name } });
  const legacy = config({ 'profile p': { ...account, ...where } });

  const signIn = (
    machine: Machine,
    need: SsoSignIn,
    { answer = 'approved', signal = new AbortController().signal }: SignInTest = {},
  ): Promise<DeviceCode[]> => {
    const shown: DeviceCode[] = [];
    const paused: number[] = [];
    return machine
      .signIn(need, {
        signal,
        show: code => {
          shown.push(code);
        },
        wait: async milliseconds => {
          paused.push(milliseconds);
          // The first question comes too early, as in real life.
          if (paused.length === 2 && answer !== undefined) {
            b.sandbox.sso.answer(shown[0]?.userCode ?? '', answer);
          }
        },
      })
      .then(() => shown);
  };

  /** The place that a request has told of. */
  async function needOf(machine: Machine): Promise<SsoSignIn> {
    const person = new Person();
    const problem = await problemFrom(itemsOf(machine.connect('p', person).clusters()));
    const [need] = person.told;
    assert.deepEqual([problem.kind, problem.signIn], ['signInRequired', need]);
    assert.ok(need?.kind === 'sso');
    return need;
  }

  it('is asked for where there is no token; then the same gateway goes on', () =>
    withMachine(b.sandbox, session('a'), async machine => {
      const person = new Person();
      const gateway = machine.connect('p', person);
      const failed = await Promise.all([
        problemFrom(itemsOf(gateway.clusters())),
        problemFrom(itemsOf(gateway.snapshots({}))),
        problemFrom(gateway.callerIdentity()),
      ]);
      assert.deepEqual(new Set(failed.map(({ kind }) => kind)), new Set(['signInRequired']));
      const need = { kind: 'sso', startUrl, region: 'us-east-1', session: 'a', profile: 'p' } as const;
      assert.deepEqual(person.told, [need, need, need]);
      const [code] = await signIn(machine, need);
      assert.match(code?.userCode ?? '', /^ABCD-\d{4}$/);
      assert.equal(code?.url, `${b.sandbox.endpoint}/device?user_code=${code?.userCode}`);
      gateway.renewCredentials();
      assert.deepEqual(await itemsOf(gateway.clusters()), []);
    }));

  it('for a session of two words: its token is found', () => {
    const files = config({ 'sso-session "corp eu"': where, 'profile p': { ...account, sso_session: 'corp eu' } });
    return withMachine(b.sandbox, files, async machine => {
      await signIn(machine, await needOf(machine));
      assert.ok(existsSync(cachedTokenFile(machine, 'corp eu')));
      assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
    });
  });

  it('sends what the AWS CLI sends', () =>
    withMachine(b.sandbox, session('b', { sso_registration_scopes: 'sso:account:access, other' }), async machine => {
      await signIn(machine, await needOf(machine));
      assert.deepEqual(sent(b.sandbox, 'RegisterClient'), [
        { clientName: 'redshift-snapshots', clientType: 'public', scopes: 'sso:account:access,other' },
      ]);
      assert.equal(sent(b.sandbox, 'StartDeviceAuthorization')[0]?.['startUrl'], startUrl);
      const grants = sent(b.sandbox, 'CreateToken').map(({ grantType }) => grantType);
      assert.deepEqual(grants, Array(2).fill('urn:ietf:params:oauth:grant-type:device_code'));
    }));

  it('keeps the token where the AWS CLI does, for its owner only, with the same members', () =>
    withMachine(b.sandbox, session('c'), async machine => {
      await signIn(machine, await needOf(machine));
      const file = cachedTokenFile(machine, 'c');
      assert.equal(statSync(file).mode & 0o777, process.platform === 'win32' ? 0o666 : 0o600);
      const token = JSON.parse(readFileSync(file, 'utf8'));
      assert.deepEqual(Object.keys(token), [
        'startUrl',
        'region',
        'accessToken',
        'expiresAt',
        'clientId',
        'clientSecret',
        'registrationExpiresAt',
        'refreshToken',
      ]);
      assert.deepEqual([token.startUrl, token.region], [startUrl, 'us-east-1']);
      for (const time of [token.expiresAt, token.registrationExpiresAt]) {
        assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      }
    }));

  it('without a session: by the start URL, and without asking for what it cannot have', () =>
    withMachine(b.sandbox, legacy, async machine => {
      const need = await needOf(machine);
      assert.equal(need.session, undefined);
      await signIn(machine, need);
      assert.ok(existsSync(cachedTokenFile(machine, startUrl)));
      assert.equal(sent(b.sandbox, 'RegisterClient')[0]?.['scopes'], undefined);
      assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
    }));

  it('uses a registration again while it lasts', () =>
    withMachine(b.sandbox, session('d'), async machine => {
      const need = await needOf(machine);
      await signIn(machine, need);
      b.sandbox.sso.signEverybodyOut();
      assert.deepEqual(await needOf(machine), need, 'the portal does not know the token any more');
      await signIn(machine, need);
      assert.equal(sent(b.sandbox, 'RegisterClient').length, 1);
    }));

  describe('keeps its registration', () => {
    /** The AWS CLI's name for it: the SHA-1 of what Python writes as JSON. */
    const key = (name: string | null, scopes: string) =>
      `{"region": "us-east-1", "scopes": ${scopes}, "session_name": ${name && `"${name}"`}, "startUrl": "${startUrl}", "tool": "botocore"}`;

    it('where the AWS CLI does, with the same members', () =>
      withMachine(b.sandbox, session('r', { sso_registration_scopes: 'sso:account:access, x' }), async machine => {
        await signIn(machine, await needOf(machine));
        const file = cachedTokenFile(machine, key('r', '["sso:account:access", "x"]'));
        const { clientId, registrationExpiresAt } = JSON.parse(readFileSync(cachedTokenFile(machine, 'r'), 'utf8'));
        const kept = JSON.parse(readFileSync(file, 'utf8'));
        assert.deepEqual(Object.keys(kept), ['clientId', 'clientSecret', 'expiresAt', 'scopes']);
        assert.deepEqual([kept.clientId, kept.expiresAt], [clientId, registrationExpiresAt]);
        assert.equal(statSync(file).mode & 0o777, process.platform === 'win32' ? 0o666 : 0o600);
      }));

    it('by names that are not English, and by none, as the AWS CLI writes them', () =>
      withMachine(b.sandbox, session('café'), async machine => {
        await signIn(machine, await needOf(machine));
        assert.ok(existsSync(join(machine.folder, cache, 'b867a1a0c618d96a69686689250ba1617cbe128d.json')));
        writeFileSync(machine.config, legacy);
        await signIn(machine, await needOf(machine));
        assert.ok(existsSync(join(machine.folder, cache, '6c6f31f93a84fcbeca9b94bb5d13f4109559e71a.json')));
      }));

    it('for as long as the scopes stay the same', () =>
      withMachine(b.sandbox, session('s'), async machine => {
        const need = await needOf(machine);
        await signIn(machine, need);
        writeFileSync(machine.config, session('s', { sso_registration_scopes: 'y' }));
        await signIn(machine, need);
        assert.deepEqual(
          sent(b.sandbox, 'RegisterClient').map(({ scopes }) => scopes),
          ['sso:account:access', 'y'],
        );
      }));

    for (const [title, tries, grantTypes] of [
      ['that the AWS CLI made for an authorization code is not used', 1, ['authorization_code', 'refresh_token']],
      ['that does not say what it is for, and is for an authorization code, is replaced', 2, undefined],
    ] as const) {
      it(`one ${title}`, () =>
        withMachine(b.sandbox, session('t'), async machine => {
          const need = await needOf(machine);
          const { clientId, clientSecret } = b.sandbox.sso.register(['authorization_code', 'refresh_token']);
          const kept = { clientId, clientSecret, expiresAt: '2999-01-01T00:00:00Z', grantTypes };
          writeFileSync(cachedTokenFile(machine, key('t', 'null')), JSON.stringify(kept));
          assert.equal((await signIn(machine, need)).length, 1, 'one code is shown');
          assert.equal(sent(b.sandbox, 'RegisterClient').length, 1);
          assert.equal(sent(b.sandbox, 'StartDeviceAuthorization').length, tries);
          assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
        }));
    }

    it('but not one that might end before the browser is answered', () =>
      withMachine(b.sandbox, session('n'), async machine => {
        const need = await needOf(machine);
        const { clientId, clientSecret } = b.sandbox.sso.register();
        const expiresAt = new Date(Date.now() + 10 * 60_000).toISOString();
        const kept = { clientId, clientSecret, expiresAt };
        writeFileSync(cachedTokenFile(machine, key('n', 'null')), JSON.stringify(kept));
        await signIn(machine, need);
        assert.equal(sent(b.sandbox, 'RegisterClient').length, 1);
      }));

    it('nor one beside a token of the AWS CLI', () =>
      withMachine(b.sandbox, session('u'), async machine => {
        const { clientId, clientSecret } = b.sandbox.sso.register(['authorization_code', 'refresh_token']);
        const times = { expiresAt: '2020-01-01T00:00:00Z', registrationExpiresAt: '2999-01-01T00:00:00Z' };
        const token = { startUrl, region: 'us-east-1', accessToken: 'ended', ...times, clientId, clientSecret };
        writeFileSync(cachedTokenFile(machine, 'u'), JSON.stringify(token));
        await signIn(machine, await needOf(machine));
        assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
      }));

    it('and registers anew, once, when the service does not know it any more', () =>
      withMachine(b.sandbox, session('v'), async machine => {
        const need = await needOf(machine);
        await signIn(machine, need);
        b.sandbox.sso.forgetClients();
        await signIn(machine, need);
        assert.equal(sent(b.sandbox, 'RegisterClient').length, 2);
        b.sandbox.inject({
          name: 'error',
          count: 2,
          action: 'StartDeviceAuthorization',
          error: { code: 'InvalidClientException', status: 401, message: 'Who?' },
        });
        assertProblem(await problemFrom(signIn(machine, need)), { code: 'InvalidClientException' });
        assert.equal(sent(b.sandbox, 'RegisterClient').length, 3);
      }));
  });

  it('slows down when it is told to', () =>
    withMachine(b.sandbox, session('e'), async machine => {
      const need = await needOf(machine);
      b.sandbox.sso.slowDown(1);
      const paused: number[] = [];
      let userCode = '';
      await machine.signIn(need, {
        signal: new AbortController().signal,
        show: code => {
          ({ userCode } = code);
        },
        wait: async milliseconds => {
          paused.push(milliseconds);
          b.sandbox.sso.answer(userCode);
        },
      });
      assert.deepEqual(paused, [0, 5000]);
    }));

  it('ends when it is cancelled, and leaves nothing behind', () =>
    withMachine(b.sandbox, session('f'), async machine => {
      const need = await needOf(machine);
      const abort = new AbortController();
      const work = machine.signIn(need, { signal: abort.signal, show: () => abort.abort() });
      assertProblem(await problemFrom(work), { kind: 'cancelled' });
      assert.equal(existsSync(cachedTokenFile(machine, 'f')), false);
    }));

  it('ends when it is cancelled between two questions: nobody waits for the next one, and it is not asked', () =>
    withMachine(b.sandbox, session('l'), async machine => {
      const need = await needOf(machine);
      const abort = new AbortController();
      const wait = async (_: number, ends: AbortSignal | undefined) => {
        assert.equal(ends, abort.signal);
        abort.abort();
      };
      const work = machine.signIn(need, { signal: abort.signal, show: () => {}, wait });
      assertProblem(await problemFrom(work), { kind: 'cancelled' });
      assert.deepEqual(sent(b.sandbox, 'CreateToken'), []);
    }));

  it('writes the token beside the old one and puts it in its need: who reads meanwhile sees a whole one', () =>
    withMachine(b.sandbox, session('m'), async machine => {
      const need = await needOf(machine);
      const file = cachedTokenFile(machine, 'm');
      writeFileSync(file, '{}');
      const before = statSync(file).ino;
      await signIn(machine, need);
      assert.notEqual(statSync(file).ino, before);
      assert.ok(readdirSync(join(machine.folder, cache)).every(name => name.endsWith('.json')));
    }));

  it('that is refused in the browser says so', () =>
    withMachine(b.sandbox, session('g'), async machine => {
      const work = signIn(machine, await needOf(machine), { answer: 'denied' });
      assertProblem(await problemFrom(work), { kind: 'accessDenied', code: 'AccessDeniedException' });
    }));

  it('that nobody answers ends with the code', () =>
    withMachine(b.sandbox, session('h'), async machine => {
      const need = await needOf(machine);
      const work = machine.signIn(need, {
        signal: new AbortController().signal,
        show: () => {},
        wait: async () => b.sandbox.clock.advance(300_000),
      });
      assertProblem(await problemFrom(work), { code: 'ExpiredTokenException' });
    }));

  it('that cannot reach the service says where it was going', () =>
    withMachine(b.sandbox, session('i'), async machine => {
      const need = await needOf(machine);
      process.env['AWS_ENDPOINT_URL_SSO_OIDC'] = 'http://127.0.0.1:9';
      process.env['AWS_MAX_ATTEMPTS'] = '1';
      assertProblem(await problemFrom(signIn(machine, need)), { kind: 'network', code: 'ECONNREFUSED' });
    }));

  describe('is shared with the AWS CLI', () => {
    before(async function () {
      const installed = await run('aws', ['--version']).then(
        () => true,
        () => false,
      );
      if (!installed) {
        this.skip();
      }
    });

    for (const [title, name, files] of [
      ['with a session', 'j', session('j')],
      ['without one', startUrl, legacy],
    ] as const) {
      it(`${title}: it uses the token that was got here`, () =>
        withMachine(b.sandbox, files, async machine => {
          await signIn(machine, await needOf(machine));
          assert.match(await cliIdentity(), /:assumed-role\/AWSReservedSSO_reader_/);
          const { accessToken } = JSON.parse(readFileSync(cachedTokenFile(machine, name), 'utf8'));
          assert.equal(sent(b.sandbox, 'GetRoleCredentials').at(-1)?.['bearer'], accessToken);
        }));
    }

    it('a token that the AWS CLI has written, in its order and its way to write times, is used here', () =>
      withMachine(b.sandbox, session('k'), async machine => {
        const { clientId, clientSecret } = b.sandbox.sso.register();
        const device = b.sandbox.sso.startDevice(clientId);
        b.sandbox.sso.answer(device.userCode);
        const tokens = b.sandbox.sso.tokenForDevice(device.deviceCode, clientId);
        assert.ok(typeof tokens === 'object');
        const { accessToken, refreshToken } = tokens;
        const time = (hours: number) => `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
        const written = {
          startUrl,
          region: 'us-east-1',
          accessToken,
          expiresAt: time(8),
          clientId,
          clientSecret,
          registrationExpiresAt: time(2000),
          refreshToken,
        };
        writeFileSync(cachedTokenFile(machine, 'k'), JSON.stringify(written));
        assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
      }));

    async function cliIdentity(): Promise<string> {
      const parameters = ['sts', 'get-caller-identity', '--profile', 'p', '--region', 'us-east-1', '--output', 'json'];
      const { stdout } = await run('aws', parameters, { env: { ...process.env, AWS_PAGER: '' } });
      return JSON.parse(stdout).Arn;
    }
  });
});

interface SignInTest {
  readonly answer?: 'approved' | 'denied';
  readonly signal?: AbortSignal;
}
