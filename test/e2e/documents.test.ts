import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { CreateClusterSnapshotCommand, RedshiftClient, type Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, copyByRow, emptyAccount, openView, requestsOf, rowOf } from './stage';

describe('documents', () => {
  let sandbox: RunningSandbox;
  let other: RunningSandbox;
  let workbench: Workbench;
  let newest: Snapshot;
  let older: Snapshot;

  before(async () => {
    const now = Date.now();
    sandbox = await emptyAccount({ clock: { now: () => now } });
    other = await emptyAccount({ account: '444455556666' });
    [newest = {}, older = {}] = addCluster(sandbox, 'alpha', 2);
    addCluster(other, 'alpha', 1);
    addCluster(other, 'beta', 1);
    workbench = await openView({ prod: sandbox, other });
    await workbench.clusters.expand('alpha');
  });
  after(closeStage);

  const titleOf = ({ SnapshotIdentifier = '' }: Snapshot) => `describe ${SnapshotIdentifier.replaceAll(':', '-')}.json`;
  const shown = async (): Promise<unknown> => JSON.parse(await workbench.editor.text());
  const described = () => ({ Snapshots: [asPrinted(newest)] });

  it('show a cluster as describe-clusters prints it', async () => {
    await workbench.clusters.chooseFromContextMenu('alpha', 'Show JSON');
    equal(await workbench.editor.waitForTab('describe alpha.json'), 'describe alpha.json');
    equal(await workbench.editor.language(), 'JSON');
    equal(await workbench.editor.folder(), 'prod · eu-west-1 · 1111-2222-3333');
    deepEqual(await shown(), { Clusters: sandbox.data.clusters().map(asPrinted) });
  });

  it('show a snapshot as describe-cluster-snapshots prints it, by keyboard', async () => {
    const { clusters, editor } = workbench;
    await clusters.focus();
    await clusters.moveTo(rowOf(newest));
    await clusters.openMenuByKeyboard();
    await clusters.chooseFromOpenMenu('Show JSON');
    equal(await editor.waitForTab(titleOf(newest)), titleOf(newest));
    deepEqual(await shown(), described());
  });

  it('open on Enter and on a double click, and on no single click', async () => {
    const { page, clusters, editor } = workbench;
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('ControlOrMeta+W');
    await clusters.click(rowOf(newest));
    await clusters.click(rowOf(older));
    await clusters.focus();
    await clusters.moveTo('alpha');
    await page.keyboard.press('Enter');
    await editor.waitForFocusedTab('describe alpha.json');
    deepEqual(await editor.titles(), ['describe alpha.json']);
    ok((await clusters.rows()).some(({ label, expanded }) => label === 'alpha' && expanded));
    await clusters.focus();
    await clusters.moveTo(rowOf(newest));
    await page.keyboard.press('Enter');
    await editor.waitForFocusedTab(titleOf(newest));
    await clusters.row(rowOf(older)).locator('.label-name').dblclick();
    await editor.waitForFocusedTab(titleOf(older));
    // What opens nothing goes on doing what it did.
    await clusters.focus();
    await clusters.moveTo('Manual snapshots');
    await page.keyboard.press('Enter');
    await clusters.waitForRow('No manual snapshots');
    await clusters.collapse('Manual snapshots');
  });

  it('show several rows in one', async () => {
    const { clusters, editor } = workbench;
    await clusters.click('alpha');
    await clusters.expand('alpha');
    for (const row of [newest, older]) {
      await clusters.click(rowOf(row), ['Control']);
    }
    await clusters.chooseFromContextMenu(rowOf(older), 'Show JSON');
    await editor.waitForTab('3 descriptions.json');
    deepEqual(await shown(), {
      Clusters: sandbox.data.clusters().map(asPrinted),
      Snapshots: [newest, older].map(asPrinted),
    });
    await clusters.click(rowOf(newest));
  });

  it('show what happened to a row', async () => {
    const { clusters, editor } = workbench;
    const made = new CreateClusterSnapshotCommand({ SnapshotIdentifier: 'by-hand', ClusterIdentifier: 'alpha' });
    const { endpoint, region, credentials } = sandbox;
    const client = new RedshiftClient({ endpoint, region, credentials });
    await client.send(made).finally(() => client.destroy());
    await clusters.chooseFromContextMenu('alpha', 'Show Events');
    await editor.waitForTab('events of alpha.json');
    const { Events } = JSON.parse(await editor.text());
    deepEqual(
      Events.map(({ EventId, SourceIdentifier }: Record<string, unknown>) => [EventId, SourceIdentifier]),
      [['REDSHIFT-EVENT-2009', 'by-hand']],
    );
  });

  it('show what is picked in the command palette, where Copy As… is about the selected row', async () => {
    const { clusters, quickInput, editor } = workbench;
    await clusters.click(rowOf(newest));
    await workbench.runCommand('Redshift Snapshots: Copy As…');
    await quickInput.waitUntilOpen(`Copy ${newest.SnapshotIdentifier} as`);
    await quickInput.cancel();
    await workbench.runCommand('Redshift Snapshots: Show JSON');
    await quickInput.waitForItem('alpha');
    await quickInput.choose('alpha');
    await quickInput.waitForItem('The cluster itself');
    await quickInput.choose('The cluster itself');
    await editor.waitForTab('describe alpha.json');
  });

  it('are read-only, can be searched and folded', async () => {
    const { page, editor } = workbench;
    const before = await editor.text();
    await editor.type('x');
    await editor.waitForMessage(/read-only/);
    equal(await editor.text(), before);

    await page.keyboard.press('ControlOrMeta+F');
    await page.locator('.find-widget .find-part textarea:focus').waitFor();
    await page.keyboard.type('"ClusterIdentifier"');
    await page.locator('.find-widget .matchesCount', { hasText: '1 of 1' }).waitFor();
    await page.keyboard.press('Escape');

    const lines = page.locator('.part.editor .view-line');
    const unfolded = await lines.count();
    await workbench.runCommand('Fold All');
    await eventually(
      () => lines.count(),
      count => ok(count < unfolded, `${count} lines`),
    );
    await workbench.runCommand('Unfold All');
  });

  it('say after a reload what they said before, an answer of a copy too', async () => {
    const { editor } = workbench;
    await copyByRow(workbench, newest, { name: 'kept-1' });
    await editor.waitForTab('kept-1');
    const answer = await editor.text();
    const copies = requestsOf(sandbox, 'CopyClusterSnapshot').length;

    await workbench.reloadWindow();
    await editor.waitForTab('kept-1');
    await eventually(
      () => editor.text(),
      text => equal(text, answer),
    );
    equal(requestsOf(sandbox, 'CopyClusterSnapshot').length, copies);
  });

  it('of another profile say why they cannot be shown', async () => {
    const { editor, quickInput, clusters } = workbench;
    await workbench.openView();
    await clusters.expand('alpha');
    await clusters.chooseFromContextMenu(rowOf(newest), 'Show JSON');
    await editor.waitForTab(titleOf(newest));
    await workbench.runCommand('View: Keep Editor');
    await workbench.runCommand('Redshift Snapshots: Choose AWS Profile…');
    await quickInput.waitForItem('other');
    await quickInput.choose('other');
    await clusters.waitForRow('beta');

    await workbench.reloadWindow();
    await editor.waitForTab(titleOf(newest));
    await eventually(
      () => editor.text(),
      text =>
        match(
          text,
          /This document belongs to prod · eu-west-1 · 1111-2222-3333\. Choose that profile and Region to see it here\./,
        ),
    );
  });

  it('are there as soon as that profile is chosen', async () => {
    const { editor, quickInput } = workbench;
    const asked = requestsOf(sandbox, 'DescribeClusterSnapshots').length;
    await workbench.runCommand('Redshift Snapshots: Choose AWS Profile…');
    await quickInput.waitForItem('prod');
    await quickInput.choose('prod');
    await eventually(
      () => editor.text(),
      text => deepEqual(JSON.parse(text), described()),
    );
    ok(requestsOf(sandbox, 'DescribeClusterSnapshots').length > asked);
  });

  it('of one name say whose they are', async () => {
    const { clusters, editor, quickInput } = workbench;
    await clusters.waitForRow('alpha');
    await clusters.chooseFromContextMenu('alpha', 'Show JSON');
    await editor.waitForTab('describe alpha.json');
    await workbench.runCommand('View: Keep Editor');
    await workbench.runCommand('Redshift Snapshots: Choose AWS Profile…');
    await quickInput.waitForItem('other');
    await quickInput.choose('other');
    await clusters.waitForRow('beta');
    await clusters.chooseFromContextMenu('alpha', 'Show JSON');
    await eventually(
      () => editor.descriptions(),
      texts => deepEqual(texts, ['prod · eu-west-1 · 1111-2222-3333', 'other · eu-west-1 · 4444-5555-6666']),
    );
    await workbench.screenshot('documents-of-two-accounts');
  });
});

/** As the AWS CLI prints it. */
function asPrinted(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
