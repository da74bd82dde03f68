import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, copyByRow, emptyAccount, holdBack, openView, requestsOf } from './stage';

const minutes = 60_000;

describe('Activity', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let sources: readonly Snapshot[];

  before(async () => {
    sandbox = await emptyAccount();
    sources = addCluster(sandbox, 'alpha', 4);
    workbench = await openView({ prod: sandbox });
    await workbench.clusters.expand('alpha');
    await workbench.activity.unfold();
  });
  after(closeStage);

  const copy = async (source: Snapshot | undefined, name: string): Promise<void> => {
    await workbench.clusters.expand('alpha');
    await copyByRow(workbench, source ?? {}, { name });
  };
  const described = async (label: string): Promise<string> => {
    const rows = await workbench.activity.rows();
    return rows.find(row => row.label === label)?.description ?? '';
  };

  it('shows how far a copy is', async () => {
    await copy(sources[0], 'kept-1');
    await workbench.editor.waitForTab('kept-1');
    await workbench.activity.waitForRow('kept-1');
    await eventually(
      () => described('kept-1'),
      text => match(text, /^creating/),
    );
    // At the next reading the service knows how fast it is.
    await eventually(
      () => described('kept-1'),
      text => match(text, /^creating · \d+ % · [\d.,]+ \wB\/s · [\w ]+ left · after /),
    );
    await workbench.screenshot('activity-in-progress');
  });

  it('tells when it is available, and proves it', async () => {
    sandbox.clock.advance(10 * minutes);
    equal(await workbench.notifications.waitFor('kept-1 is available.'), 'kept-1 is available.');
    await workbench.notifications.press('kept-1 is available.', 'Show JSON');
    match(await workbench.editor.waitForTab('(record)'), /kept-1/);
    const record = JSON.parse(await workbench.editor.text());
    equal(record.Verdict, 'Verified');
    equal(record.Request.TargetSnapshotIdentifier, 'kept-1');
    equal(record.RequestId, requestsOf(sandbox, 'CopyClusterSnapshot')[0]?.requestId);
    equal(record.Target.Account, sandbox.account);
    await eventually(
      () => described('kept-1'),
      text => match(text, /^available .* ago · took /),
    );
    await workbench.screenshot('activity-record');
  });

  it('opens the record of the row that has the focus on Enter, and has nothing that axe-core finds', async () => {
    const { page, activity, editor } = workbench;
    await workbench.runCommand('View: Close All Editors');
    await activity.click('kept-1');
    await page.keyboard.press('Enter');
    match(await editor.waitForTab('(record)'), /kept-1/);
    deepEqual(await activity.axeFindings(), []);
  });

  it('asks nothing when nothing is pending', async () => {
    const before = sandbox.requests.length;
    await workbench.activity.click('kept-1');
    await workbench.runCommand('Redshift Snapshots: Show Log');
    equal(sandbox.requests.length, before);
  });

  it('says that it no longer watches, and does not', async () => {
    await copy(sources[1], 'kept-2');
    await workbench.editor.waitForTab('kept-2');
    await workbench.activity.pressInline('kept-2', 'Stop Watching');
    await eventually(
      () => described('kept-2'),
      text => match(text, /^no longer watched/),
    );
    await workbench.screenshot('activity-stopped');
    const before = requestsOf(sandbox, 'DescribeClusterSnapshots').length;
    sandbox.clock.advance(10 * minutes);
    // Long enough for a reading, had there been one: another copy is read to its end meanwhile.
    await copy(sources[2], 'kept-3');
    await workbench.editor.waitForTab('kept-3');
    sandbox.clock.advance(10 * minutes);
    await workbench.notifications.waitFor('kept-3 is available.');
    const asked = requestsOf(sandbox, 'DescribeClusterSnapshots').slice(before);
    deepEqual(
      asked.filter(({ parameters }) => parameters['SnapshotIdentifier'] === 'kept-2'),
      [],
    );
    ok(sandbox.data.snapshots().some(({ SnapshotIdentifier }) => SnapshotIdentifier === 'kept-2'));
  });

  it('goes on after a reload in the middle of a copy, and nothing happens twice', async () => {
    const { asked: sent, release } = holdBack(sandbox, 'CopyClusterSnapshot');
    const before = requestsOf(sandbox, 'CopyClusterSnapshot').length;
    await copy(sources[3], 'kept-4');
    await sent;
    await workbench.load();
    release();
    await workbench.openView();
    await workbench.activity.unfold();
    await workbench.activity.waitForRow('kept-4');
    sandbox.clock.advance(10 * minutes);
    await workbench.screenshot('activity-reloaded');
    await workbench.notifications.waitFor('kept-4 is available.');
    await eventually(
      () => described('kept-4'),
      text => match(text, /^available/),
    );
    equal(requestsOf(sandbox, 'CopyClusterSnapshot').length - before, 1);
    deepEqual(namesLike(sandbox, /^kept-4/), ['kept-4']);
    equal((await workbench.activity.rows()).filter(({ label }) => label === 'kept-4').length, 1);
    await workbench.screenshot('activity-reloaded-available');
  });

  it('gives a finished copy as a Terraform import block', async () => {
    const { activity, quickInput } = workbench;
    await activity.chooseFromContextMenu('kept-4', 'Copy As…');
    await quickInput.waitUntilOpen();
    await quickInput.waitForItem('Terraform import block');
    await quickInput.cancel();
  });

  it('forgets what has ended, but not without asking', async () => {
    const { activity, page } = workbench;
    const answer = async (name: string): Promise<void> => {
      await activity.pressTitle('Clear Activity');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.getByText('Forget the records of 4 operations that have ended?').waitFor();
      await dialog.getByRole('button', { name, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await answer('Cancel');
    equal((await activity.rows()).length, 4);
    await answer('Clear');
    await eventually(
      () => activity.rows(),
      rows => deepEqual(rows, []),
    );
  });
});

function namesLike(sandbox: RunningSandbox, pattern: RegExp): readonly string[] {
  const names = sandbox.data.snapshots().map(({ SnapshotIdentifier = '' }) => SnapshotIdentifier);
  return names.filter(name => pattern.test(name));
}
