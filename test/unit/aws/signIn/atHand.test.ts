import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RedshiftGateway } from '../../../../src/core/model/gateway';
import { assertProblem, itemsOf, problemFrom } from '../support';
import { accountBench, base, config, Person, roleArn, sent, startUrl, withMachine } from './bench';

const hour = 3_600_000;
const files = config({
  ...base,
  'profile r': { role_arn: roleArn('first'), source_profile: 'base' },
  'profile sso': {
    sso_start_url: startUrl,
    sso_region: 'eu-west-1',
    sso_account_id: '200000000002',
    sso_role_name: 'reader',
  },
});

describe('what nobody has asked for', () => {
  const b = accountBench();
  const everything = (gateway: RedshiftGateway): readonly (() => Promise<unknown>)[] => [
    () => gateway.describeStorage(),
    () => gateway.callerIdentity(),
    () => itemsOf(gateway.clusters()),
    () => itemsOf(gateway.snapshots({ snapshotIdentifier: 'x' })),
    () => itemsOf(gateway.inRegion('eu-west-1').events({})),
  ];

  it('is read with the credentials that there are', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const gateway = connect('r');
      // Being resolved already.
      const [{ account }, storage] = await Promise.all([
        gateway.callerIdentity(),
        gateway.withCredentialsAtHand().describeStorage(),
      ]);
      assert.deepEqual([account, Object.keys(storage).length], ['200000000002', 2]);
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 1);
    }));

  it('resolves none', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      for (const read of everything(connect('r').withCredentialsAtHand())) {
        assertProblem(await problemFrom(read()), { kind: 'credentialsExpired', code: 'NotRenewed' });
      }
      assert.deepEqual(b.sandbox.requests, []);
    }));

  it('renews none that are about to expire', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      b.sandbox.clock.advance(-56 * 60_000);
      const gateway = connect('r');
      await itemsOf(gateway.clusters());
      b.sandbox.clock.advance(4 * 60_000 - 10_000);
      await gateway.withCredentialsAtHand().describeStorage();
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 1);
    }));

  it('renews none that the service calls expired', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const gateway = connect('r');
      await gateway.callerIdentity();
      b.sandbox.clock.advance(2 * hour);
      const reads = everything(gateway.withCredentialsAtHand());
      // Who it is was asked before.
      for (const read of reads.filter((_, index) => index !== 1)) {
        assertProblem(await problemFrom(read()), { kind: 'credentialsExpired' });
      }
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 1);
      await itemsOf(gateway.clusters());
      await gateway.withCredentialsAtHand().describeStorage();
      assert.equal(sent(b.sandbox, 'AssumeRole').length, 2);
    }));

  it('runs no program, but says why there are no credentials', () =>
    withMachine(b.sandbox, '', async machine => {
      const [script, ran] = ['program.js', 'ran'].map(name => join(machine.folder, name)) as [string, string];
      writeFileSync(
        script,
        `require('fs').appendFileSync(${JSON.stringify(ran)}, 'x'); console.error('No badge.'); process.exit(1)`,
      );
      const credential_process = `"${process.execPath}" "${script}"`;
      writeFileSync(machine.config, config({ 'profile p': { credential_process } }));
      const runs = () => (existsSync(ran) ? readFileSync(ran, 'utf8').length : 0);
      const gateway = machine.connect('p');
      await problemFrom(gateway.callerIdentity());
      assert.equal(runs(), 1);
      for (const read of everything(gateway.withCredentialsAtHand())) {
        assert.match((await problemFrom(read())).message, /No badge\./);
      }
      assert.equal(runs(), 1);
    }));

  it('asks nobody for a code, and tells nobody to sign in', () =>
    withMachine(b.sandbox, files, async ({ connect }) => {
      const person = new Person();
      const gateway = connect('sso', person);
      await problemFrom(gateway.callerIdentity());
      assert.equal(person.told.length, 1);
      for (const read of everything(gateway.withCredentialsAtHand())) {
        assertProblem(await problemFrom(read()), { kind: 'signInRequired' });
      }
      assert.deepEqual([person.told.length, person.asked.length], [1, 0]);
    }));
});
