import { deepEqual, equal } from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { eventually } from '../support/eventually';
import type { Workbench } from '../support/workbench';
import { addCluster, closeStage, emptyAccount, holdBack, openView, startCopy } from './stage';

const names = ['alpha', 'beta', 'gamma', 'delta'].toSorted();

describe('while everything is refreshed', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let newest: Snapshot;

  before(async () => {
    sandbox = await emptyAccount();
    const [snapshot = {}] = names.flatMap(name => addCluster(sandbox, name, 2));
    newest = snapshot;
    workbench = await openView({ prod: sandbox });
    await workbench.clusters.waitForRow('gamma');
    await workbench.clusters.settled();
  });
  afterEach(async () => {
    sandbox.latencyMs = 0;
    for (const name of names) {
      await workbench.clusters.collapse(name);
    }
  });
  after(closeStage);

  /** Each row, and those below it: `alpha: 3`. */
  async function outline(): Promise<readonly string[]> {
    const rows = await workbench.clusters.rows();
    const below = (from: number): number => rows.slice(from + 1).findIndex(({ level }) => level === 1);
    return rows.flatMap(({ label, level, expanded }, index) =>
      level === 1 && names.includes(label) ? [`${label}: ${expanded ? below(index) : 'collapsed'}`] : [],
    );
  }

  const allOpen = names.map(name => `${name}: 3`);

  for (const latency of [150, 800]) {
    for (const round of [1, 2, 3]) {
      it(`clusters that are expanded stay open and are filled (${latency} ms of latency, round ${round})`, async () => {
        const { clusters } = workbench;
        sandbox.latencyMs = latency;
        await clusters.pressTitle('Refresh');
        // From below, as rows that open move those below them. By mouse: VS Code forgets an arrow key while it replaces rows.
        for (const name of names.toReversed()) {
          await clusters.row(name).locator('.monaco-tl-twistie').click();
        }
        await eventually(outline, rows => deepEqual(rows, allOpen));
        await eventually(
          () => sandbox.requests.filter(({ outcome }) => outcome === undefined),
          pending => deepEqual(pending, []),
        );
        // The answers are here; their rows come a moment later, in place of the one that says that they are loading.
        await eventually(outline, rows => deepEqual(rows, allOpen));
      });
    }
  }

  it('a row can be acted on', async () => {
    const { clusters, quickInput } = workbench;
    await clusters.expand('alpha');
    const held = [holdBack(sandbox, 'DescribeClusters'), holdBack(sandbox, 'DescribeClusterSnapshots')];
    await clusters.pressTitle('Refresh');
    await Promise.all(held.map(({ asked }) => asked));
    await startCopy(workbench, newest);
    await quickInput.cancel();
    await clusters.collapse('alpha');
    await clusters.expand('alpha');
    held.forEach(({ release }) => {
      release();
    });
  });

  it('a cluster that is expanded does not wait for the others', async () => {
    const { clusters } = workbench;
    const { asked, release } = holdBack(sandbox, 'DescribeClusters');
    await clusters.pressTitle('Refresh');
    await asked;
    await clusters.expand('beta');
    // The rows that it had, with one that says that it is loading, and then the new ones.
    await eventually(outline, rows => equal(rows[1], 'beta: 3'));
    release();
  });

  it('a cluster that has come is shown, and the open ones stay open', async () => {
    const { clusters } = workbench;
    await clusters.expand('alpha');
    addCluster(sandbox, 'omega', 1);
    await clusters.pressTitle('Refresh');
    await clusters.waitForRow('omega');
    await clusters.expand('omega');
    await eventually(outline, rows => equal(rows[0], 'alpha: 3'));
  });
});
