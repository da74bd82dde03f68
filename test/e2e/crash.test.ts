import { deepEqual, equal, match } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import { subjectOf } from '../../src/core/operations/all';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sandboxProfile, writeProfiles } from '../support/awsProfiles';
import { eventually } from '../support/eventually';
import { journalOf } from '../support/journalFiles';
import { newestVsCode } from '../support/paths';
import { extensionHostsCanBeKilled, killExtensionHost } from '../support/processTable';
import { startVsCode, type VsCode } from '../support/vsCode';
import { installedExtension } from '../support/vsix';
import { openWorkbenchOf, type Workbench } from '../support/workbench';
import { addCluster, closeStage, copyByRow, emptyAccount, requestsOf } from './stage';

describe('a crash of the extension host', () => {
  let sandbox: RunningSandbox;
  let code: VsCode;
  let workbench: Workbench;
  let source: Snapshot;

  before(async function () {
    if (!extensionHostsCanBeKilled) {
      this.skip();
    }
    sandbox = await emptyAccount();
    [source = {}] = addCluster(sandbox, 'alpha', 1);
    const env = writeProfiles({ prod: sandboxProfile(sandbox) }, 'prod');
    code = await startVsCode({ env, extensionsDir: await installedExtension(newestVsCode) });
    workbench = await openWorkbenchOf(code);
    await workbench.openView();
    await workbench.clusters.expand('alpha');
  });
  after(closeStage);

  it('while a copy is being sent loses nothing: it is followed to its end, and made once', async () => {
    const { notifications } = workbench;
    const killed = new Promise<number>(resolve => {
      const stop = sandbox.onRequest(({ action }) => {
        if (action === 'CopyClusterSnapshot') {
          stop();
          resolve(killExtensionHost(code.dataFolder));
        }
      });
    });
    await copyByRow(workbench, source, { name: 'kept' });
    equal(await killed, 1);
    await eventually(
      () => manualNames(sandbox),
      names => deepEqual(names, ['kept']),
    );
    sandbox.clock.advance(600_000);

    // VS Code starts the extension host again by itself.
    await workbench.activity.unfold();
    await workbench.activity.waitForRow('kept');
    await notifications.waitFor('kept is available.');
    await workbench.screenshot('crash-available');
    await notifications.press('kept is available.', 'Show JSON');
    match(await workbench.editor.waitForTab('(record)'), /kept/);
    equal(JSON.parse(await workbench.editor.text()).State, 'available');
    equal(requestsOf(sandbox, 'CopyClusterSnapshot').length, 1);
    deepEqual(manualNames(sandbox), ['kept']);
    deepEqual(journaled(code.dataFolder), [['kept', 'available']]);
  });
});

function manualNames(sandbox: RunningSandbox): readonly (string | undefined)[] {
  const manual = sandbox.data.snapshots().filter(({ SnapshotType }) => SnapshotType === 'manual');
  return manual.map(({ SnapshotIdentifier }) => SnapshotIdentifier);
}

/** Target and state of each operation on the disk. */
function journaled(dataFolder: string): readonly (readonly [string, string])[] {
  return journalOf(dataFolder).map(record => [subjectOf(record).identifier, record.state] as const);
}
