import { deepEqual, equal } from 'node:assert/strict';
import { existsSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FileJournal } from '../../../src/core/activity/fileJournal';
import type { OperationRecord } from '../../../src/core/operations/record';
import { diskFolder } from '../../../src/disk/diskFolder';
import { journalWriter } from '../../../src/disk/journalWriter';
import { aCopyRequest, aTarget } from '../../support/builders';

describe('what is on the disk', () => {
  if (process.platform === 'win32') {
    // Folders cannot be synced there, and need not be.
    return;
  }

  const operation: OperationRecord = {
    ...{
      id: 'one',
      target: aTarget(),
      operation: 'CopyClusterSnapshot',
      input: aCopyRequest(),
      state: 'planned',
      planned: 1,
    },
  };
  let storage: string;
  let folder: string;
  let prototype: FileHandle;
  let sync: FileHandle['sync'];
  /** Called with the inode of what is synced, before it is. */
  let syncing: (inode: number) => void;

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'redshift-snapshots-disk-'));
    folder = join(storage, 'made', 'operations');
    const file = await open(storage);
    prototype = Object.getPrototypeOf(file);
    await file.close();
    sync = prototype.sync;
    prototype.sync = async function (this: FileHandle) {
      syncing((await this.stat()).ino);
      await sync.call(this);
    };
  });
  afterEach(() => {
    prototype.sync = sync;
    rmSync(storage, { recursive: true, force: true });
  });

  const inodeOf = (path: string): number => statSync(path).ino;
  const openJournal = (): FileJournal => new FileJournal(diskFolder(folder), journalWriter());
  const files = (): Promise<readonly string[]> => diskFolder(folder).list();

  it('was synced, and so were the folders that are new', async () => {
    const synced: number[] = [];
    syncing = inode => synced.push(inode);
    await openJournal().add(operation);
    const [name = ''] = await files();
    deepEqual(synced, [join(folder, name), folder, dirname(folder), storage].map(inodeOf));
    synced.length = 0;
    await openJournal().add({ ...operation, id: 'two' });
    equal(synced.length, 2);
  });

  it('was synced before the older version goes', async () => {
    syncing = () => {};
    const journal = openJournal();
    await journal.add(operation);
    const [older = ''] = await files();
    const isThere: boolean[] = [];
    syncing = () => isThere.push(existsSync(join(folder, older)));
    await journal.write({ ...operation, state: 'inProgress' });
    deepEqual(isThere, [true, true]);
    equal(existsSync(join(folder, older)), false);
  });
});
