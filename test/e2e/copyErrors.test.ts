import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { Fault } from '../../src/sandbox/faults/fault';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, copyByRow, emptyAccount, openView, requestsOf } from './stage';

describe('a copy that goes wrong', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let source: Snapshot;
  let doomed: Snapshot;
  let sent: number;

  before(async () => {
    sandbox = await emptyAccount({ manualSnapshotQuota: 4 });
    [source = {}, doomed = {}] = addCluster(sandbox, 'alpha', 2);
    workbench = await openView({ prod: sandbox });
    await workbench.clusters.expand('alpha');
  });
  beforeEach(() => {
    sent = copies().length;
  });
  afterEach(async () => {
    sandbox.clearFaults();
    sandbox.data.changeCluster('alpha', { ClusterStatus: 'available' });
    for (const { SnapshotIdentifier = '', SnapshotType } of sandbox.data.snapshots()) {
      if (SnapshotType === 'manual') {
        sandbox.data.removeSnapshot(SnapshotIdentifier);
      }
    }
    await workbench.runCommand('Notifications: Clear All Notifications');
  });
  after(closeStage);

  const copies = () => requestsOf(sandbox, 'CopyClusterSnapshot');
  const made = (name: string) => sandbox.data.snapshots().some(({ SnapshotIdentifier }) => SnapshotIdentifier === name);

  /** Does something between the checks of the extension and the work of the service. */
  function meanwhile(change: () => void): void {
    const stop = sandbox.onRequest(({ action }) => {
      if (action === 'CopyClusterSnapshot') {
        stop();
        change();
      }
    });
  }

  /** Waits for the one error that is shown, with its sentence and, behind it, the service's words. */
  async function expectError(sentence: string | RegExp, words: string, buttons: readonly string[]): Promise<void> {
    await workbench.notifications.waitFor(sentence);
    await workbench.notifications.waitUntilGone('Copying');
    const rest = ` ${words} (request ${copies().at(-1)?.requestId})`;
    // A copy of the test before may be missed by now: that is a warning.
    const errors = (await workbench.notifications.all()).filter(({ severity }) => severity === 'error');
    const [{ message = '' } = {}] = errors;
    deepEqual(errors, [{ severity: 'error', message, buttons }]);
    ok(message.endsWith(rest), message);
    match(message.slice(0, -rest.length), typeof sentence === 'string' ? exactly(sentence) : sentence);
  }

  it('says that the name is taken, and brings the prompt back with what was typed', async () => {
    const { notifications, quickInput } = workbench;
    meanwhile(() =>
      sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'kept-1', SnapshotType: 'manual' }),
    );
    await copyByRow(workbench, source, { name: 'kept-1' });
    await expectError(
      'The name "kept-1" is taken. Another manual snapshot of this account in eu-west-1 has it. Nothing was copied.',
      'ClusterSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier kept-1 already exists.',
      ['Choose Another Name'],
    );
    equal(copies().length, sent + 1);

    await notifications.press('The name "kept-1" is taken', 'Choose Another Name');
    await quickInput.waitUntilOpen(`Copy ${source.SnapshotIdentifier}`);
    equal(await quickInput.value(), 'kept-1');
    await quickInput.waitForMessage('Taken: a manual snapshot of alpha has this name');
    await quickInput.type('kept-2');
    await quickInput.accept();
    await quickInput.waitForItem('Other…');
    await quickInput.waitForFocused('30 more days');
    await quickInput.accept();
    await workbench.editor.waitForTab('kept-2');
    equal(copies().length, sent + 2);
  });

  it('says that the source is gone', async () => {
    meanwhile(() => sandbox.data.removeSnapshot(doomed.SnapshotArn ?? ''));
    await copyByRow(workbench, doomed, { name: 'kept-gone' });
    await expectError(
      `${doomed.SnapshotIdentifier} no longer exists. Nothing was copied.`,
      `ClusterSnapshotNotFound: Snapshot ${doomed.SnapshotIdentifier} not found.`,
      ['Refresh', 'Show Log'],
    );
  });

  it('says that the cluster is gone', async () => {
    const [last = {}] = addCluster(sandbox, 'beta', 1);
    await workbench.clusters.pressTitle('Refresh');
    await workbench.clusters.expand('beta');
    meanwhile(() => sandbox.data.removeCluster('beta'));
    await copyByRow(workbench, last, { name: 'kept-beta' });
    await expectError(
      'The cluster beta does not exist in eu-west-1. Nothing was copied.',
      'ClusterNotFound: Cluster beta not found.',
      ['Refresh', 'Show Log'],
    );
  });

  it('says that the latest snapshot of a paused cluster cannot be copied', async () => {
    meanwhile(() => sandbox.data.changeCluster('alpha', { ClusterStatus: 'paused' }));
    await copyByRow(workbench, source, { name: 'kept-paused' });
    await expectError(
      `${source.SnapshotIdentifier} is the latest snapshot of alpha, which is paused. Redshift cannot copy it before the cluster is resumed. Nothing was copied.`,
      'InvalidClusterSnapshotState: Cannot copy the latest automated snapshot of cluster alpha because the cluster is paused.',
      ['Refresh', 'Show Log'],
    );
  });

  it('says that the quota is used up', async () => {
    const fillers = ['one', 'two', 'three', 'four'].map(name => `filler-${name}`);
    fillers.forEach(name => {
      sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotIdentifier: name, SnapshotType: 'manual' });
    });
    await copyByRow(workbench, source, { name: 'kept-too-many' });
    const message = await workbench.notifications.waitFor(
      "The account's quota of manual snapshots in eu-west-1 is used up.",
    );
    ok(message.includes('Nothing was copied. ClusterSnapshotQuotaExceeded: '), message);
    // Another one may tell of what became of an earlier copy.
    const told = (await workbench.notifications.all()).find(each => each.message === message);
    deepEqual(told?.buttons, ['Show Manual Snapshots', 'How to Raise the Quota']);
    equal(made('kept-too-many'), false);
  });

  const refusals: Readonly<
    Record<
      string,
      { fault: Omit<Fault, 'action'>; sentence: string | RegExp; words: string; buttons: readonly string[] }
    >
  > = {
    'the retention period': {
      fault: {
        name: 'error',
        error: { code: 'InvalidRetentionPeriodFault', status: 400, message: 'The retention period is not valid.' },
      },
      sentence: 'Redshift does not accept a retention period of 31 days. Use 1 to 3653, or -1. Nothing was copied.',
      words: 'InvalidRetentionPeriodFault: The retention period is not valid.',
      buttons: ['Retry', 'Show Log'],
    },
    'expired credentials': {
      fault: { name: 'expired' },
      sentence:
        /^The credentials of prod have expired\. Renew them, then retry\. The keys are in .+, line \d+\. Nothing was copied\./,
      words: 'ExpiredToken: The security token included in the request is expired',
      buttons: ['Retry', 'Choose AWS Profile'],
    },
    'something unknown, verbatim and without its links': {
      fault: {
        name: 'error',
        error: { code: 'Odd', status: 400, message: 'See [here](command:workbench.action.quit)' },
      },
      sentence: 'CopyClusterSnapshot failed. Nothing was copied.',
      words: 'Odd: See [here]\u200b(command:workbench.action.quit)',
      buttons: ['Retry', 'Show Log'],
    },
  };
  for (const [what, { fault, sentence, words, buttons }] of Object.entries(refusals)) {
    it(`says that Redshift refuses ${what}`, async () => {
      sandbox.inject({ ...fault, action: 'CopyClusterSnapshot' });
      await copyByRow(workbench, source, { name: 'kept-refused' });
      await expectError(sentence, words, buttons);
      equal(copies().length, sent + 1);
      equal(made('kept-refused'), false);
    });
  }

  it('says which permission is missing, and copies the statement that gives it', async () => {
    sandbox.inject({ name: 'denied', action: 'CopyClusterSnapshot' });
    await copyByRow(workbench, source, { name: 'kept-denied' });
    await workbench.notifications.waitFor(
      'Access required: prod is not allowed to use redshift:CopyClusterSnapshot. Nothing was copied.',
    );
    deepEqual((await workbench.notifications.all())[0]?.buttons, ['Copy IAM Statement', 'Choose AWS Profile']);
    await workbench.notifications.press('Access required', 'Copy IAM Statement');
    await workbench.statusBar.waitFor('IAM statement copied');
    deepEqual(JSON.parse(await workbench.clipboard()), {
      Effect: 'Allow',
      Action: 'redshift:CopyClusterSnapshot',
      Resource: 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/*',
    });
  });

  it('is tried again when Redshift throttles it', async () => {
    sandbox.inject({ name: 'throttle', action: 'CopyClusterSnapshot' });
    await copyByRow(workbench, source, { name: 'kept-throttled' });
    await workbench.editor.waitForTab('kept-throttled');
    deepEqual(
      copies()
        .slice(sent)
        .map(({ outcome }) => outcome?.code ?? 'made'),
      ['Throttling', 'made'],
    );
  });

  for (const name of ['dropAfter', 'htmlAfter'] as const) {
    it(`is found out to have been made when its answer is lost (${name})`, async () => {
      sandbox.inject({ name, action: 'CopyClusterSnapshot' });
      const copy = `kept-${name.toLowerCase()}`;
      await copyByRow(workbench, source, { name: copy });
      await workbench.notifications.waitFor(`but the copy was created: ${copy}.`);
      await workbench.notifications.waitUntilGone('Copying');
      const told = (await workbench.notifications.all()).filter(({ message }) => message.includes(copy));
      deepEqual(
        told.map(({ severity }) => severity),
        ['info'],
      );
      await workbench.editor.waitForTab(copy);
      const { Snapshot: shown } = JSON.parse(await workbench.editor.text());
      equal(shown.SnapshotIdentifier, copy);
      equal(copies().length, sent + 1);
    });
  }

  it('leads to Activity while it is not known whether it was made', async () => {
    const { notifications, activity } = workbench;
    sandbox.inject({ name: 'dropAfter', action: 'CopyClusterSnapshot' });
    meanwhile(() => sandbox.inject({ name: 'denied', action: 'DescribeClusterSnapshots', count: 99 }));
    await copyByRow(workbench, source, { name: 'kept-unknown' });
    const unknown = `It is not known yet whether ${source.SnapshotIdentifier} was copied`;
    await notifications.waitFor(unknown);
    const told = (await notifications.all()).find(({ message }) => message.startsWith(unknown));
    deepEqual(told?.buttons, ['Show Activity', 'Refresh', 'Show Log']);
    await notifications.press(unknown, 'Show Activity');
    await activity.waitForRow('kept-unknown');
    equal(copies().length, sent + 1);
  });

  for (const name of ['dropBefore', 'html'] as const) {
    it(`is sent again only after it is certain that nothing was done (${name})`, async () => {
      sandbox.inject({ name, action: 'CopyClusterSnapshot' });
      const copy = `kept-${name.toLowerCase()}`;
      await copyByRow(workbench, source, { name: copy });
      await workbench.editor.waitForTab(copy);
      equal(copies().length, sent + 2);
      const looks = sandbox.requests
        .slice(sandbox.requests.indexOf(copies()[sent] as never))
        .filter(({ action }) => action === 'DescribeClusterSnapshots');
      ok(looks.length >= 2, `${looks.length} looks`);
    });
  }

  it('can be cancelled before it is sent', async () => {
    const reached = new Promise<void>(resolve => {
      const stop = sandbox.onRequest(({ parameters }) => {
        if (parameters['SnapshotIdentifier'] === source.SnapshotIdentifier) {
          stop();
          sandbox.latencyMs = 3_000;
          resolve();
        }
      });
    });
    await copyByRow(workbench, source, { name: 'kept-cancelled' });
    await reached;
    await workbench.notifications.press('Copying', 'Cancel');
    await workbench.notifications.waitUntilGone('Copying');
    sandbox.latencyMs = 0;
    equal(copies().length, sent);
    const told = (await workbench.notifications.all()).map(({ message }) => message);
    deepEqual(
      told.filter(message => message.includes('kept-cancelled')),
      [],
    );
  });
});

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
