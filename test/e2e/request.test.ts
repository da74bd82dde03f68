import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import { temporaryFolder } from '../support/processes';
import { leaveTooltips } from '../support/textOf';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, rowOf, suggestionFor } from './stage';

const newRequest = 'New Request (JSON)…';
const broken = `{
  // a month
  "SourceSnapshotIdentifier": "rs:alpha-2020-01-01-00-00-00",
  "TargetSnapshotIdentifer": "x",
  "TargetSnapshotIdentifier": "1-kept--",
  "ManualSnapshotRetentionPeriod": 0
}
`;

describe('a copy request as a document', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let source: Snapshot;
  const workspaceFolder = temporaryFolder();

  before(async () => {
    sandbox = await emptyAccount();
    [source = {}] = addCluster(sandbox, 'alpha', 3);
    writeFileSync(join(workspaceFolder, 'broken.redshift-copy.json'), broken);
    writeFileSync(
      join(workspaceFolder, 'cli.redshift-copy.json'),
      `{ "SourceSnapshotIdentifier": "${source.SnapshotIdentifier}", "TargetSnapshotIdentifier": "from-a-file" }`,
    );
    writeFileSync(join(workspaceFolder, 'partial.redshift-copy.json'), '{ "TargetSnapshotIdentifier": "kept" }');
    workbench = await openView({ prod: sandbox }, { workspaceFolder });
    await workbench.clusters.expand('alpha');
  });
  after(closeStage);

  it('opens with an example, and marks what the service does not have', async () => {
    await workbench.runCommand(`Redshift Snapshots: ${newRequest}`);
    await workbench.quickInput.choose('Copy to Manual Snapshot');
    match(
      await workbench.editor.waitForTab('redshift-copy.json'),
      /^my-cluster-2026-01-31-2359-manual\.redshift-copy\.json/,
    );
    await eventually(
      () => lenses(workbench),
      titles => deepEqual(titles, ['Check', 'Copy to Manual Snapshot', 'Show as CLI Command']),
    );
    await eventually(
      () => squiggles(workbench, 'error').count(),
      count => equal(count, 1),
    );
    await pressLens(workbench, 'Check');
    await workbench.notifications.waitFor(/This snapshot does not exist in prod · eu-west-1/);
    await workbench.screenshot('request example');
    await workbench.notifications.dismiss(/This snapshot does not exist/);
  });

  it('opens filled from a snapshot, is checked, and makes the copy', async () => {
    await workbench.clusters.chooseFromContextMenu(rowOf(source), newRequest);
    await workbench.quickInput.waitForItem('CopyClusterSnapshot');
    await workbench.quickInput.accept();
    const name = suggestionFor(source);
    await workbench.editor.waitForTab(name);
    await pressLens(workbench, 'Check');
    await workbench.page.locator('.statusbar', { hasText: `${name}: this request can be sent to prod` }).waitFor();
    equal(await squiggles(workbench, 'error').count(), 0);
    await workbench.screenshot('request filled');
    await pressLens(workbench, 'Copy to Manual Snapshot');
    await workbench.editor.waitForTab(`→ ${name}.json`);
    deepEqual(
      requestsOf(sandbox, 'CopyClusterSnapshot').map(({ parameters }) => parameters['TargetSnapshotIdentifier']),
      [name],
    );
    await workbench.clusters.waitForRow(name);
  });

  it('says each thing once, at its place', async () => {
    await openFile(workbench, 'broken.redshift-copy.json');
    await workbench.page.keyboard.press('ControlOrMeta+Shift+M');
    await eventually(
      async () => (await workbench.page.locator('.markers-panel .monaco-list-row').allInnerTexts()).map(oneLine),
      texts => {
        for (const text of [
          'No comments: a request is strict JSON',
          'CopyClusterSnapshot has no parameter "TargetSnapshotIdentifer". Did you mean "TargetSnapshotIdentifier"?',
          'Start with a letter',
          'Redshift keeps a manual snapshot for 1 to 3653 days',
          // The example above has one, too, on another line.
          'Redshift may have deleted it. Redshift Snapshots [Ln 3, Col 31]',
        ]) {
          equal(texts.filter(row => row.includes(text)).length, 1, `${text} in\n${texts.join('\n')}`);
        }
      },
    );
    await workbench.screenshot('request problems');
    await workbench.page.keyboard.press('ControlOrMeta+J');
    await pressLens(workbench, 'Copy to Manual Snapshot');
    await workbench.notifications.waitFor(/5 problems; see Problems\. Nothing was copied/);
    await workbench.notifications.dismiss(/5 problems/);
  });

  it('corrects a member that was nearly right', async () => {
    const { page } = workbench;
    await word(workbench, '"TargetSnapshotIdentifer"').hover();
    const hover = page.locator('.monaco-hover', { hasText: 'Did you mean "TargetSnapshotIdentifier"?' }).first();
    // It is offered as soon as it is known what it would do.
    await hover.getByRole('button', { name: 'Quick Fix' }).click();
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Change to "TargetSnapshotIdentifier"' });
    await fix.first().waitFor();
    await workbench.screenshot('request fix');
    await page.keyboard.press('Escape');
  });

  it('completes members with what they mean', async () => {
    const { page } = workbench;
    await openFile(workbench, 'partial.redshift-copy.json');
    await page.locator('.part.editor .monaco-editor .view-lines').first().click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+Space');
    const rows = page.locator('.suggest-widget .monaco-list-row');
    await rows.filter({ hasText: 'ManualSnapshotRetentionPeriod' }).first().waitFor();
    await workbench.screenshot('request completion');
    const labels = (await rows.allInnerTexts()).map(oneLine);
    ok(
      labels.some(label => label.startsWith('SourceSnapshotClusterIdentifier')),
      labels.join(),
    );
    ok(!labels.some(label => label.startsWith('TargetSnapshotIdentifier')), labels.join());
    await page.keyboard.press('Escape');
  });

  it('runs a file made for the AWS CLI, which names no cluster', async () => {
    await openFile(workbench, 'cli.redshift-copy.json');
    await pressLens(workbench, 'Copy to Manual Snapshot');
    await workbench.editor.waitForTab('→ from-a-file.json');
    const last = requestsOf(sandbox, 'CopyClusterSnapshot').at(-1);
    deepEqual(last?.parameters, {
      SourceSnapshotIdentifier: source.SnapshotIdentifier,
      SourceSnapshotClusterIdentifier: 'alpha',
      TargetSnapshotIdentifier: 'from-a-file',
      ManualSnapshotRetentionPeriod: '-1',
    });
  });

  it('copies a value of the answer as YAML and as a table', async () => {
    await chooseFromMenu(workbench, '"SnapshotIdentifier"', 'Copy Value');
    equal(await clipboard(workbench, 'from-a-file'), 'from-a-file');
    await chooseFromMenu(workbench, '"Snapshot"', 'Copy as YAML');
    match(
      await clipboard(workbench, 'SnapshotIdentifier: from-a-file'),
      /^SnapshotIdentifier: from-a-file\nClusterIdentifier: alpha\n/,
    );
    await chooseFromMenu(workbench, '"Snapshot"', 'Copy as Table');
    match(await clipboard(workbench, '+--'), /\| SnapshotIdentifier +\| from-a-file /);
  });

  it('shows the command of the AWS CLI, and copies a snapshot as one', async () => {
    await openFile(workbench, 'cli.redshift-copy.json');
    await pressLens(workbench, 'Show as CLI Command');
    const shown = workbench.page.locator('.view-line', { hasText: 'aws redshift copy-cluster-snapshot' });
    await shown.first().waitFor();
    await workbench.screenshot('request as command');
    await workbench.clusters.chooseFromContextMenu(rowOf(source), 'Copy As…');
    await workbench.quickInput.waitForItem('CopyClusterSnapshot');
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForItem('AWS CLI, bash');
    await workbench.screenshot('copy as');
    await workbench.quickInput.choose('AWS CLI, bash');
    match(
      await clipboard(workbench, 'aws redshift'),
      /^aws redshift copy-cluster-snapshot \\\n.*\n.*--profile prod \\\n/s,
    );
  });

  it('previews the answer without a copy', async () => {
    const copies = requestsOf(sandbox, 'CopyClusterSnapshot').length;
    await workbench.clusters.chooseFromContextMenu(rowOf(source), 'Preview Response');
    match(await workbench.editor.waitForTab('Preview of'), /^Preview of rs-alpha-.* → alpha-.*-manual.*\.json$/);
    await workbench.screenshot('request preview');
    equal(requestsOf(sandbox, 'CopyClusterSnapshot').length, copies);
  });
});

/** The titles above the first line, once the last of them is there. */
async function lenses({ page }: Workbench): Promise<readonly string[]> {
  const links = page.locator('.codelens-decoration a');
  await links.filter({ hasText: 'Show as CLI Command' }).first().waitFor();
  return (await links.allInnerTexts()).map(oneLine);
}

async function pressLens({ page }: Workbench, title: string): Promise<void> {
  const lens = page.locator('.codelens-decoration a', { hasText: title }).first();
  // An editor that loses the focus before its links are there does not ask for them any more.
  await lens.waitFor({ state: 'attached' });
  // Those of the tabs hang over the first lines.
  await leaveTooltips(page);
  await lens.click();
}

/** A word in the text of the active editor. */
function word({ page }: Workbench, text: string) {
  return page.locator('.part.editor .view-line').getByText(text).first();
}

/** Picks an item of the editor's context menu. */
async function chooseFromMenu(workbench: Workbench, text: string, title: string): Promise<void> {
  const { page } = workbench;
  await word(workbench, text).click({ button: 'right', position: { x: 4, y: 8 } });
  const item = page.locator('.monaco-menu').getByRole('menuitem', { name: title, exact: true });
  await item.waitFor();
  await workbench.screenshot(`menu ${title}`);
  await item.click({ delay: 150 });
}

function squiggles({ page }: Workbench, severity: 'error' | 'warning') {
  return page.locator(`.part.editor .squiggly-${severity}`);
}

async function openFile({ page, quickInput, editor }: Workbench, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+P');
  await quickInput.waitUntilOpen();
  await quickInput.type(name);
  await quickInput.waitForItem(name);
  await quickInput.choose(name);
  await editor.waitForTab(name);
  // The tab is there before the text is, while the links of the file before can still be pressed.
  await page.locator(`.part.editor .monaco-editor[data-uri$="/${name}"]`).waitFor();
}

/** What the clipboard holds, once it holds a text. */
function clipboard(workbench: Workbench, text: string): Promise<string> {
  return eventually(
    () => workbench.clipboard(),
    held => ok(held.includes(text), held),
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
