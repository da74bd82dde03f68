import { deepEqual, equal } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, rowOf } from './stage';

/** A copy from another Region, whose cluster is there. */
const foreign = { ClusterIdentifier: 'far', SnapshotIdentifier: 'copy:rs:far-2026-11-22-14-03-27' };

describe('copying with the keyboard', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let snapshots: readonly Snapshot[];

  before(async () => {
    sandbox = await emptyAccount();
    snapshots = addCluster(sandbox, 'alpha', 3);
    addCluster(sandbox, 'beta', 1);
    addCluster(sandbox, 'bare', 0);
    sandbox.data.addSnapshot({ ...foreign, SourceRegion: 'us-east-1' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'gone', SnapshotIdentifier: 'left', SnapshotType: 'manual' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'by-hand', SnapshotType: 'manual' });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'rs:alpha-broken', Status: 'failed' });
    workbench = await openView({ prod: sandbox });
    await workbench.clusters.waitForRow('beta');
    // What expires is listed after the clusters: a row that is drawn again closes a menu.
    await workbench.clusters.waitForRow(/^Expiring.*within 7 d/);
  });
  after(closeStage);

  /** What came of reading the cluster, the source and the name: HTTP's status of each. */
  const checked = ({ ClusterIdentifier, SnapshotIdentifier }: Snapshot, name: string) => {
    const clusters = requestsOf(sandbox, 'DescribeClusters').filter(
      ({ parameters }) => parameters['ClusterIdentifier'] === ClusterIdentifier,
    );
    const named = (identifier: string | undefined) =>
      requestsOf(sandbox, 'DescribeClusterSnapshots').filter(
        ({ parameters }) => parameters['SnapshotIdentifier'] === identifier,
      );
    return [clusters, named(SnapshotIdentifier), named(name)].map(requests => requests.at(-1)?.outcome?.status);
  };
  const sent = () => requestsOf(sandbox, 'CopyClusterSnapshot').map(({ parameters }) => parameters);

  it('works in the tree, with the arrows and the menu key', async () => {
    const { page, clusters, quickInput, editor } = workbench;
    const [, source = {}] = snapshots;
    await runByKeyboard('Redshift Snapshots: Focus on Clusters View');
    await clusters.waitUntilFocused();
    await clusters.expandByKeyboard('alpha');
    await clusters.waitForRow(rowOf(source));
    await clusters.moveTo(rowOf(source));
    await clusters.openMenuByKeyboard();
    await clusters.chooseFromOpenMenu('Copy to Manual Snapshot…');

    await quickInput.waitUntilOpen(`Copy ${source.SnapshotIdentifier}`);
    await page.keyboard.type('kept-by-arrows');
    await page.keyboard.press('Enter');
    await quickInput.waitForItem('Other…');
    await eventually(
      () => checked(source, 'kept-by-arrows'),
      answers => deepEqual(answers, [200, 200, 404]),
    );
    await page.keyboard.type('45');
    await quickInput.waitForItem('45 days');
    const before = sandbox.requests.length;
    await page.keyboard.press('Enter');

    await editor.waitForTab('kept-by-arrows');
    // Who has answered the last question waits for nothing else.
    equal(sandbox.requests[before]?.action, 'CopyClusterSnapshot');
    deepEqual(sent().at(-1), {
      SourceSnapshotIdentifier: source.SnapshotIdentifier,
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'kept-by-arrows',
      ManualSnapshotRetentionPeriod: '47',
    });
  });

  it('works from the command palette alone, in four steps', async () => {
    const { page, quickInput, editor } = workbench;
    await runByKeyboard('Redshift Snapshots: Copy to Manual Snapshot…');

    await quickInput.waitForItem('alpha');
    equal(await quickInput.step(), '1/4');
    deepEqual(await labels(), ['alpha', 'bare', 'beta', 'Without a cluster']);
    await page.keyboard.press('Enter');

    await quickInput.waitForItem(snapshots[0]?.SnapshotIdentifier ?? '');
    equal(await quickInput.step(), '2/4');
    deepEqual(
      await labels(),
      snapshots.map(({ SnapshotIdentifier }) => SnapshotIdentifier),
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await quickInput.waitForMessage('Name of the manual snapshot.');
    equal(await quickInput.step(), '3/4');
    await page.keyboard.type('kept-from-palette');
    await page.keyboard.press('Enter');

    await quickInput.waitForItem('Other…');
    equal(await quickInput.step(), '4/4');
    await page.keyboard.press('Enter');

    await editor.waitForTab('kept-from-palette');
    deepEqual(sent().at(-1), {
      SourceSnapshotIdentifier: snapshots[2]?.SnapshotIdentifier,
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'kept-from-palette',
      ManualSnapshotRetentionPeriod: '-1',
    });
    equal(sent().length, 2);
  });

  it('says of a cluster without anything to copy why, and goes back to what has no cluster', async () => {
    const { page, quickInput, editor } = workbench;
    await runByKeyboard('Redshift Snapshots: Copy to Manual Snapshot…');
    await quickInput.waitForItem('bare');
    await page.keyboard.type('bare');
    await page.keyboard.press('Enter');
    const reason = 'bare has no available automated snapshot to copy.';
    await quickInput.waitForItem(reason);
    await page.keyboard.press('Enter');
    deepEqual(await labels(), [reason]);
    equal(await quickInput.step(), '2/4');
    await quickInput.back();

    await quickInput.waitForItem('Without a cluster');
    equal(await quickInput.step(), '1/4');
    await page.keyboard.type('without');
    await page.keyboard.press('Enter');
    await quickInput.waitForItem(foreign.SnapshotIdentifier);
    const [item, ...others] = await quickInput.items();
    deepEqual([item?.label, others], [foreign.SnapshotIdentifier, []]);
    equal(item?.description, 'far · from us-east-1');
    await page.keyboard.press('Enter');

    await quickInput.waitForMessage('Name of the manual snapshot.');
    await page.keyboard.type('kept-from-far');
    await page.keyboard.press('Enter');
    await quickInput.waitForItem('Other…');
    await page.keyboard.press('Enter');
    await editor.waitForTab('kept-from-far');
    deepEqual(sent().at(-1), {
      SourceSnapshotIdentifier: foreign.SnapshotIdentifier,
      SourceSnapshotClusterIdentifier: 'far',
      TargetSnapshotIdentifier: 'kept-from-far',
      ManualSnapshotRetentionPeriod: '-1',
    });
  });

  it('shows any snapshot without a cluster as JSON', async () => {
    const { page, quickInput, editor } = workbench;
    await runByKeyboard('Redshift Snapshots: Show JSON');
    await quickInput.waitForItem('Without a cluster');
    await page.keyboard.type('without');
    await page.keyboard.press('Enter');
    await quickInput.waitForItem('left');
    await page.keyboard.type('gone');
    await page.keyboard.press('Enter');
    await editor.waitForTab('describe left');
    const { Snapshots: shown } = JSON.parse(await editor.text());
    equal(shown[0].ClusterIdentifier, 'gone');
  });

  it('works in an account that has snapshots, but no cluster', async () => {
    const { page, quickInput } = workbench;
    for (const name of ['alpha', 'bare', 'beta']) {
      sandbox.data.removeCluster(name);
    }
    await runByKeyboard('Redshift Snapshots: Copy to Manual Snapshot…');
    await quickInput.waitForItem('Without a cluster');
    deepEqual(
      (await quickInput.items()).map(({ label, focused }) => [label, focused]),
      [
        ['There are no clusters in prod · eu-west-1.', false],
        ['Without a cluster', true],
      ],
    );
    await page.keyboard.press('Enter');
    await quickInput.waitForItem(foreign.SnapshotIdentifier);
    equal(await quickInput.step(), '2/4');
    await quickInput.cancel();
    await quickInput.waitUntilClosed();
  });

  async function runByKeyboard(title: string): Promise<void> {
    await workbench.page.keyboard.press('F1');
    await workbench.quickInput.waitUntilOpen();
    await workbench.page.keyboard.type(title);
    await workbench.quickInput.waitForFocused(title);
    await workbench.page.keyboard.press('Enter');
  }

  async function labels(): Promise<readonly string[]> {
    return (await workbench.quickInput.items()).map(({ label }) => label);
  }
});
