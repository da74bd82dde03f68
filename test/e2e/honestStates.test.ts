import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sandboxProfile, writeProfiles } from '../support/awsProfiles';
import { eventually } from '../support/eventually';
import { temporaryFolder } from '../support/processes';
import { openWorkbench, type Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, openView, requestsOf, waitUntilRead } from './stage';

const allSnapshots = 'All snapshots: clusters cannot be listed';

describe('what went wrong', () => {
  describe('with a request', () => {
    let sandbox: RunningSandbox;
    let empty: RunningSandbox;
    let workbench: Workbench;
    let closedPort: number;

    before(async () => {
      sandbox = await emptyAccount();
      empty = await emptyAccount({ account: '444455556666' });
      addCluster(sandbox, 'alpha', 2);
      addCluster(sandbox, 'beta', 2);
      closedPort = await unusedPort();
      const offline = { ...sandboxProfile(sandbox), endpoint_url: `http://127.0.0.1:${closedPort}` };
      workbench = await openView({ prod: sandbox, empty }, { more: { offline } });
      await workbench.clusters.waitForRow('alpha');
    });
    afterEach(() => sandbox.clearFaults());
    after(closeStage);

    async function labels(): Promise<readonly string[]> {
      const rows = await workbench.clusters.rows();
      return rows.map(({ label }) => label).filter(label => label !== 'Expiring');
    }

    async function waitUntilWell(): Promise<void> {
      await eventually(labels, rows => deepEqual(rows, ['alpha', 'beta', 'Without a cluster']));
    }

    async function refreshAll(): Promise<void> {
      await workbench.clusters.pressTitle('Refresh');
    }

    it('says which permission is missing, and copies the statement that gives it', async () => {
      const { clusters, statusBar } = workbench;
      await choose('empty');
      await clusters.waitForRow('No clusters in eu-west-1');
      sandbox.inject({ name: 'denied', action: 'DescribeClusters' });
      await choose('prod');
      await clusters.waitForRow('Access required: redshift:DescribeClusters');
      await clusters.waitForRow('Choose AWS Profile');
      deepEqual(await labels(), [
        'Access required: redshift:DescribeClusters',
        'Copy IAM Statement',
        'Retry',
        'Choose AWS Profile',
        allSnapshots,
      ]);
      const tooltip = await clusters.tooltip('Access required: redshift:DescribeClusters');
      match(tooltip, /AccessDenied: .*not authorized/);
      match(tooltip, /"Action": "redshift:DescribeClusters"/);

      await clusters.click('Copy IAM Statement');
      await statusBar.waitFor('IAM statement copied');
      deepEqual(JSON.parse(await workbench.clipboard()), {
        Effect: 'Allow',
        Action: 'redshift:DescribeClusters',
        Resource: '*',
      });

      await clusters.expand(allSnapshots);
      await clusters.waitForRow(new RegExp(`^${allSnapshots}.*4$`));
      const rows = (await clusters.rows()).filter(({ aria }) => /snapshot of/.test(aria));
      deepEqual(new Set(rows.map(({ description }) => /^\w+/.exec(description)?.[0])), new Set(['alpha', 'beta']));
      await clusters.collapse(allSnapshots);

      await clusters.click('Retry');
      await clusters.waitForRow('beta');
      deepEqual(await labels(), ['alpha', 'beta', 'Without a cluster']);
    });

    it('hides no other cluster when one is denied', async () => {
      const { clusters } = workbench;
      await waitUntilRead(workbench);
      sandbox.inject({ name: 'denied', action: 'DescribeClusterSnapshots' });
      await clusters.expand('alpha');
      await clusters.waitForRow('Access required: redshift:DescribeClusterSnapshots');
      const row = (await clusters.rows()).find(({ label }) => label.startsWith('Access'));
      equal(row?.description, 'on alpha');
      equal(row?.level, 2);
      await clusters.expand('beta');
      await clusters.waitForRow('Manual snapshots');

      const before = requestsOf(sandbox, 'DescribeClusters').length;
      await clusters.pressInline('alpha', 'Refresh');
      await clusters.waitForRow(/^alpha.*2 automated · 0 manual/);
      // It asks for alpha itself, too: on its way, that would meet what the next test injects.
      await eventually(
        () => requestsOf(sandbox, 'DescribeClusters').length,
        asked => ok(asked > before),
      );
      await clusters.collapse('beta');
      await clusters.collapse('alpha');
    });

    it('keeps the rows below it, and goes when credentials that had expired are renewed', async () => {
      const { clusters } = workbench;
      sandbox.inject({ name: 'expired', action: 'DescribeClusters' });
      await refreshAll();
      const expired =
        /^The credentials of prod have expired\. Renew them, then retry\. The keys are in .+, line \d+\.$/;
      await eventually(labels, ([problem = '', ...rows]) => {
        match(problem, expired);
        deepEqual(rows, ['Retry', 'Choose AWS Profile', 'Open File', 'alpha', 'beta', 'Without a cluster']);
      });
      match((await clusters.rows())[1]?.description ?? '', /^showing data from \w{3}, /);
      await clusters.click('Retry');
      await waitUntilWell();
    });

    it('names the host that cannot be reached', async () => {
      const { clusters } = workbench;
      await choose('offline');
      await clusters.waitForRow(`Cannot reach 127.0.0.1:${closedPort} (ECONNREFUSED).`);
      await clusters.waitForRow('Show Log');
      await choose('prod');
      await clusters.waitForRow('alpha');
    });

    it('says when something else than Redshift has answered', async () => {
      const { clusters } = workbench;
      sandbox.inject({ name: 'html', action: 'DescribeClusters', count: 9 });
      await refreshAll();
      await clusters.waitForRow(
        /^(Unexpected response from 127\.0\.0\.1:\d+\. Check proxy|Redshift is temporarily unavailable)/,
      );
      sandbox.clearFaults();
      await clusters.click('Retry');
      await waitUntilWell();
    });

    it('says when Redshift throttles, after it was asked again', async () => {
      const { clusters } = workbench;
      const before = requestsOf(sandbox, 'DescribeClusters').length;
      sandbox.inject({ name: 'throttle', action: 'DescribeClusters', count: 99 });
      await refreshAll();
      await clusters.waitForRow(/^Redshift is throttling the requests of this account in eu-west-1\./);
      equal(requestsOf(sandbox, 'DescribeClusters').length > before + 1, true);
      sandbox.clearFaults();
      await clusters.click('Retry');
      await waitUntilWell();
    });

    it('says that there are no clusters in the Region, and offers others', async () => {
      const { clusters, quickInput } = workbench;
      await choose('empty');
      await clusters.waitForRow('No clusters in eu-west-1');
      await clusters.click('No clusters in eu-west-1');
      await quickInput.waitUntilOpen('Choose Region · empty');
      await quickInput.type('frankfurt');
      await quickInput.waitForItem('eu-central-1');
      await quickInput.accept();
      await clusters.waitForRow('No clusters in eu-central-1');

      // Who chooses the same profile again stays there.
      await workbench.statusBar.click('empty · eu-central-1');
      await quickInput.waitForItem('Choose Region…');
      const same = (await quickInput.items()).find(({ label }) => label === 'empty');
      match(same?.description ?? '', /eu-central-1/);
      await quickInput.choose('empty');
      await quickInput.waitUntilClosed();
      await workbench.statusBar.waitFor('empty · eu-central-1');
    });

    async function choose(profile: string): Promise<void> {
      await workbench.runCommand('Redshift Snapshots: Choose AWS Profile…');
      await workbench.quickInput.waitForItem('sample data');
      await workbench.quickInput.choose(profile);
    }
  });

  describe('with the AWS files', () => {
    let sandbox: RunningSandbox;
    let workbench: Workbench;
    let files: { readonly config: string; readonly credentials: string };

    before(async () => {
      const folder = temporaryFolder();
      files = { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
      sandbox = await emptyAccount();
      addCluster(sandbox, 'alpha', 1);
      workbench = await openWorkbench({
        env: { AWS_CONFIG_FILE: files.config, AWS_SHARED_CREDENTIALS_FILE: files.credentials },
      });
      await workbench.openView();
    });
    after(closeStage);

    function write(profiles: Parameters<typeof writeProfiles>[0]): void {
      const written = writeProfiles(profiles);
      writeFileSync(files.config, readFileSync(written['AWS_CONFIG_FILE'] ?? ''));
      writeFileSync(files.credentials, readFileSync(written['AWS_SHARED_CREDENTIALS_FILE'] ?? ''));
    }

    it('welcomes who has none', async () => {
      match(await workbench.clusters.welcome(), /^No AWS profile found in the shared config and credentials files\./);
      await workbench.statusBar.waitFor('No AWS profile');
      await workbench.clusters.pressWelcome('Open AWS Config File');
      await workbench.editor.waitForTab('config');
      match(await workbench.editor.text(), /^# Shared config file .*\n# \[profile prod\]\n/s);
      await workbench.runCommand('View: Revert and Close Editor');
    });

    it('opens a broken file at the line', async () => {
      writeFileSync(files.config, '# mine\n\nregion = eu-west-1\n');
      await workbench.clusters.pressTitle('Refresh');
      await workbench.clusters.waitForRow('Mistake in config, line 3');
      await workbench.clusters.click('Mistake in config, line 3');
      await workbench.editor.waitForTab('config');
      await workbench.statusBar.waitFor('Ln 3, Col 1');
    });

    it('leaves the way on beside what is wrong with a file, and in the list of profiles', async () => {
      const { clusters, quickInput, statusBar } = workbench;
      await clusters.waitForRow('Explore with Sample Data');
      deepEqual(
        (await clusters.rows()).map(({ label }) => label),
        ['Mistake in config, line 3', 'Open AWS Config File', 'Refresh', 'Explore with Sample Data'],
      );
      write({ default: { ...sandboxProfile(sandbox), retry_mod: 'standard' } });
      await clusters.click('Refresh');
      await clusters.waitForRow('alpha');
      const misspelt = 'Mistake in config, line 4';
      equal((await clusters.rows()).at(-1)?.aria, `${misspelt}, unknown option retry_mod. Did you mean "retry_mode"?`);
      await workbench.runCommand('Redshift Snapshots: Choose AWS Profile…');
      await quickInput.waitForItem(misspelt);
      await quickInput.choose(misspelt);
      await statusBar.waitFor('Ln 4, Col 1');
    });

    it('asks for the Region that no file names', async () => {
      const { region, ...profile } = sandboxProfile(sandbox) ?? {};
      write({ default: profile });
      await workbench.clusters.pressTitle('Refresh');
      match(await workbench.clusters.welcome(), /^Neither the profile nor the environment names an AWS Region/);
      await workbench.statusBar.waitFor('default · no Region');
      await workbench.clusters.pressWelcome('Choose Region');
      await workbench.quickInput.waitUntilOpen('Choose Region · default');
      await workbench.quickInput.type(region ?? '');
      await workbench.quickInput.accept();
      await workbench.clusters.waitForRow('alpha');
    });

    it('says when the chosen profile is gone', async () => {
      write({ other: { ...sandboxProfile(sandbox) } });
      // In order: a page that is just left may lose what was chosen a moment ago.
      await workbench.reloadWindow();
      await workbench.openView();
      match(
        await workbench.clusters.welcome(),
        /^The AWS profile you chose is no longer in the shared config and credentials files\./,
      );
      equal(await workbench.clusters.headerDescription(), 'default');
      await workbench.clusters.pressWelcome('Choose AWS Profile');
      await workbench.quickInput.waitForItem('other');
      await workbench.quickInput.choose('other');
      await workbench.clusters.waitForRow('alpha');
    });
  });
});

/** A port of this machine on which nobody listens. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
