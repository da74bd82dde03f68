import assert from 'node:assert/strict';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { aSnapshot } from '../../../support/builders';
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

describe('a copy whose caller was not recorded', () => {
  let stage: CopyStage;
  let disk: MemoryDisk;
  const windows: CopyWindow[] = [];

  beforeEach(async () => {
    stage = await CopyStage.open({ account: '111122223333' });
    disk = new MemoryDisk(stage.now);
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) {
      window.close();
    }
    await stage.close();
  });

  /** A window of this account that finds such a copy in the journal. */
  async function openWindow(record: Partial<OperationRecord>): Promise<CopyWindow> {
    await disk.window('before').write({
      ...{
        id: 'one',
        target: stage.target,
        operation: 'CopyClusterSnapshot',
        input: stage.request(),
        state: 'planned',
        planned: 1,
      },
      ...record,
    });
    const window = new CopyWindow(stage, { journal: disk.window('first') });
    windows.push(window);
    window.follow();
    return window;
  }

  /** The same, when the copy has been looked for so many times. */
  async function afterReadings(count: number, record: Partial<OperationRecord>): Promise<CopyWindow> {
    const read = stage.stopAtWait(count + 1);
    const window = await openWindow(record);
    await read;
    return window;
  }

  for (const state of ['planned', 'inProgress'] as const) {
    it(`is neither deleted nor not made where it is not found (${state})`, async () => {
      const window = await afterReadings(6, { state, ...(state === 'inProgress' && { confirmed: 1 }) });
      assert.equal(window.stateOf('alpha-kept'), state);
      assert.deepEqual(window.endings, []);
      assert.equal(disk.operations[0]?.state, state);
    });
  }

  it('is not another one of its name, nor is its name taken', async () => {
    stage.sandbox.data.addSnapshot({
      ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'alpha-kept', SnapshotType: 'manual' },
      ManualSnapshotRetentionPeriod: 30,
    });
    const window = await afterReadings(2, {});
    assert.equal(window.stateOf('alpha-kept'), 'planned');
  });

  it('belongs to the account of its source', async () => {
    const source = aSnapshot({ ownerAccount: '111122223333' });
    const window = await openWindow({ before: source, state: 'inProgress', confirmed: 1 });
    await window.told(1);
    assert.equal(window.stateOf('alpha-kept'), 'deleted');
  });

  it('is not shown in another account than that of its source', async () => {
    const window = await openWindow({ before: aSnapshot({ ownerAccount: '444455556666' }) });
    await Promise.all([window.until(() => window.tracker.operations.length === 1), window.session.identity]);
    await settled();
    assert.deepEqual(window.tracker.current, []);
  });
});

it('a copy is called deleted as soon as STS can say again whose account this is', async () => {
  const stage = await CopyStage.open();
  const disk = new MemoryDisk(stage.now);
  const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
  await disk.window('before').write({
    ...{ id: 'one', target: stage.target, identity, operation: 'CopyClusterSnapshot', input: stage.request() },
    ...{ state: 'inProgress', planned: 1, confirmed: 1 },
  });
  const denied = stage.sandbox.inject({ name: 'denied', action: 'GetCallerIdentity', count: 1 });
  const window = new CopyWindow(stage, { journal: disk.window('first') });
  window.follow();
  await window.told(1);
  assert.deepEqual([denied.applied, window.stateOf('alpha-kept')], [1, 'deleted']);
  window.close();
  await stage.close();
});

describe('operations of before', () => {
  it('are known without a session', async () => {
    const stage = await CopyStage.open();
    const disk = new MemoryDisk(stage.now);
    const operation: OperationRecord = {
      ...{
        id: 'one',
        target: stage.target,
        operation: 'CopyClusterSnapshot',
        input: stage.request(),
        state: 'available',
        planned: 1,
      },
    };
    await disk.window('before').write(operation);
    const window = new CopyWindow(stage, { journal: disk.window('first') });
    assert.deepEqual(await window.tracker.known(), [operation]);
    window.close();
    await stage.close();
  });
});
