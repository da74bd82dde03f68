import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, type QuickPick, type QuickPickItem, Uri, window } from 'vscode';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import { sharedAccount } from './account';

describe('a request that does not say of which cluster', () => {
  const { createQuickPick } = window;
  const shown: QuickPick<QuickPickItem>[] = [];
  let sandbox: RunningSandbox;
  let folder: string;

  before(async () => {
    sandbox = await sharedAccount();
    for (const ClusterIdentifier of ['delta', 'epsilon']) {
      sandbox.data.addCluster({ ClusterIdentifier });
      sandbox.data.addSnapshot({ ClusterIdentifier, SnapshotIdentifier: 'rs:same-name' });
    }
    folder = mkdtempSync(join(tmpdir(), 'requests-'));
    const seen = (): QuickPick<QuickPickItem> => {
      const list = createQuickPick();
      shown.push(list);
      return list;
    };
    Object.assign(window, { createQuickPick: seen });
  });
  after(async () => {
    Object.assign(window, { createQuickPick });
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true });
  });

  it('asks which where several have the snapshot, and says in whose account; Esc copies nothing', async () => {
    const file = join(folder, 'kept.redshift-copy.json');
    const request = { SourceSnapshotIdentifier: 'rs:same-name', TargetSnapshotIdentifier: 'kept-of-two' };
    writeFileSync(file, JSON.stringify({ ...request, ManualSnapshotRetentionPeriod: 7 }));
    // By then it is known whose account it is.
    await commands.executeCommand('redshiftSnapshots.checkPermissions');
    const run = commands.executeCommand('redshiftSnapshots.runRequest', Uri.file(file));
    const list = await eventually(
      () => shown.at(-1),
      given =>
        deepEqual(
          given?.items.map(({ label }) => label),
          ['delta', 'epsilon'],
        ),
    );
    equal(list?.title, `Copy rs:same-name · environment · ${sandbox.region} · 1111-2222-3333`);
    list?.hide();
    await run;
    deepEqual(
      sandbox.requests.filter(({ parameters }) => parameters['TargetSnapshotIdentifier'] === 'kept-of-two'),
      [],
    );
  });
});
