import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import { vsCodeVersions } from '../support/paths';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, startCopy, suggestionFor } from './stage';

for (const version of vsCodeVersions) {
  describe(`copying with the mouse, VS Code ${version}`, () => {
    let sandbox: RunningSandbox;
    let workbench: Workbench;
    let source: Snapshot;

    before(async () => {
      // The clock stands still: what is in the sandbox stays what it has answered.
      const now = Date.now();
      sandbox = await emptyAccount({ clock: { now: () => now } });
      [source = {}] = addCluster(sandbox, 'alpha', 3);
      workbench = await openView({ prod: sandbox }, { version });
      await workbench.clusters.expand('alpha');
    });
    after(closeStage);

    it('copies once and shows the answer, read-only', async () => {
      const { quickInput, editor } = workbench;
      await startCopy(workbench, source);
      equal(await quickInput.step(), '1/2');
      equal(await quickInput.value(), suggestionFor(source));
      equal(await quickInput.selection(), suggestionFor(source));

      await quickInput.type('kept-1');
      await quickInput.accept();
      await quickInput.waitForItem('30 more days');
      equal(await quickInput.step(), '2/2');
      await quickInput.choose('30 more days');

      equal(await editor.waitForTab('kept-1'), `copy ${source.SnapshotIdentifier?.replace(':', '-')} → kept-1.json`);
      deepEqual(
        requestsOf(sandbox, 'CopyClusterSnapshot').map(({ parameters }) => parameters),
        [
          {
            SourceSnapshotIdentifier: source.SnapshotIdentifier,
            SourceSnapshotClusterIdentifier: 'alpha',
            TargetSnapshotIdentifier: 'kept-1',
            ManualSnapshotRetentionPeriod: '31',
          },
        ],
      );
      equal(await editor.language(), 'JSON');
      deepEqual(JSON.parse(await editor.text()), { Snapshot: asPrinted(copyIn(sandbox)) });

      await editor.type('x');
      await editor.waitForMessage(/read-only/);
    });

    it('shows the new row at once, selected', async () => {
      await workbench.clusters.waitForRow('kept-1');
      // It is selected when it has been brought into view, a moment after it is there.
      const row = await eventually(
        async () => (await workbench.clusters.rows()).find(({ label }) => label === 'kept-1'),
        found => equal(found?.selected, true),
      );
      equal(row?.level, 3);
      match(row.description, /^creating/);
      match(row.aria, /^kept-1, creating\b.*, 30 days left, \w{3} \d+, \d\d:\d\d, .*manual snapshot of alpha$/);
    });
  });
}

function copyIn(sandbox: RunningSandbox): Snapshot {
  const copy = sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === 'kept-1');
  ok(copy);
  return copy;
}

/** As the AWS CLI prints it. */
function asPrinted(snapshot: Snapshot): unknown {
  return JSON.parse(JSON.stringify(snapshot));
}
