import assert from 'node:assert/strict';
import { keptOperations } from '../../../../src/core/activity/journal';
import type { Target } from '../../../../src/core/model/target';
import type { Wait } from '../../../../src/core/model/wait';
import type { OperationRecord } from '../../../../src/core/operations/record';
import type { Session } from '../../../../src/core/session/session';
import { CopyStage } from '../../../support/copyStage';
import { CopyWindow } from '../../../support/copyWindow';
import { MemoryDisk, passingTo } from '../../../support/memoryJournal';
import { settled } from '../fakeGateway';

const copyAction = 'CopyClusterSnapshot';
const readAction = 'DescribeClusterSnapshots';

describe('the end of a copy that is watched', () => {
  let stage: CopyStage;
  let disk: MemoryDisk;
  const windows: CopyWindow[] = [];

  beforeEach(async () => {
    stage = await CopyStage.open();
    disk = new MemoryDisk(stage.now);
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) {
      window.close();
    }
    await stage.close();
  });

  const open = (name = 'first', wait: Wait = stage.wait): CopyWindow => {
    const window = new CopyWindow(stage, { journal: disk.window(name), wait });
    windows.push(window);
    window.follow();
    return window;
  };

  /** What the service says of the copy from the next reading on. */
  const become = (Status: string) => {
    const copy = stage.sandbox.data.snapshots().find(({ SnapshotType }) => SnapshotType === 'manual');
    stage.sandbox.data.removeSnapshot('alpha-kept');
    stage.sandbox.data.addSnapshot({ ...copy, ClusterIdentifier: 'alpha', Status });
  };

  for (const [status, state] of [
    ['available', 'available'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['deleted', 'deleted'],
  ] as const) {
    it(`is ${state} when the service says "${status}"`, async () => {
      const window = open();
      stage.atWait = count => count === 1 && become(status);
      await window.copy(stage.request());
      await window.told(1);
      assert.equal(window.endings[0]?.state, state);
      assert.equal(window.endings[0].after?.status, status);
      assert.equal(disk.operations[0]?.state, state);
    });
  }

  for (const status of ['final snapshot', 'COPYING', 'something new']) {
    it(`is not reached when the service says "${status}"`, async () => {
      const window = open();
      stage.atWait = count => (count === 1 && become(status)) || (count === 5 && become('available'));
      await window.copy(stage.request());
      await window.until(() => window.tracker.operations[0]?.after?.status === status);
      assert.equal(window.stateOf('alpha-kept'), 'inProgress');
      await window.told(1);
      assert.equal(window.endings[0]?.state, 'available');
      assert.ok(stage.waits.length >= 5);
    });
  }

  it('is said when somebody deletes the copy meanwhile, once the service has said so twice', async () => {
    const window = open();
    stage.atWait = count => count === 1 && stage.sandbox.data.removeSnapshot('alpha-kept');
    await window.copy(stage.request());
    const before = stage.asked(readAction);
    await window.told(1);
    assert.equal(window.endings[0]?.state, 'deleted');
    assert.equal(stage.asked(readAction) - before, 2);
  });

  it('is not taken from a single answer without it, nor from a failed reading', async () => {
    const window = open();
    const copies: (() => void)[] = [];
    stage.atWait = count => {
      if (count === 1) {
        const copy = stage.sandbox.data.snapshots().find(({ SnapshotType }) => SnapshotType === 'manual');
        stage.sandbox.data.removeSnapshot('alpha-kept');
        copies.push(() => stage.sandbox.data.addSnapshot({ ...copy, ClusterIdentifier: 'alpha', Status: 'available' }));
      } else if (count === 2) {
        stage.sandbox.inject({ name: 'html', action: readAction, count: 9 });
      } else if (count === 3) {
        stage.sandbox.clearFaults();
        copies.pop()?.();
      }
    };
    await window.copy(stage.request());
    await window.told(1);
    assert.equal(window.endings[0]?.state, 'available');
  });

  it('is found out after an answer that was never clear', async () => {
    const window = open();
    stage.sandbox.inject({ name: 'dropAfter', action: copyAction });
    const outcome = await window.copy(stage.request(), {
      inDoubt: () => stage.sandbox.inject({ name: 'expired', action: readAction, count: 6 }),
    });
    assert.equal(outcome.kind, 'unknown');
    await window.told(1);
    assert.equal(window.endings[0]?.state, 'available');
    assert.equal(window.endings[0].problem, undefined);
    assert.equal(stage.asked(copyAction), 1);
  });

  it('is told although it cannot be written down', async () => {
    const window = open();
    stage.atWait = () => {
      disk.full = new Error('No space left on the disk');
    };
    await window.copy(stage.request());
    await window.told(1);
    assert.equal(window.stateOf('alpha-kept'), 'available');
    assert.ok(window.failures.includes(disk.full));
  });

  it('is told by the command alone when the copy failed at once', async () => {
    const window = open();
    stage.sandbox.inject({ name: 'denied', action: copyAction });
    assert.equal((await window.copy(stage.request())).kind, 'failed');
    assert.equal(disk.operations[0]?.state, 'failed');
    assert.equal(disk.operations[0].problem?.code, 'AccessDenied');
    assert.deepEqual([window.endings, stage.waits], [[], []]);
  });

  it('is told in one window only, also when another one has known of the copy', async () => {
    const first = open('first');
    const stopped = stage.stopAtWait(1);
    await first.copy(stage.request());
    await stopped;
    stage.atWait = () => {};
    first.close();
    // The third one looks all the time whether it may watch, from the second one's first reading on.
    const opened = new Promise<CopyWindow>(resolve => {
      const stop = stage.sandbox.onRequest(async ({ action }) => {
        if (action === readAction) {
          stop();
          const window = open('third', () => new Promise(setImmediate));
          await window.until(() => window.tracker.operations.length === 1);
          resolve(window);
        }
      });
    });
    const second = open('second');
    const third = await opened;
    await second.told(1);
    const before = stage.asked(readAction);
    await third.until(() => third.stateOf('alpha-kept') === 'available');
    await settled();
    assert.deepEqual(
      [...second.endings, ...third.endings].map(({ state }) => state),
      ['available'],
    );
    assert.equal(stage.asked(readAction), before);
  });

  it('is not told again where another window has told it, and forgotten it since', async () => {
    const first = open('first');
    const gate = gateOf(stage, [1, 2]);
    await first.copy(stage.request());
    const second = open('second');
    await second.until(() => second.stateOf('alpha-kept') === 'inProgress');
    const [operation] = disk.operations;
    await disk.window('first').remove([operation?.id ?? '']);
    const before = stage.asked(readAction);
    await second.tracker.lookAgain();
    assert.deepEqual(second.tracker.operations, []);
    gate.open();
    await settled();
    assert.deepEqual(second.endings, []);
    assert.equal(stage.asked(readAction), before);
  });

  it('is taken over from a window that has crashed, after a while', async () => {
    const first = open('first');
    const stopped = stage.stopAtWait(1);
    await first.copy(stage.request());
    await stopped;
    stage.atWait = () => {};
    const from = stage.now();
    const before = stage.asked(readAction);
    const second = open('second');
    await second.told(1);
    assert.equal(second.endings[0]?.state, 'available');
    assert.ok(stage.now() - from > 100_000, 'not while the first one may still be there');
    assert.equal(stage.asked(readAction) - before, 1);
  });

  it('is not told where somebody no longer wants to know of it in another window', async () => {
    const pauses: (() => void)[] = [];
    const first = open('first', () => new Promise<void>(resolve => pauses.push(resolve)));
    await first.copy(stage.request());
    const second = new CopyWindow(stage, { journal: disk.window('second') });
    windows.push(second);
    const [operation] = await second.tracker.known();
    await second.tracker.stopWatching(operation?.id ?? '');
    stage.sandbox.clock.advance(600_000);
    pauses.shift()?.();
    await first.until(() => first.stateOf('alpha-kept') === 'unwatched');
    await settled();
    assert.deepEqual(first.endings, []);
    assert.equal(disk.operations[0]?.state, 'unwatched');
  });

  it('is not waited for any more after "Stop Watching", which says so', async () => {
    const window = open();
    await window.copy(stage.request());
    const [operation] = window.tracker.operations;
    const before = stage.asked(readAction);
    await window.tracker.stopWatching(operation?.id ?? '');
    stage.sandbox.clock.advance(600_000);
    await settled();
    assert.equal(window.stateOf('alpha-kept'), 'unwatched');
    assert.equal(disk.operations[0]?.state, 'unwatched');
    assert.ok(stage.asked(readAction) - before <= 1);
    assert.deepEqual(stage.manual(), ['alpha-kept']);
    assert.deepEqual(window.endings, []);
  });

  it('is not waited for after "Stop Watching" while it was being sent', async () => {
    const window = open();
    stage.sandbox.onRequest(async ({ action }) => {
      if (action === copyAction) {
        await window.tracker.stopWatching(window.tracker.operations[0]?.id ?? '');
      }
    });
    assert.equal((await window.copy(stage.request())).kind, 'done');
    assert.equal(window.stateOf('alpha-kept'), 'unwatched');
    assert.equal(window.tracker.operations[0]?.after?.identifier, 'alpha-kept');
    assert.deepEqual(stage.waits, []);
  });

  it('is told also when the session is replaced while it is being sent', async () => {
    const window = open();
    await settled();
    stage.sandbox.onRequest(({ action }) => {
      if (action === copyAction) {
        window.replaceSession();
      }
    });
    assert.equal((await window.copy(stage.request())).kind, 'done');
    await window.told(1);
    assert.equal(disk.operations[0]?.state, 'available');
  });

  it('is told also when the session is replaced afterwards, and then its connection is closed', async () => {
    const pauses: (() => void)[] = [];
    const window = open('first', () => new Promise<void>(resolve => pauses.push(resolve)));
    await window.copy(stage.request());
    window.replaceSession();
    assert.deepEqual(window.tracker.current, []);
    assert.equal(window.carried, 1);
    stage.sandbox.clock.advance(600_000);
    pauses.shift()?.();
    await window.told(1);
    assert.equal(window.endings[0]?.state, 'available');
    await settled();
    assert.equal(window.carried, 0);
  });

  it('is told of the three sessions that were replaced last', async () => {
    const window = open('first', () => new Promise(() => {}));
    await window.copy(stage.request());
    assert.equal(window.carried, 1);
    for (let more = 1; more <= 3; more += 1) {
      const other: Session = { ...window.session, target: { ...stage.target, region: `us-east-${more}` } };
      await disk
        .window('other')
        .write(anOperation({ id: `${more}`, state: 'inProgress', region: other.target.region }));
      window.tracker.follow({ kind: 'open', session: other, others: [], problems: [] });
      await settled();
      await settled();
    }
    window.tracker.follow({ kind: 'idle' });
    await settled();
    assert.equal(window.carried, 3);
  });

  it('does not become older again when the journal is read meanwhile', async () => {
    const journal = disk.window('first');
    let release = (): void => {};
    const slow = new Promise<void>(resolve => {
      release = resolve;
    });
    const stale: OperationRecord[] = [];
    const window = new CopyWindow(stage, {
      journal: {
        ...passingTo(journal),
        readAll: async () => {
          await slow;
          return stale;
        },
        add: async operation => {
          stale.push(operation);
          await journal.add(operation);
        },
      },
    });
    windows.push(window);
    window.follow();
    stage.sandbox.inject({ name: 'denied', action: copyAction });
    await window.copy(stage.request());
    release();
    await settled();
    assert.equal(stale[0]?.state, 'planned');
    assert.equal(window.stateOf('alpha-kept'), 'failed');
  });

  it('is kept for the last 500, the oldest that have ended go', async () => {
    assert.equal(keptOperations, 500);
    const journal = disk.window('before');
    const one = anOperation({ id: 'pending', state: 'inProgress', planned: 0, region: 'us-east-1' });
    await journal.write(one);
    for (let number = 1; number <= keptOperations; number += 1) {
      await journal.write(anOperation({ id: `old-${number}`, state: 'available', planned: number }));
    }
    const window = new CopyWindow(stage, { journal: disk.window('first') });
    windows.push(window);
    stage.sandbox.inject({ name: 'denied', action: copyAction });
    window.follow();
    await window.until(() => window.tracker.operations.length === keptOperations + 1);
    await window.copy(stage.request());
    const ids = new Set(disk.operations.map(({ id }) => id));
    assert.equal(ids.size, keptOperations + 1);
    assert.ok(ids.has('pending'));
    assert.ok(!ids.has('old-1') && ids.has('old-2'));
  });

  it('is forgotten when the list is cleared; what is pending, or of another place, stays', async () => {
    const journal = disk.window('before');
    await journal.write(anOperation({ id: 'ended', state: 'failed' }));
    await journal.write(anOperation({ id: 'elsewhere', state: 'inProgress', region: 'us-east-1' }));
    await journal.write(anOperation({ id: 'ended elsewhere', state: 'failed', region: 'us-east-1' }));
    const window = open();
    await window.until(() => window.tracker.operations.length === 3 && window.tracker.current.length === 1);
    await window.tracker.clear();
    assert.deepEqual(
      disk.operations.map(({ id }) => id),
      ['elsewhere', 'ended elsewhere'],
    );
    assert.deepEqual(stage.waits, [], 'another Region is not asked from here');
  });

  it('is not written down of sample data, which goes with its window', async () => {
    const target: Target = { ...stage.target, source: { kind: 'sample' } };
    const window = new CopyWindow(stage, { journal: disk.window('first'), target });
    windows.push(window);
    window.follow();
    await window.copy(stage.request());
    await window.told(1);
    assert.equal(window.stateOf('alpha-kept'), 'available');
    assert.equal(disk.writes, 0);
    await window.tracker.clear();
    assert.deepEqual(window.tracker.operations, []);
  });

  function anOperation({ region = stage.target.region, ...given }: Partial<OperationRecord> & { region?: string }) {
    const operation: OperationRecord = {
      ...{
        id: 'one',
        target: { ...stage.target, region },
        operation: 'CopyClusterSnapshot',
        input: stage.request(),
        state: 'planned',
        planned: 1,
      },
      ...given,
    };
    return operation;
  }
});

/** Holds the pauses of these numbers until it is opened. */
function gateOf(stage: CopyStage, held: readonly number[]): { readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  stage.atWait = count => (held.includes(count) ? opened : undefined);
  return { open };
}
