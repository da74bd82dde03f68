import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import { newestVsCode } from '../support/paths';
import { temporaryFolder } from '../support/processes';
import { startVsCode, type VsCode } from '../support/vsCode';
import { installedExtension } from '../support/vsix';
import { openWorkbenchOf, type Workbench } from '../support/workbench';
import { account, addCluster, closeStage, requestsOf } from './stage';

const startUrl = 'https://corp.awsapps.com/start';
const other = '222233334444';
const serial = 'arn:aws:iam::111122223333:mfa/on-call';
const role = `arn:aws:iam::${other}:role/careful`;

describe('signing in', () => {
  let sandbox: RunningSandbox;
  let code: VsCode;
  let workbench: Workbench;
  let configFile: string;

  before(async () => {
    sandbox = await account({
      data: 'empty',
      roles: [{ arn: role, needsMfa: true }],
      mfaDevices: [{ serial, code: '123456' }],
      sso: { startUrl, roles: [{ account: other, role: 'reader' }] },
    });
    sandbox.data.addCluster({ ClusterIdentifier: 'theirs' }, { account: other });
    addCluster(sandbox, 'ours', 1);
    const home = temporaryFolder();
    configFile = join(home, '.aws', 'config');
    mkdirSync(join(home, '.aws'));
    writeFileSync(configFile, filesOf(sandbox));
    code = await startVsCode({
      extensionsDir: await installedExtension(newestVsCode),
      env: {
        HOME: home,
        AWS_CONFIG_FILE: configFile,
        AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
        AWS_PROFILE: 'corp',
      },
    });
    workbench = await openWorkbenchOf(code);
    await workbench.openView();
  });
  after(closeStage);

  async function choose(profile: string): Promise<void> {
    await workbench.statusBar.click('· eu-west-1');
    await workbench.quickInput.waitUntilOpen('Choose AWS Profile');
    await workbench.quickInput.choose(profile);
  }

  describe('to SSO', () => {
    it('is offered once, and by the row', async () => {
      await workbench.clusters.waitForRow(/Not signed in to https:\/\/corp\.awsapps\.com\/start/);
      await workbench.notifications.waitFor('Sign in to https://corp.awsapps.com/start');
      equal((await workbench.notifications.all()).length, 1);
      await workbench.clusters.expand(/Not signed in/);
      await workbench.clusters.waitForRow('Sign In');
      deepEqual(requestsOf(sandbox, 'StartDeviceAuthorization'), []);
    });

    it('shows the code that the browser shows; Esc ends it, and the row stays', async () => {
      await workbench.notifications.press('Sign in to', 'Sign In');
      await workbench.quickInput.waitUntilOpen('Sign In to https://corp.awsapps.com/start');
      const code = sandbox.sso.latest?.userCode ?? '';
      match(await workbench.quickInput.placeholder(), new RegExp(`Confirm ${code} in the browser`));
      await workbench.quickInput.waitForItem('Open the Browser Again');
      await workbench.screenshot('sign-in-code');
      await workbench.quickInput.accept();
      await eventually(
        () => clipboard(workbench.page),
        copied => equal(copied, code),
      );
      ok(await workbench.quickInput.isOpen());
      await workbench.quickInput.cancel();
      await workbench.quickInput.waitUntilClosed();
      await workbench.clusters.waitForRow(/Not signed in/);
    });

    it('goes on by itself with what had been asked', async () => {
      const before = requestsOf(sandbox, 'StartDeviceAuthorization').length;
      await workbench.clusters.click('Sign In');
      await eventually(
        () => requestsOf(sandbox, 'StartDeviceAuthorization').length,
        begun => equal(begun, before + 1),
      );
      sandbox.sso.answer(sandbox.sso.latest?.userCode ?? '');
      await workbench.clusters.waitForRow('theirs');
      await workbench.quickInput.waitUntilClosed();
      await workbench.statusBar.waitFor('corp · eu-west-1 · 2222-3333-4444');
    });
  });

  describe('with a one-time code', () => {
    it('asks once: Esc, however early, leaves a row that says so', async () => {
      await choose('careful');
      await workbench.quickInput.waitUntilOpen('One-Time Code');
      await workbench.quickInput.cancel();
      await workbench.clusters.waitForRow(/Not signed in: careful needs a one-time code/);
      await workbench.quickInput.waitUntilClosed();
    });

    it('says which device and role, asks again after a wrong code, then goes on', async () => {
      await workbench.clusters.expand(/Not signed in/);
      await workbench.clusters.click('Sign In');
      await workbench.quickInput.waitUntilOpen('One-Time Code');
      await workbench.quickInput.waitForMessage(serial);
      await workbench.quickInput.waitForMessage(role);
      ok(await workbench.quickInput.isMasked());
      await workbench.screenshot('one-time-code');
      await workbench.quickInput.type('654321');
      await workbench.quickInput.accept();
      await workbench.quickInput.waitForMessage('not accepted');
      await workbench.quickInput.type('123456');
      await workbench.quickInput.accept();
      await workbench.clusters.waitForRow('theirs');
      await workbench.statusBar.waitFor('careful · eu-west-1 · 2222-3333-4444');
      equal(requestsOf(sandbox, 'GetSessionToken').length, 2);
      const tooltip = await workbench.statusBar.tooltip('careful · eu-west-1');
      match(tooltip, /Role: careful/);
      match(tooltip, /Credentials: valid until /);
    });
  });

  describe('besides', () => {
    it('a profile that leads nowhere opens its file at the line', async () => {
      await choose('broken');
      await workbench.clusters.waitForRow(/There is no profile "gone"/);
      await workbench.clusters.expand(/There is no profile "gone"/);
      await workbench.clusters.click('Open File');
      const line = readFileSync(configFile, 'utf8').split('\n').indexOf('source_profile = gone') + 1;
      await workbench.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col 1` }).waitFor();
    });

    it('a change of the file is picked up', async () => {
      appendFileSync(configFile, `[profile gone]\n${keysOf(sandbox)}\n[profile new]\n`);
      await workbench.clusters.waitForRow('Access required: sts:AssumeRole');
      await workbench.clusters.expand('Access required: sts:AssumeRole');
      await workbench.clusters.click('Copy IAM Statement');
      await eventually(
        () => clipboard(workbench.page),
        copied => match(copied, new RegExp(`"Resource": "arn:aws:iam::${other}:role/none"`)),
      );
    });

    it('Check Permissions opens a document', async () => {
      await choose('corp');
      await workbench.clusters.waitForRow('theirs');
      await workbench.runCommand('Redshift Snapshots: Check Permissions');
      await workbench.editor.waitForTab('permissions');
      const text = await workbench.editor.text();
      match(text, /"Credentials": "corp",\s+"Account": "222233334444"/);
      match(text, /"Operation": "DescribeClusters",\s+"Outcome": "Allowed"/);
      match(text, /"Operation": "CopyClusterSnapshot",\s+"Outcome": "NotTried/);
      match(text, new RegExp(`"Resource": "arn:aws:redshift:eu-west-1:${other}:snapshot:\\*/\\*"`));
      await workbench.screenshot('permissions');
    });

    it('nothing that VS Code has written or kept holds a secret', async () => {
      const written = [...textsIn(code.dataFolder), await browserStorage(workbench.page)];
      const text = written.join('\n');
      match(text, /GetCallerIdentity · corp/, 'the log of the requests is among it');
      ok(sandbox.secrets.length > 10);
      for (const secret of sandbox.secrets) {
        ok(!text.includes(secret), secret);
      }
    });
  });
});

function keysOf({ credentials }: RunningSandbox): string {
  return `aws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}`;
}

function filesOf(sandbox: RunningSandbox): string {
  const place = `region = eu-west-1\nendpoint_url = ${sandbox.endpoint}`;
  return [
    `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1`,
    `[profile corp]\n${place}\nsso_session = corp\nsso_account_id = ${other}\nsso_role_name = reader`,
    `[profile base]\n${place}\n${keysOf(sandbox)}`,
    `[profile careful]\n${place}\nrole_arn = ${role}\nsource_profile = base\nmfa_serial = ${serial}`,
    `[profile broken]\n${place}\nrole_arn = arn:aws:iam::${other}:role/none\nsource_profile = gone\n`,
  ].join('\n');
}

function clipboard(page: Page): Promise<string> {
  return page.evaluate('navigator.clipboard.readText()');
}

/** Every file below a folder, as text. */
function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** What the page keeps: settings, mementos, state. */
function browserStorage(page: Page): Promise<string> {
  return page.evaluate(`(async () => {
    const ask = request => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await ask(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await ask(database.transaction(store).objectStore(store).getAll());
        texts.push(...values.map(value => value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value)));
      }
      database.close();
    }
    return texts.join('\\n');
  })()`);
}
