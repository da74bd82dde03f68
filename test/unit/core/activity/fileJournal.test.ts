import assert from 'node:assert/strict';
import { FileJournal } from '../../../../src/core/activity/fileJournal';
import type { Folder } from '../../../../src/core/model/folder';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { aCopyRequest, aTarget } from '../../../support/builders';
import { MemoryDisk } from '../../../support/memoryJournal';

const before = anOperation({ state: 'inProgress' });
const after = anOperation({ state: 'available' });

describe('the journal of a window that crashes', () => {
  let disk: MemoryDisk;
  /** As a window has it after a restart. */
  const reopened = (): FileJournal =>
    new FileJournal(disk.folder, {
      window: 'second',
      process: 2,
      isGone: ({ process }) => process !== 2,
      now: () => 0,
    });

  beforeEach(async () => {
    disk = new MemoryDisk(() => 0);
    await disk.window('first').write(before);
  });

  for (const moment of ['before', 'amid', 'after'] as const) {
    it(`${moment} any step has the old or the new entry, never none`, async () => {
      const states = new Set<string>();
      for (let step = 1; step <= 4; step += 1) {
        disk = new MemoryDisk(() => 0);
        await disk.window('first').write(before);
        await crash(disk, step, moment).catch(() => {});
        const [operation, ...more] = await reopened().readAll();
        assert.ok(operation !== undefined && more.length === 0, `step ${step}`);
        assert.ok(['inProgress', 'available'].includes(operation.state));
        states.add(operation.state);
        // And it goes on from there.
        await reopened().write(after);
        assert.deepEqual(await reopened().readAll(), [after]);
        assert.equal((await disk.folder.list()).length, 1);
      }
      assert.deepEqual([...states], ['inProgress', 'available']);
    });
  }

  it('is read at any step of another one’s writing', async () => {
    const readings: Promise<readonly OperationRecord[]>[] = [];
    const reader = disk.window('second');
    const folder = eachStep(disk.folder, async work => {
      readings.push(reader.readAll());
      const result = await work();
      readings.push(reader.readAll());
      return result;
    });
    const writer = new FileJournal(folder, { window: 'first', process: 1, isGone: () => false, now: () => 0 });
    for (let number = 1; number <= 20; number += 1) {
      await writer.write({ ...after, planned: number });
    }
    assert.ok((await Promise.all(readings)).every(({ length }) => length === 1));
  });
});

describe('what of the journal cannot be read for the moment', () => {
  let disk: MemoryDisk;
  let refused: boolean;
  let journal: FileJournal;

  beforeEach(async () => {
    disk = new MemoryDisk(() => 0);
    await disk.window('first').write(before);
    refused = false;
    const read: Folder['read'] = async name => {
      if (refused) {
        throw new Error('EMFILE: too many open files');
      }
      return disk.folder.read(name);
    };
    const isGone = ({ process }: { readonly process: number }): boolean => process !== 2;
    journal = new FileJournal({ ...disk.folder, read }, { window: 'second', process: 2, isGone, now: () => 0 });
  });

  it('is left where it is, also of a window that has crashed', async () => {
    refused = true;
    assert.deepEqual(await journal.readAll(), []);
    refused = false;
    assert.deepEqual(await journal.readAll(), [before]);
  });

  it('is what it was when it was read before', async () => {
    await journal.readAll();
    await disk.window('first').write(after);
    refused = true;
    assert.deepEqual(await journal.readAll(), [before]);
    assert.deepEqual(await journal.readAll(), [before]);
    refused = false;
    assert.deepEqual(await journal.readAll(), [after]);
  });
});

it('the journal writes an operation down for the first time with one step, which leaves nothing where it fails', async () => {
  const disk = new MemoryDisk(() => 0);
  let steps = 0;
  const folder = eachStep(disk.folder, work => {
    steps += 1;
    return work();
  });
  const journal = new FileJournal(folder, { window: 'first', process: 1, isGone: () => false, now: () => 0 });
  disk.full = new Error('No space left on the disk');
  await assert.rejects(journal.add(before), disk.full);
  assert.deepEqual(await disk.folder.list(), []);
  disk.full = undefined;
  steps = 0;
  await journal.add(before);
  assert.equal(steps, 1);
  await journal.write(after);
  assert.deepEqual(await journal.readAll(), [after]);
  assert.equal((await disk.folder.list()).length, 1);
});

/** Writes, and dies at a step: of a writing half is left. */
function crash(disk: MemoryDisk, step: number, moment: 'before' | 'amid' | 'after'): Promise<void> {
  let steps = 0;
  const folder = eachStep(disk.folder, async (work, half) => {
    steps += 1;
    if (steps < step) {
      return work();
    }
    if (steps === step) {
      await (moment === 'after' ? work() : moment === 'amid' && half?.());
    }
    throw new Error('It is dead.');
  });
  const journal = new FileJournal(folder, { window: 'first', process: 1, isGone: () => false, now: () => 0 });
  return journal.write(after);
}

type Step = <Value>(work: () => Promise<Value>, half?: () => Promise<void>) => Promise<Value>;

function eachStep(folder: Folder, step: Step): Folder {
  return {
    list: () => step(() => folder.list()),
    read: name => step(() => folder.read(name)),
    write: (name, text) =>
      step(
        () => folder.write(name, text),
        () => folder.write(name, text.slice(0, text.length / 2)),
      ),
    rename: (from, to) => step(() => folder.rename(from, to)),
    remove: name => step(() => folder.remove(name)),
  };
}

function anOperation(given: Partial<OperationRecord>): OperationRecord {
  return {
    id: 'one',
    target: aTarget(),
    operation: 'CopyClusterSnapshot',
    input: aCopyRequest(),
    state: 'planned',
    planned: 1,
    ...given,
  };
}
