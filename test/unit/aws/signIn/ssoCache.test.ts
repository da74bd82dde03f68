import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SsoSignIn } from '../../../../src/core/model/signIn';
import { assertProblem, itemsOf, problemFrom } from '../support';
import { accountBench, cachedTokenFile, config, type Machine, other, sent, startUrl, withMachine } from './bench';

const account = { sso_account_id: other, sso_role_name: 'reader' };
const where = { sso_start_url: startUrl, sso_region: 'us-east-1' };
const session = config({ 'sso-session s': where, 'profile p': { ...account, sso_session: 's' } });
const legacy = config({ 'profile p': { ...account, ...where } });
const minute = 60_000;

describe('the tokens of SSO', () => {
  const b = accountBench();

  const need: SsoSignIn = { kind: 'sso', startUrl, region: 'us-east-1', session: 's', profile: 'p' };
  const signIn = (machine: Machine) => {
    const show = () => b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '');
    return machine.signIn(need, { signal: new AbortController().signal, show });
  };

  /** What a sign-in by an AWS CLI has given. */
  function tokens() {
    const { clientId, clientSecret } = b.sandbox.sso.register();
    const { userCode, deviceCode } = b.sandbox.sso.startDevice(clientId);
    b.sandbox.sso.answer(userCode);
    const given = b.sandbox.sso.tokenForDevice(deviceCode, clientId);
    assert.ok(typeof given === 'object');
    return { clientId, clientSecret, ...given };
  }

  /** A time as the AWS CLI of old has written it. */
  const utc = (milliseconds: number) => `${new Date(Date.now() + milliseconds).toISOString().slice(0, 19)}UTC`;

  describe('whose folder cannot be written', () => {
    const blocked: Readonly<Record<string, (folder: string) => void>> = {
      'because ~/.aws is none': folder => writeFileSync(join(folder, '.aws'), ''),
      'because the cache is none': folder => {
        mkdirSync(join(folder, '.aws', 'sso'), { recursive: true });
        writeFileSync(join(folder, '.aws', 'sso', 'cache'), '');
      },
    };
    for (const [title, block] of Object.entries(blocked)) {
      it(`${title}: the session works in this window, and it is said where the token could not be kept`, () =>
        withMachine(b.sandbox, session, async machine => {
          block(machine.folder);
          const notKept = await signIn(machine);
          assert.equal(dirname(notKept?.file ?? ''), join(machine.folder, '.aws', 'sso', 'cache'));
          assert.match(notKept?.code ?? '', /^(?:ENOTDIR|EEXIST)$/);
          assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
          await signIn(machine);
          assert.equal(sent(b.sandbox, 'RegisterClient').length, 1, 'its registration, too');
        }));
    }

    it('for one token only: nothing is left beside it, and another tool’s later one is taken', () =>
      withMachine(b.sandbox, session, async machine => {
        const file = cachedTokenFile(machine, 's');
        mkdirSync(file);
        assert.equal((await signIn(machine))?.file, file);
        assert.ok(readdirSync(dirname(file)).every(name => name.endsWith('.json')));
        assert.deepEqual(await itemsOf(machine.connect('p').clusters()), []);
        rmSync(file, { recursive: true });
        const { accessToken } = tokens();
        writeFileSync(file, JSON.stringify({ accessToken, expiresAt: utc(10_000 * minute) }));
        await itemsOf(machine.connect('p').clusters());
        assert.equal(sent(b.sandbox, 'GetRoleCredentials').at(-1)?.['bearer'], accessToken);
      }));

    it('is no word of where it can be', () =>
      withMachine(b.sandbox, session, async machine => {
        assert.equal(await signIn(machine), undefined);
        assert.ok(existsSync(cachedTokenFile(machine, 's')));
      }));
  });

  for (const [title, files, name] of [
    ['with a session', session, 's'],
    ['without one', legacy, startUrl],
  ] as const) {
    describe(`that cannot be renewed, ${title}`, () => {
      const connected = (machine: Machine, left: number) => {
        const { accessToken } = tokens();
        const token = { startUrl, region: 'us-east-1', accessToken, expiresAt: utc(left) };
        writeFileSync(cachedTokenFile(machine, name), JSON.stringify(token));
        return machine.connect('p');
      };

      it('are used until they end, also in their last minutes', () =>
        withMachine(b.sandbox, files, async machine => {
          assert.deepEqual(await itemsOf(connected(machine, 60 * minute).clusters()), []);
          assert.deepEqual(await itemsOf(connected(machine, 2 * minute).clusters()), []);
        }));

      it('want a sign-in from then on', () =>
        withMachine(b.sandbox, files, async machine => {
          const problem = await problemFrom(itemsOf(connected(machine, -minute).clusters()));
          assertProblem(problem, { kind: 'signInRequired' });
          assert.deepEqual(sent(b.sandbox, 'GetRoleCredentials'), []);
        }));
    });
  }

  describe('that can be renewed', () => {
    const connected = (machine: Machine, left: number) => {
      const { clientId, clientSecret, accessToken, refreshToken } = tokens();
      const token = { startUrl, accessToken, expiresAt: utc(left), clientId, clientSecret, refreshToken, mine: 1 };
      writeFileSync(cachedTokenFile(machine, 's'), JSON.stringify(token));
      return { gateway: machine.connect('p'), accessToken };
    };

    it('are, once for all, and kept with all that stood there', () =>
      withMachine(b.sandbox, session, async machine => {
        const { gateway, accessToken } = connected(machine, -minute);
        await Promise.all([itemsOf(gateway.clusters()), itemsOf(machine.connect('p').clusters())]);
        assert.equal(sent(b.sandbox, 'CreateToken').length, 1);
        const kept = JSON.parse(readFileSync(cachedTokenFile(machine, 's'), 'utf8'));
        assert.notEqual(kept.accessToken, accessToken);
        assert.deepEqual([kept.mine, kept.startUrl], [1, startUrl]);
        assert.equal(sent(b.sandbox, 'GetRoleCredentials').at(-1)?.['bearer'], kept.accessToken);
      }));

    const error = (code: string, status: number) => ({ code, status, message: 'No.' });
    it('and are refused that: they are used while they last, then signing in is what is left', () =>
      withMachine(b.sandbox, session, async machine => {
        const refused = { name: 'error', action: 'CreateToken', error: error('InvalidGrantException', 400) } as const;
        b.sandbox.inject({ ...refused, count: 2 });
        await itemsOf(connected(machine, minute).gateway.clusters());
        const problem = await problemFrom(itemsOf(connected(machine, -minute).gateway.clusters()));
        assertProblem(problem, { kind: 'signInRequired' });
      }));

    it('when the service can be reached: where it cannot, that is said, with its host', () =>
      withMachine(b.sandbox, session, async machine => {
        process.env['AWS_ENDPOINT_URL_SSO_OIDC'] = 'http://127.0.0.1:9';
        process.env['AWS_MAX_ATTEMPTS'] = '1';
        const problem = await problemFrom(itemsOf(connected(machine, -minute).gateway.clusters()));
        assertProblem(problem, { kind: 'network', code: 'ECONNREFUSED', host: '127.0.0.1:9' });
      }));
  });
});
