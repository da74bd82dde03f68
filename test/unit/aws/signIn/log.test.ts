import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemsOf, problemFrom } from '../support';
import {
  accountBench,
  base,
  cachedTokenFile,
  config,
  environment,
  type Machine,
  other,
  Person,
  roleArn,
  serial,
  startUrl,
  webToken,
  withMachine,
} from './bench';

const role = { role_arn: roleArn('first'), source_profile: 'base' };

describe('the log has a line for each request', () => {
  const b = accountBench();

  /** The lines are those of the requests that arrived, one by one. */
  function assertAllLogged({ log }: Machine, operations: readonly string[]): void {
    assert.deepEqual(
      log.filter(({ attempts }) => attempts > 0).map(({ operation, requestId }) => [operation, requestId]),
      b.sandbox.requests.map(({ action, requestId }) => [action, requestId]),
    );
    assert.deepEqual(
      log.map(({ operation }) => operation),
      operations,
    );
    for (const { milliseconds, attempts, target } of log) {
      assert.ok(Number.isInteger(milliseconds) && milliseconds >= 0);
      assert.ok(attempts <= 1);
      assert.match(target, / · (?:eu-west-1|us-east-1)$/);
    }
  }

  it('of a role, and of a role behind it', () => {
    const files = config({
      ...base,
      'profile first': role,
      'profile second': { role_arn: roleArn('second'), source_profile: 'first' },
    });
    return withMachine(b.sandbox, files, async machine => {
      await itemsOf(machine.connect('second').clusters());
      assertAllLogged(machine, ['AssumeRole', 'AssumeRole', 'DescribeClusters']);
      assert.deepEqual(new Set(machine.log.map(({ target }) => target)), new Set(['second · eu-west-1']));
    });
  });

  it('that was refused, with its own code, beside the request that was never made', () => {
    const files = config({ ...base, 'profile r': { ...role, role_arn: roleArn('ticket') } });
    return withMachine(b.sandbox, files, async machine => {
      await problemFrom(itemsOf(machine.connect('r').clusters()));
      assertAllLogged(machine, ['AssumeRole', 'DescribeClusters']);
      assert.deepEqual(
        machine.log.map(({ attempts, errorCode }) => [attempts, errorCode]),
        [
          [1, 'AccessDenied'],
          [0, 'AccessDenied'],
        ],
      );
    });
  });

  it('that never arrived', () =>
    withMachine(b.sandbox, config({ ...base, 'profile r': { ...role, max_attempts: 1 } }), async machine => {
      process.env['AWS_ENDPOINT_URL_STS'] = 'http://127.0.0.1:9';
      await problemFrom(itemsOf(machine.connect('r').clusters()));
      const [first] = machine.log;
      assert.deepEqual(
        [first?.operation, first?.errorCode, first?.requestId],
        ['AssumeRole', 'ECONNREFUSED', undefined],
      );
    }));

  it('of a one-time code, a wrong one too', () => {
    const files = config({ ...base, 'profile m': { ...role, role_arn: roleArn('careful'), mfa_serial: serial } });
    return withMachine(b.sandbox, files, async machine => {
      await itemsOf(machine.connect('m', new Person(['654321', '123456'])).clusters());
      assertAllLogged(machine, ['GetSessionToken', 'GetSessionToken', 'AssumeRole', 'DescribeClusters']);
      assert.deepEqual(
        machine.log.map(({ errorCode }) => errorCode),
        ['AccessDenied', undefined, undefined, undefined],
      );
    });
  });

  it('of a web identity, of a profile and of the environment', () =>
    withMachine(b.sandbox, '', async machine => {
      const file = join(machine.folder, 'token');
      writeFileSync(file, webToken);
      writeFileSync(
        machine.config,
        config({ 'profile w': { role_arn: roleArn('web'), web_identity_token_file: file } }),
      );
      await itemsOf(machine.connect('w').clusters());
      Object.assign(process.env, { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: roleArn('web') });
      await itemsOf(machine.connect(environment).clusters());
      const each = ['AssumeRoleWithWebIdentity', 'DescribeClusters'];
      assertAllLogged(machine, [...each, ...each]);
    }));

  it('of signing in with the browser, of its credentials, and of renewing the token', () => {
    const files = config({
      'sso-session log': { sso_start_url: startUrl, sso_region: 'us-east-1' },
      'profile s': { sso_session: 'log', sso_account_id: other, sso_role_name: 'reader' },
    });
    return withMachine(b.sandbox, files, async machine => {
      const person = new Person();
      await problemFrom(itemsOf(machine.connect('s', person).clusters()));
      const [need] = person.told;
      assert.ok(need?.kind === 'sso');
      const wait = async () => {
        b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '');
      };
      await machine.signIn(need, { signal: new AbortController().signal, show: () => {}, wait });
      const token = cachedTokenFile(machine, 'log');
      const ended = { ...JSON.parse(readFileSync(token, 'utf8')), expiresAt: '2020-01-01T00:00:00Z' };
      writeFileSync(token, JSON.stringify(ended));
      await itemsOf(machine.connect('s').clusters());
      const signedIn = ['RegisterClient', 'StartDeviceAuthorization', 'CreateToken'];
      const renewed = ['CreateToken', 'GetRoleCredentials', 'DescribeClusters'];
      assertAllLogged(machine, ['DescribeClusters', ...signedIn, ...renewed]);
    });
  });

  it('of signing in: that the browser is still to be answered was to be expected, that it was refused was not', () => {
    const files = config({
      'sso-session wait': { sso_start_url: startUrl, sso_region: 'us-east-1' },
      'profile s': { sso_session: 'wait', sso_account_id: other, sso_role_name: 'reader' },
    });
    return withMachine(b.sandbox, files, async machine => {
      const need = { kind: 'sso', startUrl, region: 'us-east-1', session: 'wait', profile: 's' } as const;
      b.sandbox.sso.slowDown(1);
      let pauses = 0;
      const wait = async () => {
        pauses += 1;
        if (pauses === 3) {
          b.sandbox.sso.answer(b.sandbox.sso.latest?.userCode ?? '', 'denied');
        }
      };
      await problemFrom(machine.signIn(need, { signal: new AbortController().signal, show: () => {}, wait }));
      const asked = machine.log.filter(({ operation }) => operation === 'CreateToken');
      assert.deepEqual(
        asked.map(({ errorCode, isExpected = false }) => [errorCode, isExpected]),
        [
          ['SlowDownException', true],
          ['AuthorizationPendingException', true],
          ['AccessDeniedException', false],
        ],
      );
    });
  });
});
