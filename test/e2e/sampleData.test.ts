import { equal } from 'node:assert/strict';
import { closeStage, openView } from './stage';

describe('the sample data', () => {
  after(closeStage);

  it('can be explored and copied without an AWS account', async () => {
    const workbench = await openView({});
    await workbench.clusters.pressWelcome('Explore with Sample Data');
    await workbench.statusBar.waitFor('sample data');
    await workbench.clusters.waitForRow('analytics-prod');
    await workbench.clusters.expand('analytics-prod');
    await workbench.clusters.pressInline(/kept while newest/, 'Copy to Manual Snapshot…');
    await workbench.quickInput.waitForMessage('Name of the manual snapshot.');
    await workbench.quickInput.type('kept-sample');
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForItem('Other…');
    await workbench.quickInput.accept();
    await workbench.editor.waitForTab('kept-sample');
    equal(JSON.parse(await workbench.editor.text()).Snapshot.SnapshotIdentifier, 'kept-sample');
  });
});
