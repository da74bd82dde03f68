import { deepEqual, match } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vsCodeVersions } from '../support/paths';
import { temporaryFolder } from '../support/processes';
import { inEditor, runningExtensions } from '../support/runningExtensions';
import { closeWorkbenches, openWorkbench, type Workbench } from '../support/workbench';

const json = 'JSON Language Features';
const own = 'Redshift Snapshots';
const request = 'one.redshift-copy.json';

for (const version of vsCodeVersions) {
  describe(`activation in VS Code ${version}`, () => {
    let workbench: Workbench;

    before(async () => {
      const workspaceFolder = temporaryFolder();
      writeFileSync(join(workspaceFolder, 'data.json'), '{ "a": 1 }');
      writeFileSync(join(workspaceFolder, request), '{ "TargetSnapshotIdentifier": "1-kept" } // a comment');
      const settings = { ...inEditor, 'files.associations': { '*.json': 'jsonc', 'data.json': 'json' } };
      workbench = await openWorkbench({ version, workspaceFolder, settings });
    });
    after(closeWorkbenches);

    it('does not come with any JSON file', async () => {
      await openFile(workbench, 'data.json');
      deepEqual(await running(), [json]);
    });

    it('comes with a request file, also as JSON with Comments, which is marked and has its buttons', async () => {
      const { page } = workbench;
      await openFile(workbench, request);
      await page.locator('[id="status.editor.mode"]', { hasText: 'JSON with Comments' }).waitFor();
      await page.locator('.codelens-decoration a', { hasText: 'Copy to Manual Snapshot' }).waitFor();
      await page.keyboard.press('ControlOrMeta+Shift+M');
      for (const text of ['"SourceSnapshotIdentifier" is missing', 'Start with a letter', 'No comments']) {
        await page.locator('.markers-panel .monaco-list-row', { hasText: text }).waitFor();
      }
      await page.keyboard.press('ControlOrMeta+J');
      deepEqual(await running(own), [json, own]);
    });

    it('is shown without a warning', async () => {
      const row = (await runningExtensions(workbench, own)).get(own);
      match(row ?? '', /^Redshift Snapshots [\d.]+ [\d.:]+ Activation: \d+ms$/);
    });

    /** Which of the two are active, once one of them is. */
    async function running(one = json): Promise<readonly string[]> {
      const names = await runningExtensions(workbench, one);
      return [json, own].filter(name => names.has(name));
    }
  });
}

async function openFile({ page, editor }: Workbench, name: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick();
  await editor.waitForTab(name);
}
