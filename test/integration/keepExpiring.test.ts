import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { commands, window } from 'vscode';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import { sharedAccount } from './account';

const hour = 3_600_000;
const day = 24 * hour;
const keep = (given: object): Thenable<unknown> => commands.executeCommand('redshiftSnapshots.keepExpiring', given);

describe('keepExpiring with arguments', () => {
  let sandbox: RunningSandbox;
  let now: number;

  before(async () => {
    sandbox = await sharedAccount();
    now = sandbox.clock.now();
    for (const ClusterIdentifier of ['going', 'gone']) {
      sandbox.data.addCluster({ ClusterIdentifier, AutomatedSnapshotRetentionPeriod: 7 });
      add(ClusterIdentifier, 6 * day);
      add(ClusterIdentifier, 2 * hour);
    }
    add('going', hour);
    add('going', 30 * hour);
    // Its data is kept already.
    const SnapshotCreateTime = add('gone', hour).SnapshotCreateTime ?? new Date();
    const manual = { SnapshotType: 'manual', ManualSnapshotRetentionPeriod: -1 };
    sandbox.data.addSnapshot({
      ...{ ClusterIdentifier: 'gone', SnapshotIdentifier: 'gone-kept', SnapshotCreateTime, ...manual },
    });
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('notifications.clearAll');
  });

  /** An automated snapshot that ends so many ms from now. */
  function add(ClusterIdentifier: string, left: number) {
    return sandbox.data.addSnapshot({ ClusterIdentifier, SnapshotCreateTime: new Date(now + left - 7 * day) });
  }

  const sent = () => sandbox.requests.filter(({ action }) => action === 'CopyClusterSnapshot');

  it('copies what ends before then and nothing else keeps, returns what it did, and does nothing twice', async () => {
    const asked = sent().length;
    const before = new Date(now + 3 * hour).toISOString();
    const kept = await keep({ before, target: '{cluster}-{n}-saved', retentionDays: 30 });
    const made = sent()
      .slice(asked)
      .map(({ parameters }) => parameters['TargetSnapshotIdentifier']);
    deepEqual(made.toSorted(), ['going-1-saved', 'going-2-saved', 'gone-3-saved']);
    deepEqual(Array.isArray(kept) && kept.map(({ Outcome }) => Outcome), ['Copied', 'Copied', 'Copied']);
    match(window.activeTextEditor?.document.uri.path ?? '', /\/copies \d{4}-/);
    deepEqual(await keep({ before }), []);
  });

  for (const [given, sentence] of [
    [{ before: 'Monday' }, /"Monday" is not a date, for example 2026-12-31\./],
    // Days of a century ago for JavaScript.
    [{ before: '7' }, /"7" is not a date, for example 2026-12-31\./],
    [{ before: '2026-12-31T18:00' }, /"2026-12-31T18:00" is not a date, for example 2026-12-31\./],
    [{ before: '2026-12-31', within: 3 }, /There is no argument "within"/],
    [{ before: '2026-12-31', target: '{clutser}' }, /clutser/],
  ] as const) {
    it(`says why not: ${JSON.stringify(given)}`, async () => {
      const asked = sent().length;
      await rejects(Promise.resolve(keep(given)), sentence);
      equal(sent().length, asked);
    });
  }
});
