import { deepEqual, equal, match } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, rowOf } from './stage';

const copyTitle = 'Copy to Manual Snapshot…';

describe('copying many snapshots', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let sources: readonly Snapshot[];

  before(async () => {
    sandbox = await emptyAccount();
    sources = addCluster(sandbox, 'alpha', 5);
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'taken-3', SnapshotType: 'manual' });
    workbench = await openView({ prod: sandbox }, { settings: { 'redshiftSnapshots.confirmChanges': 'summary' } });
    await workbench.clusters.expand('alpha');
  });
  after(closeStage);

  /** Selects all five and asks for their copies. */
  const ask = async (): Promise<void> => {
    const [first = {}, ...others] = sources;
    await workbench.clusters.click(rowOf(first));
    for (const other of others) {
      await workbench.clusters.click(rowOf(other), ['Control']);
    }
    await workbench.clusters.chooseFromContextMenu(rowOf(others[1] ?? {}), copyTitle);
    await workbench.quickInput.waitUntilOpen('Copy 5 Snapshots · prod · eu-west-1');
    await workbench.quickInput.waitForItem('30 more days');
    await workbench.quickInput.choose('30 more days');
    await workbench.quickInput.waitForItem('Copy 5 Snapshots under these names');
  };
  /** Presses "Copy" in the summary, and returns what it said. */
  const confirm = async (button = 'Copy 5 Snapshots'): Promise<string> => {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const text = (await dialog.textContent()) ?? '';
    await workbench.screenshot('copy-many-summary');
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    return text;
  };
  const names = (): readonly string[] =>
    sandbox.data
      .snapshots()
      .map(({ SnapshotIdentifier = '' }) => SnapshotIdentifier)
      .filter(name => name.startsWith('kept'))
      .sort();

  it('shows every name while the template is typed, and what is wrong with it', async () => {
    const { quickInput } = workbench;
    await ask();
    equal(await quickInput.value(), '{cluster}-{yyyy}-{mm}-{dd}-{hh}{mi}-manual');
    const labels = (await quickInput.items()).map(({ label }) => label);
    deepEqual(labels.slice(1), sources.map(nameByTime));
    await workbench.screenshot('copy-many-preview');

    await quickInput.type('taken-{n}');
    await quickInput.waitForItem('1 of 5 names cannot be used');
    await quickInput.waitForItem('Taken: a manual snapshot has this name.');
    await workbench.screenshot('copy-many-clash');
    await quickInput.accept();
    equal(await quickInput.step(), '2/2');

    await quickInput.type('kept');
    await quickInput.waitForItem('5 of 5 names cannot be used');
    await quickInput.waitForItem('More than one of these would have this name.');

    await quickInput.type('kept-{year}');
    await quickInput.waitForItem('Unknown placeholder {year} (character 6). Did you mean {yyyy}?');
    await quickInput.accept();
    equal(await quickInput.step(), '2/2');
    await quickInput.cancel();
    deepEqual(requestsOf(sandbox, 'CopyClusterSnapshot'), []);
  });

  it('copies all but the one that fails, and says so', async () => {
    const { quickInput, notifications, editor } = workbench;
    await ask();
    await quickInput.type('kept-{n}');
    await quickInput.waitForItem('kept-5');
    const details = (await quickInput.items())
      .slice(1)
      .map(({ detail = '' }) => /^\d+ days, at least until /.exec(detail)?.[0]);
    deepEqual(
      details,
      [31, 32, 33, 34, 35].map(days => `${days} days, at least until `),
    );
    const denied = sandbox.inject({ name: 'denied', action: 'CopyClusterSnapshot' });
    await quickInput.accept();
    const summary = await confirm();
    match(summary, /Copy 5 snapshots\?/);
    match(
      summary,
      new RegExp(
        `${sources[4]?.SnapshotIdentifier} → kept-5 \\(data as of 4 days ago, 1.2 TB, 35 days, at least until .* UTC\\)`,
      ),
    );
    match(summary, /Together: 6 TB/);
    match(summary, /Account: prod · eu-west-1 · 1111-2222-3333/);
    match(summary, /Manual snapshots there: 1; the default quota is 20/);

    const message = await notifications.waitFor('4 of 5 copies started.');
    equal(message, '4 of 5 copies started. The report says what happened to the others.');
    equal(denied.applied, 1);
    equal(names().length, 4);
    match(await editor.waitForTab(/^copies /), /^copies \d{4}-\d\d-\d\dT/);
    const report = JSON.parse(await editor.text());
    deepEqual([report.Asked, report.Copied, report.Failed], [5, 4, 1]);
    const [failed] = report.Copies.filter(({ Outcome }: { Outcome: string }) => Outcome === 'Failed');
    equal(failed.Code, 'AccessDenied');
    match(failed.Message, /^Access required: .*redshift:CopyClusterSnapshot\. Nothing was copied\. AccessDenied: /);
    match(failed.RequestId, /^[0-9a-f-]{36}$/);
    await workbench.screenshot('copy-many-report');
  });

  it('tries only the failed one again', async () => {
    const { notifications, editor } = workbench;
    const before = requestsOf(sandbox, 'CopyClusterSnapshot').length;
    await notifications.press('4 of 5 copies started.', 'Retry Failed');
    match(await confirm('Copy'), /Copy this snapshot\?/);
    await editor.waitForTab(/→ kept-\d\.json$/);
    equal(requestsOf(sandbox, 'CopyClusterSnapshot').length - before, 1);
    deepEqual(names(), ['kept-1', 'kept-2', 'kept-3', 'kept-4', 'kept-5']);
    // Its row is brought into view, and the others with it.
    for (const name of names()) {
      await workbench.clusters.waitForRow(name);
    }
    await workbench.screenshot('copy-many-done');
  });

  it('tells once that they are available', async () => {
    const { notifications, activity } = workbench;
    sandbox.clock.advance(600_000);
    await notifications.waitFor('5 manual snapshots are available.');
    await notifications.press('5 manual snapshots are available.', 'Show Activity');
    await activity.waitForRow('kept-5');
    await activity.waitUntilFocused();
    await workbench.screenshot('copy-many-available');
  });

  it('deletes several, names what is left out before, and their rows go', async () => {
    const { clusters, quickInput, notifications, editor } = workbench;
    const [automated = {}] = sources;
    await clusters.click('kept-1');
    await clusters.click('kept-2', ['Control']);
    await clusters.click(rowOf(automated), ['Control']);
    await clusters.chooseFromContextMenu('kept-2', 'Delete…');
    await notifications.waitFor(`Left out: ${automated.SnapshotIdentifier}. Only manual snapshots can be deleted`);
    await quickInput.waitForItem('In 7 days');
    await workbench.screenshot('delete-when');
    await quickInput.choose('Now');
    const summary = await confirm('Delete 2 Snapshots');
    match(summary, /Delete 2 snapshots\?/);
    match(summary, new RegExp(`Left out: ${automated.SnapshotIdentifier}\\.`));
    match(summary, /This cannot be undone/);
    await notifications.waitFor('2 of 2 snapshots were deleted.');
    match(await editor.waitForTab(/^deletions /), /^deletions \d{4}-\d\d-\d\dT/);
    deepEqual(names(), ['kept-3', 'kept-4', 'kept-5']);
    await eventually(
      async () => (await clusters.rows()).map(({ label }) => label).filter(label => label.startsWith('kept-')),
      labels => deepEqual(labels.toSorted(), ['kept-3', 'kept-4', 'kept-5']),
    );
    await workbench.screenshot('delete-many-done');
  });

  it('changes a retention period from the selection, and takes it back in Activity', async () => {
    const { clusters, quickInput, notifications, activity } = workbench;
    const daysOf = (name: string) =>
      sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === name)
        ?.ManualSnapshotRetentionPeriod;
    const before = daysOf('kept-3');
    await clusters.click('kept-3');
    await workbench.runCommand('Redshift Snapshots: Change Retention…');
    await quickInput.waitUntilOpen('Change Retention of kept-3');
    await quickInput.waitForItem('Other…');
    await quickInput.choose('Until deleted');
    await confirm('Change');
    await notifications.waitFor('The retention period of kept-3 was changed.');
    equal(daysOf('kept-3'), -1);
    await activity.waitForRow('kept-3');
    // The newest is first; the list was scrolled by the focus on an earlier one.
    await activity.focus();
    await workbench.page.keyboard.press('Home');
    await activity.chooseFromContextMenu('kept-3', 'Undo Change');
    await confirm('Change');
    await eventually(
      () => daysOf('kept-3'),
      days => equal(days, before),
    );
  });

  it('shares one, by what was typed and checked, and stops', async () => {
    const { clusters, quickInput, notifications } = workbench;
    await clusters.click('kept-3');
    await workbench.runCommand('Redshift Snapshots: Share Snapshot…');
    await quickInput.waitUntilOpen('Share kept-3 · prod · eu-west-1');
    await quickInput.type('1234');
    await quickInput.waitForMessage('An account has 12 digits. AWS Support is amazon-redshift-support.');
    await quickInput.type('1111-2222-3333');
    await quickInput.waitForMessage('kept-3 belongs to account 111122223333 already.');
    await workbench.screenshot('share-own-account');
    await quickInput.type('2222-3333-4444');
    await quickInput.accept();
    match(await confirm('Share'), /With account: 222233334444.*default key aws\/redshift cannot be shared/);
    await notifications.waitFor('kept-3 is shared with 222233334444.');
    await eventually(
      async () => (await clusters.rows()).find(({ label }) => label === 'kept-3')?.description ?? '',
      description => match(description, /left · shared with 1 · /),
    );
    await workbench.screenshot('shared');

    await clusters.chooseFromContextMenu('kept-3', 'Stop Sharing…');
    await quickInput.waitUntilOpen('Stop Sharing kept-3');
    await quickInput.waitForItem('222233334444');
    await quickInput.choose('222233334444');
    await confirm('Stop Sharing');
    await notifications.waitFor('kept-3 is no longer shared with 222233334444.');
  });

  it('tags several at once, automated ones too, and removes what some have', async () => {
    const { clusters, quickInput, notifications } = workbench;
    const tagsOf = (name: string | undefined) =>
      sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === name)?.Tags;
    const [automated = {}] = sources;
    await clusters.click('kept-3');
    await clusters.click(rowOf(automated), ['Control']);
    await clusters.chooseFromContextMenu('kept-3', 'Add Tags…');
    await quickInput.waitUntilOpen('Add Tags to 2 Snapshots');
    await quickInput.type('aws:x=1');
    await quickInput.waitForMessage('Keys that begin with aws: are reserved for AWS.');
    await quickInput.type('kept-by=on-call, ticket=OPS-1');
    await quickInput.accept();
    match(await confirm('Add Tags to 2 Snapshots'), /Tags: kept-by=on-call, ticket=OPS-1/);
    await notifications.waitFor('2 of 2 snapshots were tagged.');
    const tags = [
      { Key: 'kept-by', Value: 'on-call' },
      { Key: 'ticket', Value: 'OPS-1' },
    ];
    deepEqual([tagsOf('kept-3'), tagsOf(automated.SnapshotIdentifier)], [tags, tags]);

    await clusters.click('kept-3');
    await clusters.click('kept-4', ['Control']);
    await clusters.chooseFromContextMenu('kept-3', 'Remove Tags…');
    await notifications.waitFor('Left out: kept-4. Only snapshots that have tags offer this.');
    await quickInput.waitUntilOpen('Remove Tags from kept-3');
    await quickInput.waitForItem('ticket');
    await workbench.screenshot('remove-tags');
    await quickInput.type('tick');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Space');
    await quickInput.accept();
    await confirm('Remove Tags');
    await notifications.waitFor('Tags were removed from kept-3: ticket.');
    deepEqual(tagsOf('kept-3'), tags.slice(0, 1));
    await notifications.press('Tags were removed from kept-3: ticket.', 'Undo');
    await confirm('Add Tags');
    await eventually(
      () => tagsOf('kept-3'),
      found => deepEqual(found, tags),
    );
  });

  it('keeps what expires tonight with one action, by keyboard', async () => {
    const { clusters, quickInput, page } = workbench;
    // Of each, the last one is in its last day.
    const tonight = ['going', 'leaving'].map(name => addCluster(sandbox, name, 7).at(-1));
    await clusters.pressTitle('Refresh');
    await clusters.waitForRow(/^Expiring2 within 24 h · \d+ within 7 d$/);
    equal(
      await page
        .locator('.activitybar .badge-content')
        .allInnerTexts()
        .then(texts => texts.includes('2')),
      true,
    );

    await workbench.runCommand('Redshift Snapshots: Focus on Clusters View');
    await clusters.waitUntilFocused();
    await clusters.expandByKeyboard('Expiring');
    const below = async () => {
      const rows = await clusters.rows();
      const isBelow = rows.findIndex(({ level }, index) => index > 0 && level === 1);
      return rows.slice(1, isBelow);
    };
    const rows = await eventually(below, ([first]) => match(first?.aria ?? '', /^expires soon, /));
    match(rows[0]?.label ?? '', /^(going|leaving) \w{3} \d{1,2}, \d\d:\d\d$/);
    match(rows[0]?.description ?? '', /^~\d+ hours left \(1\.2 TB\)$/);
    deepEqual(await clusters.axeFindings(), []);
    await workbench.screenshot('expiring');

    await clusters.moveTo('Expiring');
    await clusters.openMenuByKeyboard();
    await clusters.chooseFromOpenMenu('Keep What Ends Before…');
    await quickInput.waitUntilOpen('Keep What Ends Before… · prod · eu-west-1');
    await quickInput.waitForItem('2 snapshots of');
    await workbench.screenshot('expiring-before');
    await page.keyboard.press('Enter');
    await quickInput.waitUntilOpen('Copy 2 Snapshots · prod · eu-west-1');
    await quickInput.waitForItem('30 more days');
    await quickInput.choose('30 more days');
    await quickInput.waitForItem('Copy 2 Snapshots under these names');
    await quickInput.accept();
    await confirm('Copy 2 Snapshots');
    await eventually(
      () => clusters.rows(),
      ([group]) => match(group?.description ?? '', /^\d+ within 7 d$/),
    );
    deepEqual(
      tonight.map(source => sandbox.data.snapshots().filter(copy => hasDataOf(copy, source ?? {})).length),
      [2, 2],
    );
    await eventually(
      // Others of alpha are kept already.
      async () =>
        (await below()).filter(
          ({ label, description }) =>
            /^(going|leaving) /.test(label) && /^(being copied to|kept as) /.test(description),
        ).length,
      count => equal(count, 2),
    );
    await workbench.screenshot('expiring-kept');
  });
});

/** `{cluster}-{yyyy}-{mm}-{dd}-{hh}{mi}-manual` */
function nameByTime({ ClusterIdentifier, SnapshotCreateTime = new Date(0) }: Snapshot): string {
  const [date = '', time = ''] = SnapshotCreateTime.toISOString().split('T');
  return `${ClusterIdentifier}-${date}-${time.slice(0, 5).replace(':', '')}-manual`;
}

function hasDataOf({ ClusterIdentifier, SnapshotCreateTime }: Snapshot, source: Snapshot): boolean {
  return (
    ClusterIdentifier === source.ClusterIdentifier &&
    SnapshotCreateTime?.getTime() === source.SnapshotCreateTime?.getTime()
  );
}
