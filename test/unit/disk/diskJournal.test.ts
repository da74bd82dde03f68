import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../../src/core/activity/fileJournal';
import type { OperationRecord } from '../../../src/core/operations/record';
import { diskFolder } from '../../../src/disk/diskFolder';
import { journalWriter } from '../../../src/disk/journalWriter';
import { aCopyRequest, aSnapshot, aTarget } from '../../support/builders';

describe('the journal on the disk', () => {
  let folder: string;
  /** As another window has it. */
  const openJournal = (): FileJournal => new FileJournal(diskFolder(folder, 'operations'), journalWriter());
  /** As windows of this host are called. */
  const [host] = journalWriter().window.split('_');
  const files = (): readonly string[] => readdirSync(join(folder, 'operations')).sort();
  const write = (name: string, text: string): void => writeFileSync(join(folder, 'operations', name), text);
  const claimed = async (journal: FileJournal, milliseconds = 60_000): Promise<boolean> =>
    (await journal.claims.take(['one'], milliseconds)).has('one');

  const readIds = async (journal: FileJournal): Promise<readonly string[]> =>
    (await journal.readAll()).map(({ id }) => id);

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
    const reading: Promise<readonly OperationRecord[]>[] = [];
    const writing = changes.map(operation => {
      const work = first.write(operation);
      reading.push(second.readAll());
      return work;
    });
    await Promise.all(writing);
    for (const read of await Promise.all(reading)) {
      deepEqual(
        read.map(({ input: request }) => request.TargetSnapshotIdentifier),
        ['alpha-keep'],
      );
    }
    deepEqual(
      (await second.readAll()).map(({ planned }) => planned),
      [49],
    );
    equal(files().length, 1);
  });

  it('leaves out what is half written, and tidies it away when its window is gone', async () => {
    const journal = openJournal();
    await journal.write(anOperation());
    write(`half.1.${process.pid}.${host}_runs.json`, '{"id":"half","planned":1,"req');
    write('half.1.0.elsewhere.json', '{"id":"half","planned":1,"req');
    write(`half.1.0.${host}_gone.json`, '{"id":"half","planned":1,"req');
    write(`empty.1.0.${host}_gone.json`, '');
    mkdirSync(join(folder, 'operations', `folder.1.0.${host}_gone.json`));
    deepEqual(await readIds(journal), ['one']);
    const left = files().filter(name => !name.startsWith('one.'));
    deepEqual(left, [
      `folder.1.0.${host}_gone.json`,
      'half.1.0.elsewhere.json',
      `half.1.${process.pid}.${host}_runs.json`,
    ]);
  });

  const before = aSnapshot();
  const earlier = {
    0: ({ operation: _, ...record }: Earlier) => record,
    1: (record: Earlier) => ({ version: 1, ...record }),
  };
  for (const [version, written] of Object.entries(earlier)) {
    it(`reads the records of version ${version}`, async () => {
      mkdirSync(join(folder, 'operations'));
      write('one.1.0.before.json', JSON.stringify(written(asBefore(anOperation({ before, after: before })))));
      deepEqual(await openJournal().readAll(), [anOperation({ before, after: before })]);
    });
  }

  it('writes records with a version, and their parameters by the names in the API', async () => {
    mkdirSync(join(folder, 'operations'));
    write('one.1.0.before.json', JSON.stringify(asBefore(anOperation())));
    const journal = openJournal();
    await journal.write(anOperation({ state: 'available' }));
    const [name = ''] = files();
    const { version, operation, id, state, input } = JSON.parse(readFileSync(join(folder, 'operations', name), 'utf8'));
    deepEqual([version, operation, id, state], [2, 'CopyClusterSnapshot', 'one', 'available']);
    deepEqual(input, aCopyRequest());
  });

  describe('of what another version of the extension wrote', () => {
    const foreign = {
      newer: JSON.stringify({ version: 3, ...anOperation({ id: 'newer' }) }),
      other: JSON.stringify({ version: 2, ...anOperation({ id: 'other' }), operation: 'RebootCluster' }),
      bare: JSON.stringify({ id: 'bare', state: 'planned', planned: 1, request: {}, target: { source: {} } }),
      state: JSON.stringify({ ...anOperation({ id: 'state' }), state: 'paused' }),
      endless: JSON.stringify({ ...anOperation({ id: 'endless' }), planned: 1e300 }),
      nobody: JSON.stringify({ ...anOperation({ id: 'nobody' }), identity: {} }),
      nowhere: JSON.stringify({
        ...anOperation({ id: 'nowhere' }),
        target: { source: { kind: 'vault' }, region: 'r' },
      }),
      unsaid: JSON.stringify({ ...anOperation({ id: 'unsaid' }), problem: 'it failed' }),
      null: 'null',
      list: '[]',
      named: JSON.stringify(anOperation({ id: 'another' })),
    };
    const names = Object.keys(foreign)
      .map(id => `${id}.3.0.${host}_gone.json`)
      .sort();
    const kept = (): readonly string[] => files().filter(name => names.includes(name));

    beforeEach(async () => {
      await openJournal().write(anOperation());
      for (const [id, text] of Object.entries(foreign)) {
        write(`${id}.3.0.${host}_gone.json`, text);
      }
    });

    it('reads nothing, and leaves it where it is', async () => {
      const journal = openJournal();
      deepEqual(await readIds(journal), ['one']);
      await journal.remove(['one', ...Object.keys(foreign)]);
      deepEqual(await readIds(journal), []);
      deepEqual(files(), names);
    });

    it('writes nothing over it, also where it knows the operation from before', async () => {
      const journal = openJournal();
      await journal.readAll();
      await rejects(journal.write(anOperation({ id: 'newer' })), /newer version of the extension/);
      write(`one.9.0.${host}_gone.json`, JSON.stringify({ version: 3, id: 'one' }));
      await rejects(journal.write(anOperation({ state: 'available' })), /newer version of the extension/);
      deepEqual(await readIds(journal), []);
      deepEqual(kept(), names);
    });

    it('leaves the claims alone, too', async () => {
      write(`newer.${Date.now() + 60_000}.0.${host}_gone.watch`, '');
      const before = files();
      await openJournal().readAll();
      deepEqual(files(), before);
    });
  });

  it('forgets what was removed, also for the second time', async () => {
    const journal = openJournal();
    await journal.write(anOperation());
    await journal.claims.take(['one'], 60_000);
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
    await rejects(diskFolder(folder, 'operations').read('entry'), { code: 'EISDIR' });
    equal(await diskFolder(folder, 'operations').read('none'), undefined);
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
      await first.claims.releaseAll();
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
      write(`one.${Date.now() + 60_000}.${pid}.${host}_gone.watch`, '');
      equal(await claimed(journal), true);
      write(`two.${Date.now() + 60_000}.${process.ppid}.${host}_other.watch`, '');
      deepEqual(await journal.claims.take(['two'], 60_000), new Set());
    });

    it('on another host until its time has passed, whatever runs here', async () => {
      const journal = openJournal();
      const { pid } = spawnSync(process.execPath, ['--version']);
      await journal.write(anOperation());
      write(`one.${Date.now() + 60_000}.${pid}.0123456789abcdef_other.watch`, '');
      write(`two.${Date.now() + 60_000}.${pid}.of-an-earlier-version.watch`, '');
      deepEqual(await journal.claims.take(['one', 'two'], 60_000), new Set());
      write(`three.${Date.now() - 1}.${process.ppid}.0123456789abcdef_other.watch`, '');
      deepEqual(await journal.claims.take(['three'], 60_000), new Set(['three']));
    });

    it('however many want it at the same moment', async () => {
      const journals = Array.from({ length: 8 }, openJournal);
      const [first] = journals;
      await first?.write(anOperation());
      await (first && claimed(first, -1));
      for (let round = 1; round <= 25; round += 1) {
        const taken = await Promise.all(journals.map(journal => claimed(journal)));
        equal(taken.filter(Boolean).length, 1, `round ${round}`);
        await Promise.all(journals.map(journal => journal.claims.releaseAll()));
      }
      equal(files().length, 2);
    });

    it('however many want it at the same moment where a power failure has taken the claim', async () => {
      const journals = Array.from({ length: 8 }, openJournal);
      const [first] = journals;
      await first?.write(anOperation());
      for (let round = 1; round <= 25; round += 1) {
        let holders = 0;
        // Two that are at it at once may both yield; they try again with the next reading.
        for (let reading = 1; holders === 0; reading += 1) {
          ok(reading <= 20, `round ${round}: nobody has it`);
          holders = (await Promise.all(journals.map(journal => claimed(journal)))).filter(Boolean).length;
        }
        equal(holders, 1, `round ${round}`);
        await first?.claims.settle(['one']);
      }
    });

    it('until nobody needs to', async () => {
      const journal = openJournal();
      await claimed(journal);
      await journal.claims.settle(['one']);
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

function anOperation(given: Partial<OperationRecord> = {}): OperationRecord {
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

/** As versions 0 and 1 wrote it. */
function asBefore({ input, before, after, ...record }: OperationRecord): Earlier {
  const request = {
    clusterIdentifier: input.SourceSnapshotClusterIdentifier,
    sourceIdentifier: input.SourceSnapshotIdentifier,
    targetIdentifier: input.TargetSnapshotIdentifier,
    retentionDays: input.ManualSnapshotRetentionPeriod,
  };
  return { ...record, request, ...(before && { source: before }), ...(after && { copy: after }) };
}

type Earlier = Readonly<Record<string, unknown>>;
