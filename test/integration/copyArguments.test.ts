import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { commands } from 'vscode';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sharedAccount } from './account';

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
    match(String(rows[1]?.['Message']), /is gone/);
    equal(asked(), 2);
    match(JSON.stringify(rows[0]?.['Response']), /"SnapshotIdentifier":"listed-1".*"ManualSnapshotRetentionPeriod":7/);
  });

  it('returns nothing for nothing', async () => deepEqual(await copyToManual([]), []));

  it('refuses the whole list when one of it is wrong', async () => {
    const before = asked();
    const good = copyOf('rs:gamma-1', 'listed-3');
    await rejects(async () => copyToManual([good, { ...good, target: '3-kept' }]), /\[1\].*Start with a letter/);
    await rejects(async () => copyToManual([good, 'kept-4']), /\[1\].*needs "cluster"/);
    await rejects(async () => copyToManual([good, { ...good, target: 'LISTED-3' }]), /more than once/);
    equal(asked(), before);
  });
});
