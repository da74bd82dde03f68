import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { aCopy, assertProblem, itemsOf, problemFrom } from '../support';
import { accountBench, base, config, roleArn, sent, userKeys, withMachine } from './bench';

const hour = 3_600_000;
const files = config({ ...base, 'profile r': { role_arn: roleArn('first'), source_profile: 'base' } });

describe('credentials that expire', () => {
  const b = accountBench();

  it('in four minutes serve until then: they are not renewed for each request', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      // By the sandbox's clock it is 56 minutes ago: what lasts an hour has four minutes left.
      b.sandbox.clock.advance(-56 * 60_000);
      const gateway = connect('r');
      await itemsOf(gateway.clusters());
      await Promise.all([itemsOf(gateway.clusters()), itemsOf(gateway.snapshots({}))]);
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 1);
    }));

  it('say when; keys that never do say nothing', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const [keys, temporary] = [connect('base'), connect('r')];
      assert.equal(temporary.credentialsExpire(), undefined, 'nothing was asked yet');
      await Promise.all([itemsOf(keys.clusters()), itemsOf(temporary.clusters())]);
      assert.equal(keys.credentialsExpire(), undefined);
      const inAnHour = Math.abs((temporary.credentialsExpire() ?? 0) - b.sandbox.clock.now() - hour);
      assert.ok(inAnHour < hour / 2);
    }));

  it('and are keys of the credentials file: that is said, and that they hide the process of the profile', () =>
    withMachine(b.sandbox, config({ 'profile p': { credential_process: 'exit 1' } }), async machine => {
      const sts = new STSClient({ endpoint: b.sandbox.endpoint, region: b.sandbox.region, credentials: userKeys });
      const { Credentials: issued } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = issued ?? {};
      const keys = { aws_access_key_id: AccessKeyId, aws_secret_access_key: SecretAccessKey };
      const section = { ...keys, aws_session_token: SessionToken };
      const role = { role_arn: roleArn('first'), source_profile: 'p' };
      writeFileSync(machine.credentials, config({ p: section, q: section, r: role }));
      const problem = (name: string) => problemFrom(itemsOf(machine.connect(name).clusters()));
      b.sandbox.clock.advance(hour);
      const file = machine.credentials;
      const expired = { kind: 'credentialsExpired' } as const;
      assertProblem(await problem('p'), { ...expired, keys: { file, line: 2, hideProcess: true } });
      assertProblem(await problem('q'), { ...expired, keys: { file, line: 7, hideProcess: false } });
      assertProblem(await problem('r'), { ...expired, keys: { file, line: 2, hideProcess: true } });
    }));

  it('while nobody looked: the read is repeated once, with fresh ones', () =>
    withMachine(b.sandbox, files, async ({ connect, log }) => {
      const gateway = connect('r');
      await gateway.callerIdentity();
      await itemsOf(gateway.clusters());
      b.sandbox.clock.advance(2 * hour);
      const [clusters, snapshots] = await Promise.all([itemsOf(gateway.clusters()), itemsOf(gateway.snapshots({}))]);
      assert.deepEqual([clusters, snapshots], [[], []]);
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 2, 'once for both');
      assert.equal(log.filter(({ errorCode }) => errorCode === 'ExpiredToken').length, 2);
    }));

  it('and are said to have expired once more, to a read that began before they were renewed: that is repeated, too', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const gateway = connect('r');
      await gateway.callerIdentity();
      await itemsOf(gateway.clusters());
      b.sandbox.clock.advance(2 * hour);
      const arrived = { early: () => {}, renewed: () => {} };
      const early = new Promise<void>(resolve => {
        arrived.early = resolve;
      });
      const renewed = new Promise<void>(resolve => {
        arrived.renewed = resolve;
      });
      const before = sent(b.sandbox, 'DescribeClusters').length;
      const stop = b.sandbox.onRequest(({ action }) => {
        if (action === 'DescribeClusterSnapshots') {
          arrived.early();
          return renewed;
        }
        if (sent(b.sandbox, 'DescribeClusters').length === before + 2) {
          arrived.renewed();
        }
        return undefined;
      });
      const snapshots = itemsOf(gateway.snapshots({}));
      await early;
      await itemsOf(gateway.clusters());
      assert.deepEqual(await snapshots, []);
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 2);
      stop();
    }));

  it('again and again: one repetition, then the problem', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      b.sandbox.inject({ name: 'expired', action: 'DescribeClusters', count: 10 });
      assertProblem(await problemFrom(itemsOf(connect('r').clusters())), { kind: 'credentialsExpired' });
      assert.equal(sent(b.sandbox, 'DescribeClusters').length, 2);
    }));

  it('and cannot be renewed: no repetition', () =>
    withMachine(b.sandbox, config(base), async ({ connect }) => {
      b.sandbox.inject({ name: 'expired', action: 'DescribeClusters', count: 10 });
      assertProblem(await problemFrom(itemsOf(connect('base').clusters())), { kind: 'credentialsExpired' });
      assert.equal(sent(b.sandbox, 'DescribeClusters').length, 1);
    }));

  it('during a change: it is not repeated, and the next try has fresh ones', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const gateway = connect('r');
      await gateway.callerIdentity();
      await itemsOf(gateway.clusters());
      b.sandbox.clock.advance(2 * hour);
      assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), {
        kind: 'credentialsExpired',
        outcomeUnknown: false,
      });
      assert.equal(sent(b.sandbox, 'CopyClusterSnapshot').length, 1);
      assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), { kind: 'clusterNotFound' });
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 2);
    }));

  it('and were replaced in the file by another tool: found without being told', () =>
    withMachine(b.sandbox, '', async ({ connect, config: file }) => {
      writeFileSync(file, config({ 'profile t': await sessionOptions() }));
      const gateway = connect('t');
      await gateway.callerIdentity();
      await itemsOf(gateway.clusters());
      b.sandbox.clock.advance(13 * hour);
      writeFileSync(file, config({ 'profile t': await sessionOptions() }));
      assert.deepEqual(await itemsOf(gateway.clusters()), []);
    }));

  /** A session as tools like aws-vault write it into the file. */
  async function sessionOptions(): Promise<Readonly<Record<string, string>>> {
    const sts = new STSClient({ endpoint: b.sandbox.endpoint, region: b.sandbox.region, credentials: userKeys });
    const { Credentials: issued } = await sts.send(new GetSessionTokenCommand({}));
    return {
      aws_access_key_id: issued?.AccessKeyId ?? '',
      aws_secret_access_key: issued?.SecretAccessKey ?? '',
      aws_session_token: issued?.SessionToken ?? '',
    };
  }
});
