import assert from 'node:assert/strict';
import type { Journal } from '../../../../src/core/activity/journal';
import { problemOf } from '../../../../src/core/model/problem';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { CopyStage } from '../../../support/copyStage';
import { CopyWindow } from '../../../support/copyWindow';
import { MemoryDisk, passingTo } from '../../../support/memoryJournal';
import { settled } from '../fakeGateway';

const copyAction = 'CopyClusterSnapshot';
const readAction = 'DescribeClusterSnapshots';

describe('the tracker', () => {
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

  /** A window that follows; `name` is who it is in the journal. */
  const open = (name = 'first'): CopyWindow => {
    const window = new CopyWindow(stage, { journal: disk.window(name) });
    windows.push(window);
    window.follow();
    return window;
  };

  it('writes a copy down before its request is sent', async () => {
    const onDisk: (readonly OperationRecord[])[] = [];
    stage.sandbox.onRequest(({ action }) => {
      if (action === copyAction) {
        onDisk.push(disk.operations);
      }
    });
    await open().copy(stage.request());
    assert.equal(onDisk.length, 1);
    const [[planned]] = onDisk as [[OperationRecord]];
    assert.equal(planned.state, 'planned');
    assert.equal(planned.input.TargetSnapshotIdentifier, 'alpha-kept');
    assert.equal(planned.before?.identifier, 'rs:alpha-0');
    assert.equal(planned.identity?.account, '111122223333');
  });

  it('writes down who the checks have read, also where the session could not say', async () => {
    stage.sandbox.inject({ name: 'denied', action: 'GetCallerIdentity', count: 1 });
    const window = open();
    assert.equal(await window.session.identity, undefined);
    await window.copy(stage.request());
    assert.equal(disk.operations[0]?.identity?.account, '111122223333');
  });

  it('has it under way from then on, until its end', async () => {
    const window = open();
    const underWay = (): readonly string[] =>
      window.tracker.underWay(window.session).map(({ operation }) => operation.state);
    const before: (readonly string[])[] = [];
    stage.sandbox.onRequest(({ action }) => {
      if (action === copyAction) {
        before.push(underWay());
      }
    });
    await window.copy(stage.request());
    assert.deepEqual(before, [['planned']]);
    assert.deepEqual(underWay(), ['inProgress']);
    await window.told(1);
    assert.deepEqual(underWay(), []);
  });

  it('sends nothing that could not be written down, and does not show it either', async () => {
    disk.full = new Error('No space left on the disk');
    const window = open();
    await assert.rejects(window.copy(stage.request()), error => problemOf(error).kind === 'notWrittenDown');
    assert.equal(stage.asked(copyAction), 0);
    assert.deepEqual(window.tracker.operations, []);
  });

  it('writes nothing down for a copy that is refused or cancelled before', async () => {
    const window = open();
    assert.equal((await window.copy(stage.request({ SourceSnapshotIdentifier: 'rs:alpha-gone' }))).kind, 'refused');
    assert.equal((await window.copy(stage.request(), { signal: AbortSignal.abort() })).kind, 'cancelled');
    assert.equal(disk.writes, 0);
    assert.deepEqual(window.tracker.operations, []);
  });

  it('tells how a copy ended before that is written down, and decides nothing else about it meanwhile', async () => {
    const journal = disk.window('first');
    let release = (): void => {};
    const slow = new Promise<void>(resolve => {
      release = resolve;
    });
    const late: Journal = {
      ...passingTo(journal),
      write: async operation => {
        await slow;
        await journal.write(operation);
      },
    };
    const window = new CopyWindow(stage, { journal: late });
    windows.push(window);
    window.follow();
    const { outcome, saved } = await window.send(stage.request());
    assert.equal(outcome.kind, 'done');
    await settled();
    assert.deepEqual([disk.operations[0]?.state, stage.waits.length], ['planned', 0]);
    release();
    await saved;
    assert.equal(disk.operations[0]?.state, 'inProgress');
    await window.told(1);
  });

  it('watches a copy from before its request is sent, and keeps nothing of one that is not sent', async () => {
    const watchers: (string | undefined)[] = [];
    stage.sandbox.onRequest(({ action }) => {
      if (action === copyAction) {
        watchers.push(disk.watcherOf(disk.operations[0]?.id ?? ''));
      }
    });
    const window = open();
    await window.copy(stage.request({ SourceSnapshotIdentifier: 'rs:alpha-gone' }));
    assert.deepEqual(await disk.folder.list(), []);
    await window.copy(stage.request());
    assert.deepEqual(watchers, ['first']);
  });

  it('follows a copy until it is available, and tells that once', async () => {
    const window = open();
    await window.copy(stage.request());
    assert.equal(window.stateOf('alpha-kept'), 'inProgress');
    await window.told(1);
    assert.equal(window.stateOf('alpha-kept'), 'available');
    assert.deepEqual(endingsOf(window), ['available']);
    assert.deepEqual(new Set(window.seen.flat()), new Set(['alpha-kept']));
    const [operation] = disk.operations;
    assert.equal(operation?.state, 'available');
    assert.equal(operation.requestId, stage.sandbox.requests.find(({ action }) => action === copyAction)?.requestId);
  });

  it('asks nothing while nothing is pending', async () => {
    const window = open();
    await window.copy(stage.request());
    await window.told(1);
    const before = [stage.asked(readAction), stage.waits.length];
    const second = open('second');
    await second.until(() => second.tracker.operations.length === 1);
    await settled();
    assert.deepEqual([stage.asked(readAction), stage.waits.length], before);
  });

  describe('reads', () => {
    /** So many copies are pending, and another window goes on with them. */
    const readAgain = async (copies: number): Promise<{ readonly asked: number; readonly readings: number }> => {
      // It watches nothing, so that no time passes between one copy and the next.
      const window = new CopyWindow(stage, { journal: disk.window('first') });
      const names = Array.from({ length: copies }, (_, number) => `kept-${number}`);
      await Promise.all(
        names.map(targetIdentifier => window.copy(stage.request({ TargetSnapshotIdentifier: targetIdentifier }))),
      );
      window.close();
      const second = reopen();
      const before = stage.asked(readAction);
      await second.told(copies);
      return { asked: stage.asked(readAction) - before, readings: stage.waits.length };
    };

    it('a few by their names', async () => {
      const { asked, readings } = await readAgain(3);
      assert.equal(asked, 3 * readings);
      assert.match(stage.sandbox.requests.at(-1)?.parameters['SnapshotIdentifier'] ?? '', /^kept-/);
    });

    it('many with one request, which leaves out what is older than all of their sources', async () => {
      for (let number = 1; number <= 300; number += 1) {
        stage.sandbox.data.addSnapshot({
          ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier: `old-${number}`, SnapshotType: 'manual' },
          SnapshotCreateTime: new Date(stage.now() - 86_400_000 - number),
        });
      }
      const { asked, readings } = await readAgain(8);
      assert.equal(asked, readings);
      const { parameters } = stage.sandbox.requests.at(-1) ?? {};
      assert.equal(parameters?.['SnapshotType'], 'manual');
      assert.equal(parameters['SnapshotIdentifier'], undefined);
    });
  });

  it('asks for one alone by its name', async () => {
    const window = open();
    await window.copy(stage.request());
    await window.told(1);
    assert.equal(stage.sandbox.requests.at(-1)?.parameters['SnapshotIdentifier'], 'alpha-kept');
  });

  it('reads less and less often while nothing ends', async () => {
    const window = open();
    const stopped = stage.stopAtWait(6);
    stage.sandbox.onRequest(({ action }) => {
      if (action === copyAction) {
        stage.sandbox.inject({ name: 'garbage', action: readAction, count: 100 });
      }
    });
    await window.copy(stage.request());
    await stopped;
    const bounds = [4000, 8000, 16_000, 32_000, 60_000, 60_000];
    for (const [index, most] of bounds.entries()) {
      const pause = stage.waits[index] ?? 0;
      assert.ok(pause >= most / 2 && pause <= most, `pause ${index + 1}: ${pause} of ${most}`);
    }
  });

  it('tells of a hundred copies in one reading once', async () => {
    const journal = disk.window('before');
    for (let number = 1; number <= 100; number += 1) {
      const request = stage.request({ TargetSnapshotIdentifier: `kept-${number}` });
      const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
      await journal.write({
        ...{
          id: `${number}`,
          target: stage.target,
          identity,
          operation: 'CopyClusterSnapshot',
          input: request,
          state: 'inProgress',
          planned: number,
        },
      });
      stage.sandbox.data.addSnapshot({
        ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier: `kept-${number}`, SnapshotType: 'manual' },
        ManualSnapshotRetentionPeriod: 30,
      });
    }
    const window = open();
    await window.until(() => window.tracker.operations.length === 100);
    const before = window.changes;
    await window.told(100);
    assert.deepEqual([window.seen.length, window.seen[0]?.length], [1, 100]);
    assert.ok(window.changes - before <= 5, `${window.changes - before} changes`);
  });

  it('learns of a copy of another window that is gone by now', async () => {
    const [first, second] = [open('first'), open('second')];
    await second.session.identity;
    const stopped = stage.stopAtWait(1);
    await first.copy(stage.request());
    await stopped;
    first.close();
    assert.deepEqual(second.tracker.operations, []);
    stage.atWait = () => {};
    await second.tracker.lookAgain();
    await second.told(1);
    assert.deepEqual(endingsOf(second), ['available']);
  });

  describe('says that a copy cannot be read', () => {
    const problemKind = (window: CopyWindow): string | undefined => {
      const [operation] = window.tracker.operations;
      return operation && window.tracker.problemOf(operation)?.kind;
    };

    for (const [fault, kind] of [
      ['denied', 'accessDenied'],
      ['expired', 'credentialsExpired'],
    ] as const) {
      it(`and asks no more when it is ${kind}, until somebody has acted`, async () => {
        const window = open();
        stage.atWait = count => count === 1 && stage.sandbox.inject({ name: fault, action: readAction, count: 100 });
        await window.copy(stage.request());
        await window.until(() => problemKind(window) === kind);
        await settled();
        const before = [stage.asked(readAction), stage.waits.length];
        await window.tracker.lookAgain();
        await settled();
        assert.deepEqual([stage.asked(readAction), stage.waits.length], before);
        assert.equal(window.stateOf('alpha-kept'), 'inProgress');

        stage.sandbox.clearFaults();
        window.tracker.retry(window.session);
        await window.told(1);
        assert.deepEqual(endingsOf(window), ['available']);
        assert.equal(problemKind(window), undefined);
      });
    }

    it('and asks seldom while it is offline', async () => {
      const window = open();
      stage.atWait = count => {
        if (count === 1) {
          stage.sandbox.inject({ name: 'dropBefore', action: readAction, count: 1000 });
        } else if (count === 3) {
          assert.equal(problemKind(window), 'network');
          stage.sandbox.clearFaults();
        }
      };
      await window.copy(stage.request());
      await window.told(1);
      assert.ok((stage.waits[1] ?? 0) >= 30_000, `${stage.waits[1]}`);
      assert.ok((stage.waits[3] ?? 0) <= 4000, `${stage.waits[3]}`);
    });
  });

  it('tells progress as the service has it', async () => {
    const window = open();
    await window.copy(stage.request());
    const stopped = stage.stopAtWait(stage.waits.length + 2);
    await stopped;
    const [operation] = window.tracker.operations;
    assert.equal(operation?.after?.status, 'creating');
    assert.ok((operation.after.progress?.megabytesDone ?? 0) > 0);
  });

  describe('goes on after a reload', () => {
    /** The window is closed while a copy is at this point. */
    const closedAt = async (action: typeof copyAction | typeof readAction, work: 'done' | 'lost'): Promise<void> => {
      const window = open();
      const gone = new Promise<void>(resolve => {
        stage.sandbox.inject({ name: work === 'done' ? 'hangAfter' : 'hangBefore', action: copyAction });
        stage.sandbox.onRequest(request => {
          if (request.action === action && stage.asked(copyAction) > 0) {
            window.close();
            resolve();
          }
        });
      });
      void window.copy(stage.request(), { wait: () => new Promise(() => {}) });
      await gone;
    };

    it('with a copy that was sent and made', async () => {
      await closedAt(copyAction, 'done');
      const window = reopen();
      await window.told(1);
      assert.deepEqual(endingsOf(window), ['available']);
      assert.deepEqual(stage.manual(), ['alpha-kept']);
    });

    it('with a copy that never arrived: not made, but only after the service has said so for long enough', async () => {
      await closedAt(copyAction, 'lost');
      const window = reopen();
      const [from, before] = [stage.now(), stage.asked(readAction)];
      await window.told(1);
      assert.deepEqual(endingsOf(window), ['notMade']);
      assert.ok(stage.now() - from >= 45_000);
      assert.ok(stage.asked(readAction) - before >= 2);
      assert.equal(disk.operations[0]?.state, 'notMade');
    });

    it('with a copy that arrives late', async () => {
      await closedAt(copyAction, 'lost');
      const window = reopen();
      const [source] = stage.sandbox.data.snapshots();
      stage.atWait = count => {
        if (count === 4) {
          const { SnapshotCreateTime = new Date() } = source ?? {};
          const late = { SnapshotIdentifier: 'alpha-kept', SnapshotType: 'manual', ManualSnapshotRetentionPeriod: 30 };
          stage.sandbox.data.addSnapshot({ ClusterIdentifier: 'alpha', SnapshotCreateTime, ...late });
        }
      };
      await window.told(1);
      assert.deepEqual(endingsOf(window), ['available']);
    });

    it('with a name that another snapshot has taken', async () => {
      await closedAt(copyAction, 'lost');
      stage.sandbox.data.addSnapshot({
        ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'alpha-kept', SnapshotType: 'manual' },
      });
      const window = reopen();
      await window.told(1);
      assert.deepEqual(endingsOf(window), ['clash']);
      assert.equal(window.endings[0]?.holder?.clusterIdentifier, 'alpha');
    });

    it('with a copy that is in progress', async () => {
      const first = open();
      const stopped = stage.stopAtWait(1);
      await first.copy(stage.request());
      await stopped;
      first.close();
      const window = reopen();
      await window.told(1);
      assert.deepEqual(endingsOf(window), ['available']);
      assert.deepEqual(first.endings, []);
    });
  });

  /** A window after a reload: another one, in which time passes again. */
  function reopen(): CopyWindow {
    stage.atWait = () => {};
    return open('reloaded');
  }

  function endingsOf(window: CopyWindow): readonly string[] {
    return window.endings.map(({ state }) => state);
  }
});
