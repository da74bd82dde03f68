import { deepEqual, ok } from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { root } from '../support/paths';
import { temporaryFolder } from '../support/processes';
import { smallPng } from '../support/smallPng';
import type { Theme, Workbench } from '../support/workbench';
import { account, closeStage, copyByRow, openView, startCopy } from './stage';

const themes: readonly Theme[] = ['dark', 'light', 'highContrast', 'highContrastLight'];

describe('looks', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let source: Snapshot;

  before(async () => {
    sandbox = await account();
    workbench = await openView({ prod: sandbox });
    source = newestOf(sandbox, 'analytics-prod');
    await workbench.clusters.expand('analytics-prod');
  });
  beforeEach(() => sandbox.clearFaults());
  after(closeStage);

  let copies = 0;
  for (const theme of themes) {
    it(`are legible in ${theme}`, async () => {
      await workbench.setTheme(theme);
      copies += 1;
      const name = `kept-${theme.toLowerCase()}-${copies}`;
      await copyByRow(workbench, source, { name });
      await workbench.editor.waitForTab(name);
      sandbox.inject({ name: 'denied', action: 'CopyClusterSnapshot' });
      await copyByRow(workbench, source, { name: 'kept-denied' });
      await workbench.notifications.waitFor('Access required');
      await workbench.notifications.waitUntilGone('Copying');
      await startCopy(workbench, source);
      await workbench.quickInput.waitForMessage('Name of the manual snapshot.');
      await workbench.screenshot(`looks ${theme}`);

      const measured = Object.entries(await workbench.page.evaluate<Record<string, number>>(contrasts));
      const illegible = measured.filter(([what, contrast]) => contrast < (what.startsWith('icon') ? 3 : 4.5));
      deepEqual(illegible, []);
      await workbench.quickInput.cancel();
      await workbench.runCommand('Notifications: Clear All Notifications');
    });
  }
});

// Only for `npm run screenshot`, which picks it by its title: it writes the picture of the README.
if (process.env['MOCHA_GREP'] === 'picture for the README') {
  describe('the picture for the README', () => {
    after(closeStage);

    it('shows the view and the answer of a copy', async () => {
      const sandbox = await account();
      const workspaceFolder = join(temporaryFolder(), 'on-call');
      mkdirSync(workspaceFolder);
      const settings = { 'editor.minimap.enabled': false };
      const workbench = await openView({ prod: sandbox }, { workspaceFolder, settings });
      await workbench.page.setViewportSize({ width: 1120, height: 660 });
      await workbench.setTheme('dark');
      await workbench.widenSideBar(480);
      await workbench.clusters.expand('analytics-prod');
      await copyByRow(workbench, newestOf(sandbox, 'analytics-prod'), { name: 'analytics-prod-before-release-43' });
      await workbench.editor.waitForTab('before-release-43');
      await workbench.clusters.waitForRow('analytics-prod-before-release-43');
      await workbench.notifications.waitUntilGone('Copying');
      const picture = smallPng(readFileSync(await workbench.screenshot('readme')));
      ok(picture.length < 60 * 1024, `The picture is too large: ${picture.length} bytes.`);
      writeFileSync(join(root, 'media', 'screenshot.png'), picture);
    });
  });
}

function newestOf(sandbox: RunningSandbox, cluster: string): Snapshot {
  const found = sandbox.data
    .snapshots()
    .filter(({ ClusterIdentifier, SnapshotType }) => ClusterIdentifier === cluster && SnapshotType === 'automated')
    .at(-1);
  ok(found);
  return found;
}

// Runs in the page: by how much texts stand out from what is behind them. WCAG 2.2 asks for 4.5 (AA), and 3 for icons.
const contrasts = `(() => {
  const numbers = color => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
      if (a > 0.9) return [r, g, b];
    }
    return [0, 0, 0];
  };
  const opacity = element => {
    let product = 1;
    for (let at = element; at; at = at.parentElement) product *= Number(getComputedStyle(at).opacity);
    return product;
  };
  const light = ([r, g, b]) => [r, g, b]
    .map(value => value / 255)
    .map(value => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = element => {
    const back = behind(element);
    const [r, g, b, alpha = 1] = numbers(getComputedStyle(element).color);
    const a = alpha * opacity(element);
    const front = [r, g, b].map((value, i) => value * a + back[i] * (1 - a));
    const [high, low] = [light(front), light(back)].sort((x, y) => y - x);
    return Math.round(((high + 0.05) / (low + 0.05)) * 10) / 10;
  };
  const shown = {
    'label of a row': '.part.sidebar .monaco-list-row .label-name',
    'description of a row': '.part.sidebar .monaco-list-row .label-description',
    'icon of a row': '.part.sidebar .monaco-list-row .custom-view-tree-node-item-icon',
    'message of a notification': '.notification-list-item-message',
    'message of a prompt': '.quick-input-message',
  };
  return Object.fromEntries(Object.entries(shown).flatMap(([what, selector]) =>
    [...document.querySelectorAll(selector)].map((element, i) => [what + ' ' + i, contrast(element)])));
})()`;
