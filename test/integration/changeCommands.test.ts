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

  it('tag and share, and take it back', async () => {
    const SnapshotIdentifier = 'orders-5';
    sandbox.data.addSnapshot({ ClusterIdentifier: 'orders', SnapshotIdentifier, SnapshotType: 'manual' });
    const found = () => sandbox.data.snapshots().find(snapshot => snapshot.SnapshotIdentifier === SnapshotIdentifier);
    const arn = found()?.SnapshotArn;
    const tags = [{ Key: 'kept-by', Value: 'on-call' }];

    const tagged = await run('addTags', { arn, tags });
    deepEqual(ofSnapshot(tagged, ['Tags']), [tags]);
    match(window.activeTextEditor?.document.uri.path ?? '', /\/tag orders-5\.json$/);
    deepEqual(sent('CreateTags').at(-1)?.parameters, {
      ResourceName: arn,
      'Tags.Tag.1.Key': 'kept-by',
      'Tags.Tag.1.Value': 'on-call',
    });
    deepEqual(ofSnapshot(await run('removeTags', { arn, tagKeys: ['kept-by'] }), ['Tags']), [[]]);

    const access = { cluster: 'orders', snapshot: SnapshotIdentifier, account: '222233334444' };
    const shared = await run('shareSnapshot', access);
    deepEqual(ofSnapshot(shared, ['AccountsWithRestoreAccess']), [[{ AccountId: '222233334444' }]]);
    match(window.activeTextEditor?.document.uri.path ?? '', /\/share orders-5\.json$/);
    await rejects(Promise.resolve(run('deleteSnapshot', access)), /deleteSnapshot has no argument "account"/);
    await rejects(
      Promise.resolve(run('deleteSnapshot', { cluster: 'orders', snapshot: SnapshotIdentifier })),
      /orders-5 is shared with other accounts: 222233334444\. Use Stop Sharing first\. Nothing was deleted\./,
    );
    await run('stopSharing', access);
    equal(found()?.AccountsWithRestoreAccess, undefined);
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
    ['addTags', { arn: 'orders', tags: [] }, /addTags: "arn" is not valid\. This is not the ARN of a snapshot/],
    [
      'shareSnapshot',
      { cluster: 'orders', snapshot: 'orders-1', account: '1' },
      /shareSnapshot: "account" is not valid\. An account has 12/,
    ],
    [
      'stopSharing',
      { cluster: 'orders', snapshot: 'orders-1', account: '222233334444' },
      /orders-1 is not shared with 222233334444\. No access was taken back\./,
    ],
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
