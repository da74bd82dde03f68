import { equal, match } from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { addCluster, closeStage, emptyAccount, openView } from './stage';

describe('the output channel', () => {
  after(closeStage);

  it('has a line for each request, and no secret', async () => {
    const sandbox = await emptyAccount();
    addCluster(sandbox, 'alpha', 1);
    const workbench = await openView({ prod: sandbox });
    await workbench.clusters.waitForRow('alpha');
    await workbench.clusters.expand('alpha');
    await workbench.runCommand('Redshift Snapshots: Show Log');
    const text = await eventually(
      async () => (await workbench.output()).replace(/\s+/g, ' '),
      shown => {
        for (const { action, requestId } of sandbox.requests) {
          match(shown, new RegExp(`${action} · .* · \\d+ ms · request ${requestId} · attempts 1`));
        }
      },
    );
    equal(text.includes(sandbox.credentials.secretAccessKey), false);
  });
});
