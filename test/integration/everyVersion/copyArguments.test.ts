import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { ConfigurationTarget, commands, workspace } from 'vscode';
import type { RunningSandbox } from '../../../src/sandbox/sandbox';
import { sharedAccount } from '../account';

const copyToManual = (given: unknown): Thenable<unknown> =>
  commands.executeCommand('redshiftSnapshots.copyToManual', given);

describe('copyToManual with a list', () => {
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await sharedAccount();
    sandbox.data.addCluster({ ClusterIdentifier: 'gamma' });
    for (const SnapshotIdentifier of ['rs:gamma-1', 'rs:gamma-2']) {
      sandbox.data.addSnapshot({ ClusterIdentifier: 'gamma', SnapshotIdentifier });
    }
  });

  const copyOf = (snapshot: string, target: string) => ({ cluster: 'gamma', snapshot, target, retentionDays: 7 });
  const asked = () => sandbox.requests.filter(({ action }) => action === 'CopyClusterSnapshot').length;

  it('asks nothing, copies each, and returns how each ended', async () => {
    const before = asked();
    const results = await copyToManual([
      copyOf('rs:gamma-1', 'listed-1'),
      copyOf('rs:gamma-gone', 'listed-gone'),
      copyOf('rs:gamma-2', 'Listed-2'),
    ]);
    const rows = results as readonly Readonly<Record<string, unknown>>[];
    deepEqual(
      rows.map(({ TargetSnapshotIdentifier, Outcome }) => [TargetSnapshotIdentifier, Outcome]),
      [
        ['listed-1', 'Copied'],
        ['listed-gone', 'Refused'],
        ['listed-2', 'Copied'],
      ],
    );
    match(String(rows[1]?.['Message']), /does not exist/);
    equal(asked() - before, 2);
    match(JSON.stringify(rows[0]?.['Response']), /"SnapshotIdentifier":"listed-1".*"ManualSnapshotRetentionPeriod":7/);
  });

  describe('where the user wants to be asked', () => {
    const settings = () => workspace.getConfiguration('redshiftSnapshots');
    const set = (name: string, value: unknown) => settings().update(name, value, ConfigurationTarget.Global);
    const wishes: readonly (readonly [name: string, value: unknown, sentence: RegExp])[] = [
      ['confirmChanges', 'always', /^Your settings require a confirmation of each change\. Nothing was copied\./],
      ['confirmCopy', 'summary', /^Your settings require a confirmation of each change\. Nothing was copied\./],
      ['protectedAccounts', ['1111-2222-3333'], /1111-2222-3333 is a protected account, .* Nothing was copied\./],
      ['readOnly', true, /^Read-only mode is on .* Nothing was copied\.$/],
    ];
    for (const [name, value, sentence] of wishes) {
      it(`refuses arguments, one or a list of them: ${name}`, async () => {
        const before = asked();
        await set(name, value);
        try {
          const given = copyOf('rs:gamma-1', 'never-made');
          await rejects(Promise.resolve(copyToManual(given)), ({ message }: Error) => sentence.test(message));
          await rejects(Promise.resolve(copyToManual([given])), ({ message }: Error) => sentence.test(message));
        } finally {
          await set(name, undefined);
        }
        equal(asked(), before);
      });
    }
  });

  it('returns nothing for nothing', async () => deepEqual(await copyToManual([]), []));

  it('refuses the whole list when one of it is wrong', async () => {
    const before = asked();
    const good = copyOf('rs:gamma-1', 'listed-3');
    await rejects(async () => copyToManual([good, { ...good, target: '3-kept' }]), /\[1\].*Start with a letter/);
    await rejects(async () => copyToManual([good, 'kept-4']), /\[1\].*needs "snapshot"/);
    await rejects(async () => copyToManual([good, { ...good, target: 'LISTED-3' }]), /more than once/);
    equal(asked(), before);
  });
});
