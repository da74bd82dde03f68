import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sharedAccount } from './account';

const run = (command: string, given: unknown): Thenable<unknown> =>
  commands.executeCommand(`redshiftSnapshots.${command}`, given);

describe('the commands that create, change and delete a snapshot, with arguments', () => {
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await sharedAccount();
    sandbox.data.addCluster({ ClusterIdentifier: 'orders', AutomatedSnapshotRetentionPeriod: 7 });
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('notifications.clearAll');
  });

  const sent = (action: string) => sandbox.requests.filter(request => request.action === action);
  const periodOf = (name: string) =>
    sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === name)
      ?.ManualSnapshotRetentionPeriod;

  it('ask nothing, return the answer, and open it', async () => {
    const created = await run('createSnapshot', { cluster: 'orders', target: 'Orders-1', retentionDays: 30 });
    deepEqual(ofSnapshot(created, ['SnapshotIdentifier', 'Status']), ['orders-1', 'creating']);
    equal(periodOf('orders-1'), 30);

    sandbox.data.addSnapshot({ ClusterIdentifier: 'orders', SnapshotIdentifier: 'orders-3', SnapshotType: 'manual' });
    const changed = await run('changeRetention', { snapshot: 'orders-3', retentionDays: 90 });
    deepEqual(ofSnapshot(changed, ['ManualSnapshotRetentionPeriod']), [90]);
    match(window.activeTextEditor?.document.uri.path ?? '', /\/change orders-3\.json$/);
    deepEqual(JSON.parse(window.activeTextEditor?.document.getText() ?? ''), changed);
    equal(periodOf('orders-3'), 90);
    deepEqual(sent('ModifyClusterSnapshot').at(-1)?.parameters, {
      SnapshotIdentifier: 'orders-3',
      ManualSnapshotRetentionPeriod: '90',
    });

    const deleted = await run('deleteSnapshot', { cluster: 'orders', snapshot: 'orders-3' });
    deepEqual(ofSnapshot(deleted, ['SnapshotIdentifier', 'Status']), ['orders-3', 'deleted']);
    equal(periodOf('orders-3'), undefined);
  });

  it('take a list, and open a report that says how each ended', async () => {
    sandbox.data.addSnapshot({ ClusterIdentifier: 'orders', SnapshotIdentifier: 'orders-2', SnapshotType: 'manual' });
    const rows = await run('deleteSnapshot', [
      { cluster: 'orders', snapshot: 'orders-2' },
      { cluster: 'orders', snapshot: 'orders-gone' },
    ]);
    deepEqual(Array.isArray(rows) && rows.map(row => pick(row, ['Outcome'])), [['Deleted'], ['Refused']]);
    const report = JSON.parse(window.activeTextEditor?.document.getText() ?? '');
    deepEqual(pick(report, ['Operation', 'Asked', 'Deleted', 'Failed']), ['DeleteClusterSnapshot', 2, 1, 1]);
    match(window.activeTextEditor?.document.uri.path ?? '', /\/deletions \d{4}-/);
  });

  const refused: readonly (readonly [command: string, given: object, sentence: RegExp])[] = [
    [
      'createSnapshot',
      { cluster: 'nowhere', target: 'x' },
      /The cluster nowhere does not exist .* No snapshot was created\./,
    ],
    ['createSnapshot', { cluster: 'orders' }, /createSnapshot needs "target"/],
    [
      'changeRetention',
      { snapshot: 'nothing', retentionDays: 7 },
      /There is no manual snapshot nothing .* Nothing was changed\./,
    ],
    ['changeRetention', { snapshot: 'nothing', retentionDays: 0 }, /changeRetention: "retentionDays" is not valid/],
    [
      'deleteSnapshot',
      { snapshot: 'nothing', cluster: 'orders' },
      /There is no manual snapshot nothing .* Nothing was deleted\./,
    ],
  ];
  for (const [command, given, sentence] of refused) {
    it(`say why not: ${command} ${JSON.stringify(given)}`, async () => {
      await rejects(Promise.resolve(run(command, given)), sentence);
    });
  }

  it('do nothing in read-only mode', async () => {
    const settings = workspace.getConfiguration('redshiftSnapshots');
    await settings.update('readOnly', true, true);
    const before = sent('DeleteClusterSnapshot').length;
    await rejects(
      Promise.resolve(run('deleteSnapshot', { snapshot: 'orders-2', cluster: 'orders' })),
      ({ message }: Error) => {
        match(message, /Read Only.* Nothing was deleted\./);
        return true;
      },
    ).finally(() => settings.update('readOnly', undefined, true));
    equal(sent('DeleteClusterSnapshot').length, before);
  });
});

function pick(value: unknown, members: readonly string[]): readonly unknown[] {
  return members.map(member => (value as Readonly<Record<string, unknown>>)[member]);
}

function ofSnapshot(answer: unknown, members: readonly string[]): readonly unknown[] {
  return pick((answer as { readonly Snapshot?: unknown }).Snapshot, members);
}
