import assert from 'node:assert/strict';
import type { CopyOperation } from '../../../../src/core/operations/operation';
import { CopyStage } from '../../../support/copyStage';
import { CopyWindow } from '../../../support/copyWindow';
import { MemoryDisk } from '../../../support/memoryJournal';
import { settled } from '../fakeGateway';

const readAction = 'DescribeClusterSnapshots';

describe('a copy whose profile leads to another account by now', () => {
  let stage: CopyStage;
  let other: CopyStage;
  let disk: MemoryDisk;
  let first: CopyWindow;
  const windows: CopyWindow[] = [];

  beforeEach(async () => {
    stage = await CopyStage.open({ account: '111122223333' });
    other = await CopyStage.open({ account: '444455556666' });
    disk = new MemoryDisk(stage.now);
    first = open(stage, 'first');
    const stopped = stage.stopAtWait(1);
    await first.copy(stage.request());
    await stopped;
    first.close();
    stage.atWait = () => {};
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) {
      window.close();
    }
    await Promise.all([stage.close(), other.close()]);
  });

  /** A window in which the same profile, Region and endpoint are the account of this stage. */
  function open(account: CopyStage, name: string): CopyWindow {
    const window = new CopyWindow(account, { journal: disk.window(name), target: stage.target });
    windows.push(window);
    window.follow();
    return window;
  }

  const known = (window: CopyWindow): Promise<void> => window.until(() => window.tracker.operations.length === 1);

  it('is neither looked for nor shown there, and stays pending', async () => {
    const window = open(other, 'second');
    await Promise.all([known(window), window.session.identity]);
    await settled();
    assert.deepEqual(window.tracker.current, []);
    assert.equal(other.asked(readAction), 0);
    assert.equal(disk.operations[0]?.state, 'inProgress');
  });

  it('is followed to its end where it was made', async () => {
    await known(open(other, 'second'));
    const window = open(stage, 'third');
    await window.told(1);
    assert.deepEqual(
      window.tracker.current.map(({ state }) => state),
      ['available'],
    );
  });

  it('is not called deleted where nobody knows which account it is', async () => {
    other.sandbox.inject({ name: 'denied', action: 'GetCallerIdentity', count: 10 });
    const window = open(other, 'second');
    const looked = other.stopAtWait(6);
    await looked;
    assert.equal(window.stateOf('alpha-kept'), 'inProgress');
    assert.deepEqual(window.endings, []);
  });

  it('is found all the same where only STS cannot say so', async () => {
    stage.sandbox.inject({ name: 'denied', action: 'GetCallerIdentity', count: 10 });
    const window = open(stage, 'second');
    await window.told(1);
    assert.deepEqual(
      window.endings.map(({ state }) => state),
      ['available'],
    );
  });
});

describe('operations of before', () => {
  it('are known without a session', async () => {
    const stage = await CopyStage.open();
    const disk = new MemoryDisk(stage.now);
    const operation: CopyOperation = {
      ...{ id: 'one', target: stage.target, request: stage.request(), state: 'available', planned: 1 },
    };
    await disk.window('before').write(operation);
    const window = new CopyWindow(stage, { journal: disk.window('first') });
    assert.deepEqual(await window.tracker.known(), [operation]);
    window.close();
    await stage.close();
  });
});
