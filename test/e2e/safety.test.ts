import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { Identity } from '../../src/sandbox/model/identities';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { temporaryFolder } from '../support/processes';
import type { Workbench } from '../support/workbench';
import {
  addCluster,
  closeStage,
  copyByRow,
  emptyAccount,
  openView,
  requestsOf,
  rowOf,
  startCopy,
  waitUntilRead,
} from './stage';

const copyTitle = 'Copy to Manual Snapshot…';
const here = 'prod · eu-west-1 · 1111-2222-3333';

describe('what the user wants to be stopped from', () => {
  let sandbox: RunningSandbox;
  let source: Snapshot;
  let workbench: Workbench;

  async function open(settings: Readonly<Record<string, unknown>>): Promise<void> {
    sandbox = await emptyAccount();
    [source = {}] = addCluster(sandbox, 'alpha', 2);
    workbench = await openView({ prod: sandbox }, { settings });
    await workbench.clusters.expand('alpha');
  }
  afterEach(closeStage);

  async function confirmSummary(): Promise<void> {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  const copies = () => requestsOf(sandbox, 'CopyClusterSnapshot').length;

  it('a protected account is changed only after the name of the cluster has been typed, and Escape leaves it as it is', async () => {
    await open({ 'redshiftSnapshots.protectedAccounts': ['111122223333'] });
    const { quickInput, editor, statusBar } = workbench;
    await statusBar.waitFor(here);
    ok(await statusBar.warns(here));
    match(await statusBar.tooltip(here), /Changes: protected, by your settings/);
    await copyByRow(workbench, source, { name: 'kept-escaped' });
    await confirmSummary();
    await quickInput.waitForMessage(/^This account is protected/);
    await quickInput.cancel();
    await quickInput.waitUntilClosed();

    // A second copy, which is asked for as well, comes after anything that the first one might have sent.
    await copyByRow(workbench, source, { name: 'kept-1' });
    await confirmSummary();
    await quickInput.waitForMessage(/^This account is protected\. Type the name of the cluster, alpha, to copy /);
    match(await quickInput.message(), /to kept-1\. Kept: at least until /);
    equal(await quickInput.title(), `Copy ${source.SnapshotIdentifier} · ${here}`);

    await quickInput.accept();
    await quickInput.waitForMessage('Type alpha to confirm, or press Escape.');
    await quickInput.type('alph');
    await quickInput.accept();
    await quickInput.waitForMessage('Type alpha to confirm, or press Escape.');
    equal(copies(), 0);

    await quickInput.type('alpha');
    await quickInput.accept();
    await editor.waitForTab('kept-1');
    equal(copies(), 1);
  });

  it('everywhere, where the user wants that, a copy is summed up first, by what is there by then', async () => {
    await open({ 'redshiftSnapshots.confirmChanges': 'summary' });
    await workbench.statusBar.waitFor(here);
    equal(await workbench.statusBar.warns(here), false);
    const { page, quickInput } = workbench;
    const dialog = page.locator('.monaco-dialog-box');
    await startCopy(workbench, source);
    await quickInput.accept();
    await quickInput.waitForItem('Other…');
    // Enter before VS Code shows what is meant by it: the first of that, all the same.
    await Promise.all([page.keyboard.press('7'), page.keyboard.press('Enter')]);
    await dialog.waitFor();
    match((await dialog.textContent()) ?? '', /Kept: at least until .* \(sends 8 days/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await copyByRow(workbench, source, { name: 'kept-1', keep: 'Until deleted' });
    await dialog.waitFor();
    const text = (await dialog.textContent()) ?? '';
    match(text, /Copy this snapshot\?/);
    match(text, new RegExp(`Source: ${source.SnapshotIdentifier} of alpha \\(data as of 3 hours ago, 1.2 TB\\)`));
    match(text, /Manual snapshot: kept-1/);
    match(text, /Kept: until deleted, billed until someone deletes it/);
    match(text, /Account: prod · eu-west-1 · 1111-2222-3333/);
    match(text, /Manual snapshots there: 0; the default quota is 20/);
    equal(copies(), 0);

    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await workbench.editor.waitForTab('kept-1');
    equal(copies(), 1);
  });

  it('nothing is asked for and nothing sent while the extension may only read', async () => {
    await open({ 'redshiftSnapshots.readOnly': true });
    await workbench.statusBar.waitFor(here);
    match(await workbench.statusBar.aria(here), /, read only, by your settings$/);
    deepEqual(await workbench.clusters.inlineActions(rowOf(source)), []);
    await workbench.runCommand('Redshift Snapshots: Copy to Manual Snapshot…');
    const message = await workbench.notifications.waitFor('Nothing was copied');
    match(message, /"Redshift Snapshots: Read Only"/);
    deepEqual(
      (await workbench.notifications.all()).map(({ buttons }) => buttons),
      [['Open Settings']],
    );
    equal(copies(), 0);
  });

  it('nothing is sent when the credentials have become those of somebody else', async () => {
    const [mine, theirs] = ['me', 'somebody-else'].map((name, index) => ({
      accessKeyId: `AKIAIOSFODNN7EXAMPL${index}`,
      secretAccessKey: `wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE${index}`,
      account: '111122223333',
      arn: `arn:aws:iam::111122223333:user/${name}`,
    }));
    sandbox = await emptyAccount({ identities: [mine, theirs].filter(identity => identity !== undefined) });
    [source = {}] = addCluster(sandbox, 'alpha', 2);
    const keys = join(temporaryFolder(), 'keys.json');
    writeFileSync(keys, printed(mine));
    workbench = await openView(
      {},
      {
        more: { prod: { region: sandbox.region, endpoint_url: sandbox.endpoint, credential_process: `cat ${keys}` } },
        env: { AWS_PROFILE: 'prod' },
      },
    );
    await workbench.statusBar.waitFor(here);
    await workbench.clusters.expand('alpha');
    // Nothing is being read any more that would find it out before the copy does.
    await workbench.clusters.waitForRow(/2 automated · 0 manual/);
    await waitUntilRead(workbench);

    writeFileSync(keys, printed(theirs));
    // The next request has them renewed.
    sandbox.inject({ name: 'expired', action: 'DescribeClusterSnapshots' });
    await workbench.clusters.pressInline(rowOf(source), copyTitle);
    const message = await workbench.notifications.waitFor('are no longer those of');
    match(
      message,
      /^The credentials of prod are no longer those of arn:aws:iam::111122223333:user\/me but of .*somebody-else\./,
    );
    await workbench.quickInput.waitUntilClosed();
    await workbench.clusters.waitForRow('alpha');
    equal(copies(), 0);
  });
});

/** What a credential process prints. */
function printed({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }: Partial<Identity> = {}): string {
  return JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey });
}
