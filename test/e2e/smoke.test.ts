import { ok } from 'node:assert/strict';
import { vsCodeVersions } from '../support/paths';
import { closeWorkbenches, openWorkbench } from '../support/workbench';

for (const version of vsCodeVersions) {
  describe(`the packaged extension, installed in VS Code ${version}`, () => {
    after(closeWorkbenches);

    it('opens its view from the activity bar', async () => {
      const workbench = await openWorkbench({ version });

      await workbench.openView();

      ok(await workbench.page.getByRole('heading', { name: 'Redshift Snapshots' }).isVisible());
    });
  });
}
