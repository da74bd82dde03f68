import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Uri } from 'vscode';
import type { CopyOperation } from '../../src/core/operations/operation';
import { FileJournal } from '../../src/ui/operations/fileJournal';
import { aCopyRequest, aTarget } from '../support/builders';

describe('the journal on the disk', () => {
  let folder: string;
  /** As another window has it. */
  const openJournal = (): FileJournal => new FileJournal(Uri.file(folder));
  const files = (): readonly string[] => readdirSync(join(folder, 'operations')).sort();

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
    deepEqual(files(), ['one.json']);
  });

  it('has the last of many changes that were made at once, whole', async () => {
    const [first, second] = [openJournal(), openJournal()];
    const changes = Array.from({ length: 50 }, (_, planned) => anOperation({ planned }));
    const reading: Promise<readonly CopyOperation[]>[] = [];
    const writing = changes.map(operation => {
      const work = first.write(operation);
      reading.push(second.readAll());
      return work;
    });
    await Promise.all(writing);
    for (const read of await Promise.all(reading)) {
      ok(read.length <= 1 && read.every(({ request }) => request.targetIdentifier === 'alpha-keep'));
    }
    deepEqual(
      (await second.readAll()).map(({ planned }) => planned),
      [49],
    );
    deepEqual(files(), ['one.json']);
  });

  it('leaves out what is broken or not its own', async () => {
    const journal = openJournal();
    await journal.write(anOperation());
    const write = (name: string, text: string) => writeFileSync(join(folder, 'operations', name), text);
    write('half.json', '{"id":"half","planned":1,"req');
    write('empty.json', '');
    write('null.json', 'null');
    write('list.json', '[]');
    write('strange.json', '{"id":"strange","planned":1,"state":"planned","request":{},"target":{}}');
    write('one.json.first.1.tmp', '{"id":"temporary"}');
    mkdirSync(join(folder, 'operations', 'folder.json'));
    deepEqual(
      (await journal.readAll()).map(({ id }) => id),
      ['one'],
    );
  });

  it('forgets what was removed, also for the second time', async () => {
    const journal = openJournal();
    await journal.write(anOperation());
    await journal.claim('one', 60_000);
    await journal.remove('one');
    await journal.remove('one');
    deepEqual(await journal.readAll(), []);
    deepEqual(files(), []);
  });

  describe('is watched by one window', () => {
    it('which keeps it, again and again', async () => {
      const [first, second] = [openJournal(), openJournal()];
      equal(await first.claim('one', 60_000), true);
      equal(await second.claim('one', 60_000), false);
      equal(await first.claim('one', 60_000), true);
    });

    it('until it leaves it', async () => {
      const [first, second] = [openJournal(), openJournal()];
      await first.claim('one', 60_000);
      await first.release('one');
      equal(await second.claim('one', 60_000), true);
      equal(await first.claim('one', 60_000), false);
    });

    it('until its time has passed', async () => {
      const [first, second] = [openJournal(), openJournal()];
      await first.claim('one', -1);
      equal(await second.claim('one', 60_000), true);
    });

    it('until its extension host is gone', async () => {
      const journal = openJournal();
      await journal.write(anOperation());
      const { pid } = spawnSync(process.execPath, ['--version'], { env: { ELECTRON_RUN_AS_NODE: '1' } });
      const watch = { window: 'gone', process: pid, until: Date.now() + 60_000 };
      writeFileSync(join(folder, 'operations', 'one.watch'), JSON.stringify(watch));
      equal(await journal.claim('one', 60_000), true);
      writeFileSync(join(folder, 'operations', 'two.watch'), JSON.stringify({ ...watch, process: process.ppid }));
      equal(await journal.claim('two', 60_000), false);
    });

    it('until there is an end', async () => {
      const [first, second] = [openJournal(), openJournal()];
      await first.claim('one', 60_000);
      await first.write(anOperation({ state: 'available' }));
      equal(await second.claim('one', 60_000), true);
    });

    it('and a claim that is broken counts for nothing', async () => {
      const journal = openJournal();
      await journal.write(anOperation());
      writeFileSync(join(folder, 'operations', 'one.watch'), '{"window":"gone"');
      equal(await journal.claim('one', 60_000), true);
    });
  });
});

function anOperation(given: Partial<CopyOperation> = {}): CopyOperation {
  return { id: 'one', target: aTarget(), request: aCopyRequest(), state: 'planned', planned: 1, ...given };
}
