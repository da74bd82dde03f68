import assert from 'node:assert/strict';
import { reportOf, reportRow } from '../../../../../src/core/operations/batch/report';
import { retryOf } from '../../../../../src/core/operations/batch/retry';
import { type BatchResult, runBatch } from '../../../../../src/core/operations/batch/runBatch';
import { sharedReads } from '../../../../../src/core/operations/batch/sharedReads';
import { type CopyInput, copyClusterSnapshot } from '../../../../../src/core/operations/copyClusterSnapshot';
import { aCopyRequest, aManualSnapshot, aProblem, aTarget } from '../../../../support/builders';
import { CopyStage } from '../../../../support/copyStage';
import { CopyWindow } from '../../../../support/copyWindow';
import { MemoryDisk } from '../../../../support/memoryJournal';

describe('many copies at once', () => {
  let stage: CopyStage;
  let disk: MemoryDisk;
  let window: CopyWindow;

  beforeEach(async () => {
    stage = await CopyStage.open({ sources: 30 });
    disk = new MemoryDisk(stage.now);
    window = new CopyWindow(stage, { journal: disk.window('first') });
  });
  afterEach(async () => {
    window.close();
    await stage.close();
  });

  const requests = (count: number): readonly CopyInput[] =>
    Array.from({ length: count }, (_, number) =>
      stage.request({ SourceSnapshotIdentifier: `rs:alpha-${number}`, TargetSnapshotIdentifier: `kept-${number}` }),
    );
  const run = (asked: readonly CopyInput[], signal = new AbortController().signal, progress = () => {}) =>
    runBatch({
      inputs: asked,
      signal,
      progress,
      run: (request, aborted) => window.copy(request, { signal: aborted }),
    });
  const reported = (results: readonly BatchResult<CopyInput>[]) =>
    reportOf(
      copyClusterSnapshot,
      results,
      results.map(result => reportRow(copyClusterSnapshot, result, '')),
      { target: stage.target, identity: undefined },
    );
  const kinds = (results: readonly BatchResult<CopyInput>[]) => results.map(({ outcome }) => outcome.kind);

  it('are made, each once, in at most 8 at a time', async () => {
    let [now, most] = [0, 0];
    stage.sandbox.onRequest(async ({ action }) => {
      if (action === 'CopyClusterSnapshot') {
        now += 1;
        most = Math.max(most, now);
        await new Promise(setImmediate);
        now -= 1;
      }
    });
    const ended: number[] = [];
    const asked = requests(30);
    const results = await runBatch({
      inputs: asked,
      signal: new AbortController().signal,
      progress: all => ended.push(all.length),
      run: request => window.copy(request),
    });
    assert.deepEqual(kinds(results), Array(30).fill('done'));
    assert.deepEqual(
      results.map(({ input: request }) => request),
      asked,
    );
    assert.deepEqual(
      ended,
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    assert.ok(most > 1 && most <= 8, String(most));
    assert.deepEqual(
      [...stage.manual()].sort(),
      asked.map(({ TargetSnapshotIdentifier: targetIdentifier }) => targetIdentifier).sort(),
    );
    assert.equal(disk.operations.length, 30);
  });

  it('fail each for itself, and only those are tried again', async () => {
    stage.sandbox.data.removeSnapshot('rs:alpha-1');
    stage.sandbox.data.addSnapshot({ ClusterIdentifier: 'beta', SnapshotIdentifier: 'kept-3', SnapshotType: 'manual' });
    const results = await run(requests(5));
    assert.deepEqual(kinds(results), ['done', 'refused', 'done', 'refused', 'done']);
    const again = retryOf(copyClusterSnapshot, reported(results));
    assert.deepEqual(again, { inputs: [requests(5)[1], requests(5)[3]], needsNames: true });
    stage.sandbox.data.removeSnapshot('kept-3');
    const results2 = await run(again.inputs);
    assert.deepEqual(kinds(results2), ['refused', 'done']);
    assert.deepEqual(retryOf(copyClusterSnapshot, reported(results2)), { inputs: [requests(5)[1]], needsNames: false });
    assert.deepEqual([...stage.manual()].sort(), ['kept-0', 'kept-2', 'kept-3', 'kept-4']);
    assert.equal(stage.asked('CopyClusterSnapshot'), 4);
  });

  it('stay unsent when they are cancelled before', async () => {
    const abort = new AbortController();
    stage.sandbox.onRequest(({ action }) => {
      if (action === 'CopyClusterSnapshot' && stage.asked('CopyClusterSnapshot') === 3) {
        abort.abort();
      }
    });
    const results = await run(requests(30), abort.signal);
    const copied = results.filter(({ outcome }) => outcome.kind === 'done');
    assert.equal(copied.length, stage.manual().length);
    assert.equal(stage.asked('CopyClusterSnapshot'), stage.manual().length);
    assert.ok(copied.length >= 3 && copied.length <= 10, String(copied.length));
    assert.equal(results.length, 30);
    assert.ok(results.every(({ outcome }) => outcome.kind === 'done' || outcome.kind === 'cancelled'));
  });

  it('read once what they have in common, and make nobody listen at one signal more than ten times', async () => {
    const warnings: string[] = [];
    const warned = ({ name }: Error): number => warnings.push(name);
    process.on('warning', warned);
    const { signal } = new AbortController();
    const asked = requests(30);
    await window.session.identity;
    const reads = sharedReads(window.session.gateway, { operation: copyClusterSnapshot, inputs: asked, signal });
    stage.sandbox.data.addSnapshot({ ClusterIdentifier: 'beta', SnapshotIdentifier: 'kept-3', SnapshotType: 'manual' });
    stage.sandbox.data.removeSnapshot('rs:alpha-4');
    const before = stage.sandbox.requests.length;
    const results = await runBatch({
      inputs: asked,
      signal,
      run: (request, own) => window.copy(request, { signal: own, reads }),
    });
    await new Promise(setImmediate);
    process.off('warning', warned);
    const refused = results.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.refusal.kind] : []));
    assert.deepEqual([refused, stage.manual().length], [['targetTaken', 'sourceGone'], 29]);
    const reading = stage.sandbox.requests.slice(before).filter(({ action }) => action !== 'CopyClusterSnapshot');
    // The cluster, both lists, and a look at the one source that its list does not have.
    assert.deepEqual(reading.map(({ action }) => action).sort(), [
      'DescribeClusterSnapshots',
      'DescribeClusterSnapshots',
      'DescribeClusterSnapshots',
      'DescribeClusters',
    ]);
    assert.deepEqual(warnings, []);
  });

  it('that cannot be written down fail, and are not sent', async () => {
    disk.full = new Error('No space left on the disk');
    const results = await run(requests(2));
    assert.deepEqual(kinds(results), ['failed', 'failed']);
    assert.equal(stage.asked('CopyClusterSnapshot'), 0);
  });

  it('are not tried again when they may have been made, nor when the user has cancelled them', () => {
    const [request = stage.request()] = requests(1);
    const problem = { kind: 'network', code: 'ECONNRESET', message: '' } as const;
    for (const outcome of [{ kind: 'unknown', problem }, { kind: 'cancelled' }] as const) {
      assert.deepEqual(retryOf(copyClusterSnapshot, reported([{ input: request, outcome }])).inputs, []);
    }
  });

  it('ask for other names when the service has found one taken', () => {
    const [request = stage.request()] = requests(1);
    const problem = { kind: 'snapshotAlreadyExists', code: 'ClusterSnapshotAlreadyExists', message: '' } as const;
    const results: readonly BatchResult<CopyInput>[] = [{ input: request, outcome: { kind: 'failed', problem } }];
    assert.deepEqual(retryOf(copyClusterSnapshot, reported(results)), { inputs: [request], needsNames: true });
  });

  it('are not taken from what is no report', () => {
    for (const Copies of [undefined, null, 7, [], [7, null, []], [{ Outcome: 'Failed' }]]) {
      assert.deepEqual(retryOf(copyClusterSnapshot, Copies === undefined ? {} : { Copies }).inputs, []);
    }
  });

  it('are reported one by one, with their request ids, and in sums', async () => {
    stage.sandbox.data.removeSnapshot('rs:alpha-1');
    stage.sandbox.inject({ name: 'denied', action: 'CopyClusterSnapshot' });
    const results = await run(requests(3));
    const rows = results.map(result =>
      reportRow(copyClusterSnapshot, result, `About ${result.input.TargetSnapshotIdentifier}.`),
    );
    const identity = { account: '111122223333', arn: 'arn' };
    const report = reportOf(copyClusterSnapshot, results, rows, { target: stage.target, identity });
    assert.deepEqual(
      [report['Asked'], report['Copied'], report['Failed'], report['Unknown'], report['NotSent']],
      [3, 1, 2, 0, 0],
    );
    assert.deepEqual(report['Target'], { Credentials: 'profile:work', Account: '111122223333', Region: 'eu-west-1' });
    const outcomes = rows.map(row => [row['TargetSnapshotIdentifier'], row['Outcome'], row['Code']]);
    assert.deepEqual(
      outcomes.toSorted(([, a], [, b]) => String(a).localeCompare(String(b))).map(([, ...rest]) => rest),
      [
        ['Copied', undefined],
        ['Failed', 'AccessDenied'],
        ['Refused', 'sourceGone'],
      ],
    );
    const ids = stage.sandbox.requests.map(({ requestId }) => requestId);
    for (const row of rows.filter(({ Outcome }) => Outcome !== 'Refused')) {
      assert.ok(ids.includes(String(row['RequestId'])), JSON.stringify(row));
    }
    assert.deepEqual(rows[0]?.['Message'], 'About kept-0.');
  });

  it('count as failed when another snapshot has the name', () => {
    const problem = aProblem('timeout');
    const clash = { input: aCopyRequest(), outcome: { kind: 'clash', by: aManualSnapshot(), problem } } as const;
    const report = reportOf(copyClusterSnapshot, [clash], [], { target: aTarget(), identity: undefined });
    assert.deepEqual([report['Asked'], report['Copied'], report['Failed']], [1, 0, 1]);
  });
});
