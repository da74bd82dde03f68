import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, copyByRow, emptyAccount, openView, requestsOf } from './stage';

const elsewhere = { region: 'us-east-1', account: '111122223333' };

describe('several Regions', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;

  before(async () => {
    sandbox = await emptyAccount();
    addCluster(sandbox, 'alpha', 2);
    sandbox.data.addCluster(
      { ClusterIdentifier: 'omega', AutomatedSnapshotRetentionPeriod: 7, ClusterStatus: 'available' },
      elsewhere,
    );
    workbench = await openView(
      { prod: sandbox },
      { settings: { 'redshiftSnapshots.regions': ['us-east-1', 'ap-south-1', 'eu-west-1'] } },
    );
    await workbench.clusters.waitForRow('omega');
  });
  after(closeStage);

  const outline = async () =>
    (await workbench.clusters.rows()).map(({ level, label }) => `${'  '.repeat(level - 1)}${label}`);

  it('stand side by side, the chosen one first and none twice', async () => {
    await eventually(outline, rows =>
      deepEqual(rows, [
        'Expiring',
        'eu-west-1',
        '  alpha',
        '  Without a cluster',
        'us-east-1',
        '  omega',
        '  Without a cluster',
        'ap-south-1',
        '  No clusters in ap-south-1',
        '  Without a cluster',
      ]),
    );
  });

  it('are counted in the status bar', async () => {
    await workbench.statusBar.waitFor('prod · eu-west-1 +2 · 1111-2222-3333');
  });

  it('have each an outcome of their own', async () => {
    sandbox.inject({ name: 'denied', action: 'DescribeClusters', count: 1 });
    await workbench.clusters.pressTitle('Refresh');
    const rows = await eventually(outline, lines =>
      ok(
        lines.some(line => line.includes('Access required')),
        lines.join(),
      ),
    );
    equal(rows.filter(line => line.includes('Access required')).length, 1);
    // The rows of the Region that could not be read have stayed.
    equal(rows.filter(line => /^ {2}(alpha|omega|No clusters in ap-south-1)$/.test(line)).length, 3);
  });

  it('are copied in where the row stands', async () => {
    const omega: Snapshot = sandbox.data.addSnapshot(
      { ClusterIdentifier: 'omega', SnapshotCreateTime: new Date(Date.now() - 3_600_000) },
      elsewhere,
    );
    await workbench.clusters.pressTitle('Refresh');
    await eventually(outline, rows => ok(!rows.some(row => row.includes('Access required')), rows.join()));
    await workbench.clusters.expand('omega');
    await copyByRow(workbench, omega, { name: 'kept-in-virginia' });
    await workbench.editor.waitForTab('kept-in-virginia');

    equal(requestsOf(sandbox, 'CopyClusterSnapshot').length, 1);
    const made = sandbox.data.snapshots(elsewhere).filter(({ SnapshotType }) => SnapshotType === 'manual');
    deepEqual(
      made.map(({ SnapshotIdentifier }) => SnapshotIdentifier),
      ['kept-in-virginia'],
    );
    equal(sandbox.data.snapshots().filter(({ SnapshotType }) => SnapshotType === 'manual').length, 0);
  });

  it('are asked for when a copy begins in the command palette', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Redshift Snapshots: Copy to Manual Snapshot…');
    await quickInput.waitUntilOpen('Choose Region · prod');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['eu-west-1', 'us-east-1', 'ap-south-1'],
    );
    await quickInput.choose('us-east-1');
    await quickInput.waitForItem('omega');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['omega', 'Without a cluster'],
    );
    await quickInput.cancel();
  });
});
