import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { account, closeStage, openView, rowOf, waitUntilRead } from './stage';

describe('the tree', () => {
  let sandbox: RunningSandbox;
  let large: RunningSandbox;
  let workbench: Workbench;

  before(async () => {
    sandbox = await account();
    large = await account({ account: '444455556666', clusters: 1, snapshots: 5_000 });
    workbench = await openView({ prod: sandbox, large });
    await workbench.clusters.waitForRow('reporting-eu');
  });
  after(closeStage);

  /** For one cluster, and not for all that expires. */
  const requestsOfClusters = ({ requests }: RunningSandbox) =>
    requests.filter(
      ({ action, parameters }) =>
        action === 'DescribeClusterSnapshots' && parameters['ClusterIdentifier'] !== undefined,
    );
  const snapshotRequests = () => requestsOfClusters(sandbox).length;

  it('shows what expires and all clusters, whatever their state, after asking for no single one', async () => {
    await waitUntilRead(workbench);
    deepEqual(
      (await workbench.clusters.rows()).map(
        ({ label, description }) => `${label}: ${description.replace(/\d+ within/g, 'N within')}`,
      ),
      [
        'Expiring: N within 24 h · N within 7 d',
        'analytics-prod: available',
        'clickstream: available',
        'finance-dw: paused',
        'hr-restricted: available',
        'ingest-staging: modifying',
        'legacy-dc2: available · automated snapshots off',
        'ml-features: available',
        'reporting-eu: available',
        'Without a cluster: ',
      ],
    );
    equal(snapshotRequests(), 0);
  });

  it('asks for the snapshots of a cluster when it is expanded, and counts them', async () => {
    await workbench.clusters.expand('hr-restricted');
    await workbench.clusters.waitForRow(/available · 3 automated · 0 manual/);
    equal(snapshotRequests(), 1);
    const [manual, newest] = (await workbench.clusters.rows()).filter(({ level }) => level === 2);
    equal(manual?.label, 'Manual snapshots');
    match(newest?.label ?? '', /^\w{3} \d{1,2}, \d\d:\d\d$/);
    equal(newest?.description, 'kept while newest (40 GB)');
    match(
      newest?.aria ?? '',
      /^\w{3} \d{1,2}, \d\d:\d\d, kept while newest, 40 gigabytes, automated snapshot of hr-restricted, rs:hr-restricted-/,
    );
    await eventually(
      () => workbench.clusters.tooltip(newest?.label ?? ''),
      tooltip => {
        for (const fact of [
          /rs:hr-restricted-/,
          /Cluster: hr-restricted/,
          /Type: automated/,
          /Encrypted: yes/,
          /UTC/,
        ]) {
          match(tooltip, fact);
        }
      },
    );
  });

  it('asks only for the one that is refreshed, and for its snapshots', async () => {
    const before = sandbox.requests.length;
    await workbench.clusters.pressInline('hr-restricted', 'Refresh');
    await eventually(
      () =>
        sandbox.requests.slice(before).map(({ action, parameters }) => `${action} ${parameters['ClusterIdentifier']}`),
      asked =>
        deepEqual(asked.toSorted(), ['DescribeClusterSnapshots hr-restricted', 'DescribeClusters hr-restricted']),
    );
    await workbench.clusters.collapse('hr-restricted');
  });

  it('groups what has no cluster here: orphans, copies from other Regions, shared ones', async () => {
    const { clusters } = workbench;
    await clusters.expand('Without a cluster');
    await clusters.waitForRow('crm-2019-final');
    const below = (await clusters.rows()).filter(({ level }) => level === 2);
    ok(below.some(({ description, aria }) => description.includes('from us-east-1') && / copy:rs:/.test(aria)));
    ok(below.some(({ label }) => label === 'poc-spectrum-results'));
    await clusters.waitForRow(/8 · 6 from other Regions/);
    await clusters.collapse('Without a cluster');
  });

  it('has nothing that axe-core finds, and a name for each row that holds what is shown', async () => {
    const { clusters } = workbench;
    await clusters.expand('ingest-staging');
    await clusters.waitForRow(/modifying · \d+ automated/);
    deepEqual(await clusters.axeFindings(), []);
    await clusters.collapse('ingest-staging');
  });

  it('copies the identifiers of all selected rows', async () => {
    const { clusters } = workbench;
    await clusters.click('analytics-prod');
    await clusters.collapse('analytics-prod');
    await clusters.click('clickstream', ['Control']);
    await clusters.chooseFromContextMenu('clickstream', 'Copy Identifier');
    await eventually(
      () => workbench.clipboard(),
      text => equal(text, 'analytics-prod\nclickstream'),
    );
  });

  it('moves to the row whose name is typed', async () => {
    const { clusters, page } = workbench;
    await clusters.click('ml-features');
    await clusters.collapse('ml-features');
    await page.keyboard.type('legacy');
    await eventually(
      () => clusters.rows(),
      rows => equal(rows.find(({ focused }) => focused)?.label, 'legacy-dc2'),
    );
    await page.keyboard.press('Escape');
  });

  it('shows rows of that cluster alone when the endpoint ignores the filters', async () => {
    const loose = sandbox.inject({ name: 'ignoreFilters', action: 'DescribeClusterSnapshots', count: 99 });
    await workbench.clusters.expand('finance-dw');
    await workbench.clusters.waitForRow(/paused · \d+ automated · 0 manual/);
    const arias = (await workbench.clusters.rows()).filter(({ level }) => level === 2).map(({ aria }) => aria);
    ok(arias.length > 5);
    ok(
      arias.every(aria => / of finance-dw\b|^Manual snapshots/.test(aria)),
      arias.join('\n'),
    );
    loose.remove();
  });

  it('narrows while a filter is typed, and shows everything again without it', async () => {
    const { clusters, quickInput } = workbench;
    const roots = async () => (await clusters.rows()).filter(({ level }) => level === 1).map(({ label }) => label);
    await clusters.pressTitle('Filter…');
    await quickInput.waitUntilOpen('Filter Clusters and Snapshots');
    await quickInput.type('legacy-dc2');
    await eventually(roots, rows => deepEqual(rows, ['legacy-dc2']));
    const description = () => clusters.headerDescription();
    await eventually(description, text => match(text, /^"legacy-dc2": \d+ found$/));

    // Of a cluster that was never expanded; the row of what is found is opened.
    await quickInput.type('ingest failed');
    await eventually(description, text => equal(text, '"ingest failed": 2 found'));
    await eventually(
      async () =>
        (await clusters.rows()).filter(({ aria }) => /^failed, .* snapshot of ingest-staging/.test(aria)).length,
      count => equal(count, 2),
    );
    await quickInput.accept();
    await clusters.pressTitle('Clear Filter');
    await clusters.waitForRow('reporting-eu');
    await eventually(description, text => match(text, /^prod · [a-z0-9-]+$/));

    await clusters.pressTitle('Filter…');
    await quickInput.waitUntilOpen('Filter Clusters and Snapshots');
    await quickInput.type('no such thing');
    await clusters.waitForRow('Nothing matches "no such thing"');
    await eventually(
      async () => (await clusters.rows()).map(({ aria }) => aria),
      names => deepEqual(names, ['Nothing matches "no such thing", Clear the filter']),
    );
    await quickInput.cancel();
    await clusters.waitForRow('reporting-eu');
  });

  it('shows the first of 5,000 snapshots after the first page, and all of them in the end', async () => {
    const { clusters, quickInput, page } = workbench;
    large.latencyMs = 500;
    await workbench.runCommand('Redshift Snapshots: Choose AWS Profile…');
    await quickInput.waitForItem('large');
    await quickInput.choose('large');
    await clusters.waitForRow('cluster-0001');
    const pages = () => requestsOfClusters(large).length;
    const pagesAtFirstRow = clusters.waitForRow(/kept while newest/).then(pages);
    await clusters.expand('cluster-0001');
    ok((await pagesAtFirstRow) < 50, `${await pagesAtFirstRow} pages`);
    large.latencyMs = 0;
    await clusters.waitForRow(/4,750 automated · 250 manual/);
    // 50 pages, and the edges of the spans of time that are read side by side.
    ok(pages() < 80, `${pages()} pages`);
    await clusters.focus();
    await page.keyboard.press('End');
    await clusters.waitForRow('Without a cluster');
    const oldest = large.data.snapshots().find(({ SnapshotType }) => SnapshotType === 'automated');
    await clusters.waitForRow(rowOf(oldest ?? {}));
  });
});
