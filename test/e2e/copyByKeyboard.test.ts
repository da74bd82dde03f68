import { deepEqual, equal } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { vsCodeVersions } from '../support/paths';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, rowOf } from './stage';

for (const version of vsCodeVersions) {
  describe(`copying with the keyboard, VS Code ${version}`, () => {
    let sandbox: RunningSandbox;
    let workbench: Workbench;
    let snapshots: readonly Snapshot[];

    before(async () => {
      sandbox = await emptyAccount();
      snapshots = addCluster(sandbox, 'alpha', 3);
      addCluster(sandbox, 'beta', 1);
      sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'by-hand', SnapshotType: 'manual' });
      sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'rs:alpha-broken', Status: 'failed' });
      workbench = await openView({ prod: sandbox }, { version });
      await workbench.clusters.waitForRow('beta');
    });
    after(closeStage);

    const sent = () => requestsOf(sandbox, 'CopyClusterSnapshot').map(({ parameters }) => parameters);

    it('works in the tree, with the arrows and the menu key', async () => {
      const { page, clusters, quickInput, editor } = workbench;
      const [, source = {}] = snapshots;
      await runByKeyboard('Redshift Snapshots: Focus on Clusters View');
      await clusters.waitUntilFocused();
      await clusters.moveTo('alpha');
      await page.keyboard.press('ArrowRight');
      await clusters.waitForRow(rowOf(source));
      await clusters.moveTo(rowOf(source));
      await page.keyboard.press('Shift+F10');
      await clusters.chooseFromOpenMenu('Copy to Manual Snapshot…');

      await quickInput.waitUntilOpen(`Copy ${source.SnapshotIdentifier}`);
      await page.keyboard.type('kept-by-arrows');
      await page.keyboard.press('Enter');
      await quickInput.waitForItem('Other…');
      await page.keyboard.type('45');
      await quickInput.waitForItem('45 days');
      await page.keyboard.press('Enter');

      await editor.waitForTab('kept-by-arrows');
      deepEqual(sent().at(-1), {
        SourceSnapshotIdentifier: source.SnapshotIdentifier,
        SourceSnapshotClusterIdentifier: 'alpha',
        TargetSnapshotIdentifier: 'kept-by-arrows',
        ManualSnapshotRetentionPeriod: '45',
      });
    });

    it('works from the command palette alone, in four steps', async () => {
      const { page, quickInput, editor } = workbench;
      await runByKeyboard('Redshift Snapshots: Copy to Manual Snapshot…');

      await quickInput.waitForItem('alpha');
      equal(await quickInput.step(), '1/4');
      deepEqual(await labels(), ['alpha', 'beta']);
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

    async function runByKeyboard(title: string): Promise<void> {
      await workbench.page.keyboard.press('F1');
      await workbench.quickInput.waitUntilOpen();
      await workbench.page.keyboard.type(title);
      await workbench.quickInput.waitForItem(title);
      await workbench.page.keyboard.press('Enter');
    }

    async function labels(): Promise<readonly string[]> {
      return (await workbench.quickInput.items()).map(({ label }) => label);
    }
  });
}
