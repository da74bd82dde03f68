import { deepEqual, equal, match } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, startCopy, suggestionFor } from './stage';

describe('the prompts of a copy', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let source: Snapshot;

  before(async () => {
    sandbox = await emptyAccount();
    [source = {}] = addCluster(sandbox, 'alpha', 2);
    sandbox.data.addSnapshot({
      ClusterIdentifier: 'alpha',
      SnapshotIdentifier: 'kept-before',
      SnapshotType: 'manual',
      SnapshotCreateTime: new Date(Date.now() - 3 * 86_400_000 - 60_000),
    });
    workbench = await openView({ prod: sandbox });
    await workbench.clusters.expand('alpha');
  });
  beforeEach(() => startCopy(workbench, source));
  // Esc, at whatever step: nothing has happened.
  afterEach(async () => {
    await workbench.quickInput.cancel();
    await workbench.quickInput.waitUntilClosed();
    deepEqual(requestsOf(sandbox, 'CopyClusterSnapshot'), []);
  });
  after(closeStage);

  // Every sentence: test/unit/ui/text/faultText.test.ts.
  const reasons = {
    '': 'Enter a name for the manual snapshot.',
    kept_1: 'Only letters (a to z), digits, and hyphens are allowed, not "_" (character 5).',
  };

  it('say while typing what is wrong with a name, and do not accept it', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    for (const [typed, reason] of Object.entries(reasons)) {
      await quickInput.type('fine');
      await quickInput.waitForMessage('Name of the manual snapshot.');
      await quickInput.type(typed);
      await quickInput.waitForMessage(reason);
      equal(await quickInput.severity(), 'error', typed);
      await quickInput.accept();
      equal(await quickInput.step(), '1/2', typed);
      equal(await quickInput.value(), typed);
    }
  });

  it('allow 255 characters and no more', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.paste('a'.repeat(256));
    await quickInput.waitForMessage('Too long: 256 characters; at most 255 are allowed.');
    await quickInput.accept();
    equal(await quickInput.step(), '1/2');

    await quickInput.paste('a'.repeat(255));
    await quickInput.waitForMessage('Name of the manual snapshot.');
    await quickInput.accept();
    await quickInput.waitForItem('30 more days');
  });

  it('show the lower-case form that upper case is sent in', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.type('Before-Migration');
    await quickInput.waitForMessage('Will be sent in lower case, as Redshift keeps it: before-migration');
    equal(await quickInput.severity(), 'info');
  });

  it('refuse a name that is taken in another case, and suggest one that is free', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.type('Kept-BEFORE');
    await quickInput.waitForMessage(
      `Taken: a manual snapshot of alpha has this name (data as of 3 days ago). Try ${suggestionFor(source)}.`,
    );
    equal(await quickInput.severity(), 'error');
    await quickInput.accept();
    await quickInput.waitForMessage('Taken:');
    equal(await quickInput.step(), '1/2');
  });

  it('refuse at once the latest snapshot of a paused cluster, until that is resumed', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.cancel();
    await quickInput.waitUntilClosed();
    sandbox.data.changeCluster('alpha', { ClusterStatus: 'paused' });
    await startCopy(workbench, source);
    await quickInput.waitForMessage('is the latest snapshot of alpha, which is paused.');
    equal(await quickInput.severity(), 'error');
    // No Enter here: it would be accepted if it came so late that the cluster is resumed by then.
    sandbox.data.changeCluster('alpha', { ClusterStatus: 'available' });
    await quickInput.type('kept-after');
    await quickInput.waitForMessage('Name of the manual snapshot.');
    await quickInput.accept();
    await quickInput.waitForItem('30 more days');
  });

  it('suggest a name that is not taken', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.cancel();
    await quickInput.waitUntilClosed();
    const taken = suggestionFor(source);
    sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: taken, SnapshotType: 'manual' });
    try {
      await startCopy(workbench, source);
      await quickInput.waitUntilOpen();
      await eventually(
        () => quickInput.value(),
        value => equal(value, `${taken}-2`),
      );
      equal(await quickInput.selection(), `${taken}-2`);
    } finally {
      sandbox.data.removeSnapshot(taken);
    }
  });

  it('keep on Back what was typed', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.type('typed-before');
    await quickInput.accept();
    await quickInput.waitForItem('30 more days');
    await quickInput.back();
    await quickInput.waitForMessage('Name of the manual snapshot.');
    equal(await quickInput.step(), '1/2');
    equal(await quickInput.value(), 'typed-before');
  });

  it('offer days from now with the dates until which the copy is kept at least, and what is sent', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.accept();
    await quickInput.waitForItem('Other…');
    const items = await quickInput.items();
    deepEqual(
      items.map(({ label }) => label),
      ['Until deleted', '7 more days', '30 more days', '90 more days', '365 more days', 'Until a Date…', 'Other…'],
    );
    equal(items.find(({ focused }) => focused)?.label, 'Until deleted');
    deepEqual(
      items.slice(1, 5).map(({ description }) => dateIn(description)),
      [8, 31, 91, 366].map(days => endOf(days, source)),
    );
    equal(items[0]?.description, 'billed until someone deletes it');
    match(items[2]?.detail ?? '', /^sends 31 days: Redshift counts from \w{3} \d+/);
  });

  it('accept a typed number of days', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.accept();
    await quickInput.waitForItem('Other…');
    await quickInput.type('45');
    await quickInput.waitForItem('45 more days');
    const items = await quickInput.items();
    deepEqual(
      items.map(({ label }) => label),
      ['45 more days', '45 days, as Redshift counts them'],
    );
    deepEqual(
      items.map(({ description }) => dateIn(description)),
      [46, 45].map(days => endOf(days, source)),
    );
  });

  it('refuse days that are out of range', async () => {
    const { quickInput } = workbench;
    const reason = 'Redshift keeps a manual snapshot for 1 to 3653 days, or until it is deleted (-1).';
    await quickInput.waitUntilOpen();
    await quickInput.accept();
    await quickInput.waitForItem('Other…');
    await quickInput.type('0');
    await quickInput.waitForItem(reason);
    equal((await quickInput.items()).length, 1);
    await quickInput.accept();
    equal(await quickInput.step(), '2/2');

    await quickInput.type('');
    await quickInput.choose('Other…');
    await quickInput.waitForMessage('Number of days, 1 to 3653.');
    await quickInput.type('0');
    await quickInput.waitForMessage(reason);
    await quickInput.accept();
    equal(await quickInput.severity(), 'error');
    equal(await quickInput.value(), '0');
  });

  it('come back from "Other…" to the choices', async () => {
    const { quickInput } = workbench;
    await quickInput.waitUntilOpen();
    await quickInput.accept();
    await quickInput.waitForItem('Other…');
    await quickInput.choose('Other…');
    await quickInput.waitForMessage('Number of days, 1 to 3653.');
    await quickInput.accept();
    await quickInput.waitForMessage('Type a number of days');
    await quickInput.type('45');
    await quickInput.waitForMessage(/^45 days, as Redshift counts them: at least until /);
    await quickInput.back();
    await quickInput.waitForItem('Other…');
    match(await quickInput.title(), /\(2\/2\)$/);
  });
});

function dateIn(text = ''): string {
  return /^at least until (\w{3}, \w{3} \d{1,2}, \d{4}), \d\d:\d\d UTC$/.exec(text)?.[1] ?? text;
}

/** The day on which so many days end that are counted from the source. */
function endOf(days: number, { SnapshotCreateTime = new Date(0) }: Snapshot): string {
  return new Date(SnapshotCreateTime.getTime() + days * 86_400_000).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}
