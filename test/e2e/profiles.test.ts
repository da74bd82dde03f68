import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import { temporaryFolder } from '../support/processes';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, startCopy } from './stage';

const chooseProfile = 'Redshift Snapshots: Choose AWS Profile…';
const inProduction = 'prod · eu-west-1 · 1111-2222-3333';
const inStaging = 'Staging.EU · eu-central-1 · 4444-5555-6666';

describe('profiles', () => {
  let production: RunningSandbox;
  let staging: RunningSandbox;
  let workbench: Workbench;

  before(async () => {
    production = await emptyAccount();
    staging = await emptyAccount({ account: '444455556666', region: 'eu-central-1' });
    addCluster(production, 'prod-alpha', 2);
    addCluster(production, 'prod-beta', 2);
    addCluster(staging, 'stage-alpha', 2);
    addCluster(staging, 'stage-beta', 2);
    workbench = await openView(
      { prod: production, 'Staging.EU': staging },
      {
        more: {
          corp: {
            region: 'eu-west-3',
            sso_start_url: 'https://corp.awsapps.com/start',
            sso_region: 'eu-west-3',
            sso_account_id: '111122223333',
            sso_role_name: 'reader',
          },
          cross: { role_arn: 'arn:aws:iam::111122223333:role/reader', source_profile: 'prod' },
          vault: { region: 'us-east-2', credential_process: 'vault' },
          bare: { output: 'json' },
        },
        env: {
          AWS_ACCESS_KEY_ID: production.credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: production.credentials.secretAccessKey,
        },
        workspaceFolder: bossyWorkspace(staging),
      },
    );
  });
  after(closeStage);

  async function choose(profile: string): Promise<void> {
    await workbench.runCommand(chooseProfile);
    await workbench.quickInput.waitUntilOpen('Choose AWS Profile');
    await workbench.quickInput.choose(profile);
    await workbench.quickInput.waitUntilClosed();
  }

  it('begin with what the AWS tools would use, whatever the files of the workspace say', async () => {
    await workbench.statusBar.waitFor('environment · eu-west-1 · 1111-2222-3333');
    await workbench.clusters.waitForRow('prod-alpha');
    deepEqual(staging.requests, []);
  });

  it('are listed as they stand in the files, with their kind and Region', async () => {
    await workbench.statusBar.click('environment · eu-west-1');
    await workbench.quickInput.waitForItem('sample data');
    const items = await workbench.quickInput.items();
    deepEqual(
      items.filter(({ label }) => label !== '').map(({ label, description }) => `${label}: ${description}`),
      [
        `environment: AWS_* variables · eu-west-1 · ${production.endpoint}`,
        `prod: access keys · eu-west-1 · ${production.endpoint} · AWS_PROFILE`,
        `Staging.EU: access keys · eu-central-1 · ${staging.endpoint}`,
        'corp: SSO · eu-west-3',
        'cross: role · no Region',
        'vault: credential process · us-east-2',
        'bare: no credentials · no Region',
        'Choose Region…: eu-west-1',
        'sample data: a sample account inside VS Code; nothing is sent to AWS',
      ],
    );
    deepEqual(
      items.filter(({ focused }) => focused).map(({ label }) => label),
      ['environment'],
    );
    await workbench.quickInput.cancel();
    await workbench.quickInput.waitUntilClosed();
  });

  it('say in the tooltip who is asking, and where', async () => {
    await choose('prod');
    await workbench.statusBar.waitFor(inProduction);
    const tooltip = await workbench.statusBar.tooltip(inProduction);
    await workbench.screenshot('who-is-asking');
    for (const line of [
      'Profile: prod',
      'Region: eu-west-1',
      'Account: 1111-2222-3333',
      'Identity: arn:aws:iam::111122223333:user/on-call',
      `Endpoint: ${production.endpoint}`,
    ]) {
      match(tooltip, new RegExp(line.replaceAll('.', '\\.')));
    }
    // The workspace's own settings would say "read only" or "protected", and show another Region.
    doesNotMatch(tooltip, /Changes:|Also shown:/);
    const { host } = new URL(production.endpoint);
    equal(await workbench.statusBar.aria(inProduction), `AWS profile: ${inProduction}, endpoint ${host}`);
  });

  it('replace everything when another one is chosen, also an open prompt', async () => {
    const { clusters, quickInput, statusBar } = workbench;
    await choose('prod');
    await statusBar.waitFor(inProduction);
    await clusters.expand('prod-alpha');
    const [newest = {}] = production.data
      .snapshots()
      .filter(({ ClusterIdentifier }) => ClusterIdentifier === 'prod-alpha')
      .reverse();
    await startCopy(workbench, newest);

    await statusBar.click(inProduction);
    await quickInput.waitUntilOpen('Choose AWS Profile');
    await quickInput.choose('Staging.EU');
    await statusBar.waitFor(inStaging);
    await clusters.waitForRow('stage-alpha');
    await quickInput.waitUntilClosed();
    deepEqual(
      (await clusters.rows()).map(({ label }) => label),
      ['Expiring', 'stage-alpha', 'stage-beta', 'Without a cluster'],
    );
    deepEqual(requestsOf(production, 'CopyClusterSnapshot'), []);
  });

  it('are offered with the latest chosen first', async () => {
    await choose('prod');
    await choose('Staging.EU');
    await workbench.runCommand(chooseProfile);
    await workbench.quickInput.waitForItem('sample data');
    const items = await workbench.quickInput.items();
    deepEqual(
      items.slice(0, 4).map(({ label }) => label),
      ['Staging.EU', 'prod', 'environment', 'corp'],
    );
    equal(items.find(({ focused }) => focused)?.label, 'Staging.EU');
    await workbench.quickInput.cancel();
    await workbench.quickInput.waitUntilClosed();
  });

  it('ask for the Region that they leave open, and remember it', async () => {
    const { quickInput, statusBar } = workbench;
    await workbench.runCommand(chooseProfile);
    await quickInput.waitForItem('bare');
    await quickInput.choose('bare');
    await quickInput.waitUntilOpen('Choose Region · bare');
    await quickInput.type('eu-north-1');
    await quickInput.waitForItem('eu-north-1');
    await quickInput.accept();
    await statusBar.waitFor('bare · eu-north-1');
    await choose('prod');
    await statusBar.waitFor(inProduction);
    await choose('bare');
    await statusBar.waitFor('bare · eu-north-1');

    await workbench.runCommand('Redshift Snapshots: Choose Region…');
    await quickInput.waitUntilOpen('Choose Region · bare');
    await quickInput.waitForItem('eu-north-1');
    const [latest, next] = await quickInput.items();
    deepEqual([latest?.label, latest?.description, latest?.focused], ['eu-north-1', 'Europe (Stockholm)', true]);
    equal(next?.label, 'af-south-1');
    await quickInput.type('ningxia');
    await quickInput.waitForItem('cn-northwest-1');
    equal((await quickInput.items()).find(({ label }) => label === 'cn-northwest-1')?.detail, 'aws-cn');
    await quickInput.cancel();
    await choose('Staging.EU');
    await statusBar.waitFor(inStaging);
  });

  it('are remembered for the workspace', async () => {
    await choose('Staging.EU');
    await workbench.statusBar.waitFor(inStaging);
    await workbench.reloadWindow();
    await workbench.openView();
    await workbench.statusBar.waitFor(inStaging);
    await workbench.clusters.waitForRow('stage-alpha');
  });

  it('are another one in another window', async () => {
    const other = await workbench.openWindow();
    await other.openView();
    await other.statusBar.waitFor('environment · eu-west-1 · 1111-2222-3333');
    await other.runCommand(chooseProfile);
    await other.quickInput.choose('prod');
    await other.statusBar.waitFor(inProduction);
    await other.clusters.waitForRow('prod-alpha');
    await other.page.close();

    await workbench.statusBar.waitFor(inStaging);
    await workbench.clusters.waitForRow('stage-alpha');
    await workbench.reloadWindow();
    await workbench.openView();
    await workbench.statusBar.waitFor(inStaging);
  });

  it('never show rows of one account under the name of another, however quickly they are switched', async () => {
    const { page, statusBar, quickInput, clusters } = workbench;
    production.latencyMs = 400;
    staging.latencyMs = 300;
    await page.evaluate(watchForMixedAccounts);
    for (let round = 0; round < 20; round++) {
      await statusBar.click(/Staging\.EU|prod|AWS profile/);
      await quickInput.waitForItem('Staging.EU');
      await quickInput.choose(round % 2 === 0 ? 'prod' : 'Staging.EU');
    }
    await statusBar.waitFor(inStaging);
    await clusters.waitForRow('stage-alpha');
    await statusBar.click(inStaging);
    await quickInput.waitForItem('Staging.EU');
    await quickInput.choose('prod');
    await statusBar.waitFor(inProduction);
    await clusters.waitForRow('prod-alpha');
    deepEqual(
      (
        await eventually(
          () => clusters.rows(),
          rows => equal(rows.length, 4),
        )
      ).map(({ label }) => label),
      ['Expiring', 'prod-alpha', 'prod-beta', 'Without a cluster'],
    );

    const { looks, mixed } = await page.evaluate<Watched>('window.watched');
    match(String(looks), /^[1-9]\d+$/);
    deepEqual(mixed, []);
  });
});

interface Watched {
  readonly looks: number;
  readonly mixed: readonly string[];
}

// Runs in the page: looks at the status bar and the rows after each change on the screen.
const watchForMixedAccounts = `
  window.watched = { looks: 0, mixed: [] };
  const look = () => {
    const status = [...document.querySelectorAll('.part.statusbar .statusbar-item')].map(item => item.textContent).join(' ');
    const rows = [...document.querySelectorAll('.part.sidebar .monaco-list-row .label-name')].map(row => row.textContent);
    const foreign = /prod · /.test(status) ? 'stage-' : /Staging.EU · /.test(status) ? 'prod-' : undefined;
    window.watched.looks++;
    if (foreign && rows.some(row => row.startsWith(foreign))) {
      window.watched.mixed.push(status.trim() + ': ' + rows.join(', '));
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
`;

/** A folder whose files try to choose a profile, a Region and an endpoint. */
function bossyWorkspace(staging: RunningSandbox): string {
  const folder = temporaryFolder();
  const settings = {
    'redshiftSnapshots.regions': ['us-east-1'],
    'redshiftSnapshots.readOnly': true,
    'redshiftSnapshots.protectedAccounts': ['*', '111122223333', '444455556666'],
    'redshiftSnapshots.confirmChanges': 'always',
    'redshiftSnapshots.profile': 'Staging.EU',
    'redshiftSnapshots.region': 'eu-central-1',
    'redshiftSnapshots.endpoint': staging.endpoint,
    'aws.profile': 'profile:Staging.EU',
    'terminal.integrated.env.linux': { AWS_PROFILE: 'Staging.EU' },
  };
  mkdirSync(join(folder, '.vscode'));
  mkdirSync(join(folder, '.aws'));
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(folder, '.env'), `AWS_PROFILE=Staging.EU\nAWS_ENDPOINT_URL=${staging.endpoint}\n`);
  writeFileSync(
    join(folder, '.aws', 'config'),
    `[default]\nregion = eu-central-1\nendpoint_url = ${staging.endpoint}\n`,
  );
  writeFileSync(join(folder, '.aws', 'credentials'), '[default]\naws_access_key_id = a\naws_secret_access_key = b\n');
  return folder;
}
