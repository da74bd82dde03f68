import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../../src/core/operations/fileJournal';
import type { CopyOperation } from '../../../src/core/operations/operation';
import { journalFolder, journalWriter } from '../../../src/disk/journalFolder';
import { aCopyRequest, aTarget } from '../../support/builders';

describe('the journal on the disk', () => {
  let folder: string;
  /** As another window has it. */
  const openJournal = (): FileJournal => new FileJournal(journalFolder(folder), journalWriter());
  const files = (): readonly string[] => readdirSync(join(folder, 'operations')).sort();
  const write = (name: string, text: string): void => writeFileSync(join(folder, 'operations', name), text);
  const claimed = async (journal: FileJournal, milliseconds = 60_000): Promise<boolean> =>
    (await journal.claim(['one'], milliseconds)).has('one');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redshift-snapshots-journal-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is empty before anything was written', async () => {
    deepEqual(await openJournal().readAll(), []);
  });

  it('has in one window what another one wrote', async () => {
    const operation = anOperation({ requestId: 'request-1' });
    await openJournal().write(operation);
    deepEqual(await openJournal().readAll(), [operation]);
    equal(files().length, 1);
  });

  it('has an operation at every moment while it is written again and again', async () => {
    const [first, second] = [openJournal(), openJournal()];
    await first.write(anOperation({ planned: 0 }));
    const changes = Array.from({ length: 50 }, (_, planned) => anOperation({ planned }));
    const reading: Promise<readonly CopyOperation[]>[] = [];
    const writing = changes.map(operation => {
      const work = first.write(operation);
      reading.push(second.readAll());
      return work;
    });
    await Promise.all(writing);
    for (const read of await Promise.all(reading)) {
      deepEqual(
        read.map(({ request }) => request.targetIdentifier),
        ['alpha-keep'],
      );
    }
    deepEqual(
      (await second.readAll()).map(({ planned }) => planned),
      [49],
    );
    equal(files().length, 1);
  });

  it('leaves out what is broken or not its own', async () => {
    const journal = openJournal();
    await journal.write(anOperation());
    write(`half.1.${process.pid}.other.json`, '{"id":"half","planned":1,"req');
    write('empty.1.0.other.json', '');
    write('null.1.0.other.json', 'null');
    write('list.1.0.other.json', '[]');
    write('strange.1.0.other.json', '{"id":"strange","planned":1,"state":"planned","request":{},"target":{}}');
    write('one.json', '{"id":"one"}');
    mkdirSync(join(folder, 'operations', 'folder.1.0.other.json'));
    deepEqual(
      (await journal.readAll()).map(({ id }) => id),
      ['one'],
    );
    // What a crashed window has left half is gone then; who still runs may be writing.
    const left = files().filter(name => name.endsWith('.other.json'));
    deepEqual(left, ['folder.1.0.other.json', `half.1.${process.pid}.other.json`]);
  });

  it('forgets what was removed, also for the second time', async () => {
    const journal = openJournal();
    await journal.write(anOperation());
    await journal.claim(['one'], 60_000);
    await journal.remove(['one']);
    await journal.remove(['one']);
    deepEqual(await journal.readAll(), []);
    deepEqual(files(), []);
  });

  it('rejects what cannot be read, in the place of having nothing', async () => {
    writeFileSync(join(folder, 'operations'), '');
    await rejects(openJournal().readAll(), { code: 'ENOTDIR' });
    rmSync(join(folder, 'operations'));
    mkdirSync(join(folder, 'operations', 'entry'), { recursive: true });
    await rejects(journalFolder(folder).read('entry'), { code: 'EISDIR' });
    equal(await journalFolder(folder).read('none'), undefined);
  });

  describe('is watched by one window', () => {
    it('which keeps it, again and again', async () => {
      const [first, second] = [openJournal(), openJournal()];
      equal(await claimed(first), true);
      equal(await claimed(second), false);
      equal(await claimed(first), true);
    });

    it('until it leaves it', async () => {
      const [first, second] = [openJournal(), openJournal()];
      await claimed(first);
      await first.release(['one']);
      equal(await claimed(second), true);
      equal(await claimed(first), false);
    });

    it('until its time has passed', async () => {
      const [first, second] = [openJournal(), openJournal()];
      await claimed(first, -1);
      equal(await claimed(second), true);
      equal(await claimed(first), false);
    });

    it('until its extension host is gone', async () => {
      const journal = openJournal();
      const { pid } = spawnSync(process.execPath, ['--version']);
      await journal.write(anOperation());
      write(`one.${Date.now() + 60_000}.${pid}.gone.watch`, '');
      equal(await claimed(journal), true);
      write(`two.${Date.now() + 60_000}.${process.ppid}.other.watch`, '');
      deepEqual(await journal.claim(['two'], 60_000), new Set());
    });

    it('however many want it at the same moment', async () => {
      const journals = Array.from({ length: 8 }, openJournal);
      const [first] = journals;
      await first?.write(anOperation());
      await (first && claimed(first, -1));
      for (let round = 1; round <= 25; round += 1) {
        const taken = await Promise.all(journals.map(journal => claimed(journal)));
        equal(taken.filter(Boolean).length, 1, `round ${round}`);
        await Promise.all(journals.map(journal => journal.release(['one'])));
      }
      equal(files().length, 2);
    });

    it('until nobody needs to', async () => {
      const journal = openJournal();
      await claimed(journal);
      await journal.settle(['one']);
      deepEqual(files(), []);
    });

    it('and what a crashed window has claimed in vain is tidied up', async () => {
      const journal = openJournal();
      await journal.write(anOperation({ state: 'available' }));
      write('one.1.0.gone.watch', '');
      write('two.1.0.gone.watch', '');
      ok(files().length === 3);
      await journal.readAll();
      equal(files().length, 1);
    });
  });
});

function anOperation(given: Partial<CopyOperation> = {}): CopyOperation {
  return { id: 'one', target: aTarget(), request: aCopyRequest(), state: 'planned', planned: 1, ...given };
}
