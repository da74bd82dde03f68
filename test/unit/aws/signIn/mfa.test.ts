import assert from 'node:assert/strict';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { MfaSessions } from '../../../../src/aws/signIn/mfaSessions';
import { itemsOf, problemFrom } from '../support';
import { accountBench, base, config, Person, roleArn, sent, serial, userKeys, withMachine } from './bench';

const role = (name: string, more: Readonly<Record<string, string>>) => ({ role_arn: roleArn(name), ...more });
const hour = 3_600_000;

describe('one-time codes', () => {
  const b = accountBench();
  const files = config({
    ...base,
    'profile careful': role('careful', { source_profile: 'base', mfa_serial: serial }),
    'profile guarded': role('guarded', { source_profile: 'base', mfa_serial: serial }),
    'profile alone': { ...base['profile base'], mfa_serial: serial },
    'profile behind': role('careful', { source_profile: 'alone' }),
    'profile twice': role('careful', { source_profile: 'alone', mfa_serial: serial }),
    'profile long': role('long', { source_profile: 'base', mfa_serial: serial, duration_seconds: '28800' }),
    'profile longer': role('long', { source_profile: 'alone', duration_seconds: '43200' }),
    'profile short': role('long', { source_profile: 'base', mfa_serial: serial, duration_seconds: '3600' }),
    'profile session': role('careful', { credential_source: 'Environment', mfa_serial: serial }),
  });

  it('are asked for once, for whoever needs them: by device and role', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['123456']);
      const gateway = connect('careful', person);
      await Promise.all([itemsOf(gateway.clusters()), itemsOf(gateway.snapshots({})), gateway.callerIdentity()]);
      assert.deepEqual(person.asked, [{ kind: 'mfa', serial, profile: 'careful', role: roleArn('careful') }]);
      assert.deepEqual(sent(b.sandbox, 'GetSessionToken'), [{ SerialNumber: serial, TokenCode: '123456' }]);
      assert.deepEqual(
        sent(b.sandbox, 'AssumeRole').map(({ RoleArn, TokenCode }) => [RoleArn, TokenCode]),
        [[roleArn('careful'), undefined]],
      );
    }));

  it('serve every profile with the same device, until the session expires', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['123456', '123456']);
      for (const name of ['careful', 'guarded', 'alone', 'behind', 'twice', 'careful']) {
        await itemsOf(connect(name, person).clusters());
      }
      assert.equal(person.asked.length, 1);
      assert.equal(sent(b.sandbox, 'GetSessionToken').length, 1);
      b.sandbox.clock.advance(13 * hour);
      await itemsOf(connect('guarded', person).clusters());
      assert.equal(person.asked.length, 2, 'STS says that the session has expired');
    }));

  it('serve nobody but the user whose keys they were given with, and nobody shortly before their session ends', async () => {
    const sessions = new MfaSessions();
    const begun: string[] = [];
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    const use = (accessKeyId: string, expiration: Date) =>
      sessions.session({
        need: { kind: 'mfa', serial: 'GAHT12345678', profile: 'p' },
        accessKeyId,
        host: new Person(['123456']),
        signal: new AbortController().signal,
        begin: async () => {
          begun.push(accessKeyId);
          return { ...userKeys, expiration };
        },
      });
    await use('AKIAMINE', minutes(60));
    await use('AKIAMINE', minutes(60));
    await use('AKIATHEIRS', minutes(1));
    await use('AKIATHEIRS', minutes(60));
    assert.deepEqual(begun, ['AKIAMINE', 'AKIATHEIRS', 'AKIATHEIRS']);
  });

  it('serve profiles that ask at the same moment', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['123456']);
      const gateways = ['careful', 'guarded', 'alone'].map(name => connect(name, person));
      await Promise.all(gateways.map(gateway => itemsOf(gateway.clusters())));
      assert.equal(person.asked.length, 1);
    }));

  it('are needed without a role, too', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['123456']);
      const { arn } = await connect('alone', person).callerIdentity();
      assert.match(arn, /user\/on-call$/);
      assert.deepEqual(person.asked, [{ kind: 'mfa', serial, profile: 'alone' }]);
      assert.match(b.sandbox.requests.at(-1)?.accessKeyId ?? '', /^ASIASESSION/);
    }));

  it('go with the role where the credentials are a session already', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      Object.assign(process.env, await sessionVariables());
      const person = new Person(['000000', '123456']);
      await itemsOf(connect('session', person).clusters());
      assert.deepEqual(
        sent(b.sandbox, 'AssumeRole').map(({ TokenCode }) => TokenCode),
        ['000000', '123456'],
      );
      assert.equal(sent(b.sandbox, 'GetSessionToken').length, 1, 'the one that was there before');
    }));

  it('go with a role that is to last longer than an hour, by the user’s own keys: a session could not assume it', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      for (const [name, seconds] of [
        ['long', '28800'],
        ['longer', '43200'],
      ] as const) {
        const person = new Person(['123456']);
        const gateway = connect(name, person);
        await Promise.all([itemsOf(gateway.clusters()), gateway.callerIdentity()]);
        assert.equal(person.asked.length, 1);
        const { RoleSessionName: _, ...last } = sent(b.sandbox, 'AssumeRole').at(-1) ?? {};
        const code = { SerialNumber: serial, TokenCode: '123456' };
        assert.deepEqual(last, { RoleArn: roleArn('long'), DurationSeconds: seconds, ...code });
      }
      assert.deepEqual(sent(b.sandbox, 'GetSessionToken'), []);
    }));

  it('are shared by a role of an hour', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['123456']);
      for (const name of ['short', 'careful']) {
        await itemsOf(connect(name, person).clusters());
      }
      assert.equal(person.asked.length, 1);
    }));

  it('that are wrong are asked for again, with the service’s words', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['654321', '12', ' 123456 ']);
      await itemsOf(connect('careful', person).clusters());
      assert.deepEqual(
        person.asked.map(({ refusal }) => refusal?.replace(/ .*/, '')),
        [undefined, 'MultiFactorAuthentication', '1'],
      );
    }));

  it('that are not given: the row says so, nothing is sent, and nobody is asked again before the user acts', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person([]);
      const gateway = connect('careful', person);
      const [problem] = await Promise.all([
        problemFrom(itemsOf(gateway.clusters())),
        problemFrom(gateway.callerIdentity()),
      ]);
      assert.equal(problem.kind, 'signInRequired');
      assert.deepEqual(problem.signIn, { kind: 'mfa', serial, profile: 'careful', role: roleArn('careful') });
      assert.deepEqual([person.asked.length, person.told.length, b.sandbox.requests.length], [1, 2, 0]);
      for (const later of [itemsOf(gateway.clusters()), itemsOf(gateway.snapshots({})), gateway.callerIdentity()]) {
        assert.equal((await problemFrom(later)).kind, 'signInRequired');
      }
      assert.equal(person.asked.length, 1);
      gateway.allowQuestions();
      await problemFrom(itemsOf(gateway.clusters()));
      assert.equal(person.asked.length, 2);
    }));

  it('that AWS calls expired without a role are asked for anew when the user acts', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['123456', '123456']);
      const gateway = connect('alone', person);
      await gateway.callerIdentity();
      b.sandbox.clock.advance(13 * hour);
      assert.equal((await problemFrom(itemsOf(gateway.clusters()))).kind, 'signInRequired');
      assert.equal(person.asked.length, 1, 'nobody is asked in the background');
      gateway.allowQuestions();
      assert.deepEqual(await itemsOf(gateway.clusters()), []);
      assert.equal(person.asked.length, 2);
    }));

  it('are asked for once for all Regions, and the role is assumed once', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person(['123456']);
      const gateway = connect('careful', person);
      const others = ['us-east-1', 'eu-north-1', 'ap-south-1'].map(region => gateway.inRegion(region));
      await Promise.all([gateway, ...others].map(need => itemsOf(need.clusters())));
      assert.equal(person.asked.length, 1);
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 1);
      for (const need of others) {
        need.dispose();
      }
      assert.deepEqual(await itemsOf(gateway.clusters()), [], 'closing the others leaves this one as it is');
    }));

  it('are not waited for by a target that is not on the screen any more', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person();
      person.askMfaCode = (question, signal) => {
        person.asked.push(question);
        return new Promise(resolve => signal.addEventListener('abort', () => resolve(undefined)));
      };
      const gateway = connect('careful', person);
      const failure = problemFrom(itemsOf(gateway.clusters()));
      while (person.asked.length === 0) {
        await new Promise(setImmediate);
      }
      gateway.dispose();
      assert.equal((await failure).kind, 'cancelled');
      const next = new Person(['123456']);
      await itemsOf(connect('guarded', next).clusters());
      assert.equal(next.asked.length, 1);
    }));

  /** A session of the user, as some other tool has left it in the environment. */
  async function sessionVariables(): Promise<Readonly<Record<string, string>>> {
    const sts = new STSClient({ endpoint: b.sandbox.endpoint, region: b.sandbox.region, credentials: userKeys });
    const { Credentials: issued } = await sts.send(new GetSessionTokenCommand({}));
    return {
      AWS_ACCESS_KEY_ID: issued?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: issued?.SecretAccessKey ?? '',
      AWS_SESSION_TOKEN: issued?.SessionToken ?? '',
    };
  }
});
