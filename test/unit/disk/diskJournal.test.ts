import { deepEqual, equal, rejects } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../../src/core/activity/fileJournal';
import type { JournalWriter } from '../../../src/core/activity/journalFile';
import type { OperationRecord } from '../../../src/core/operations/record';
import { diskFolder } from '../../../src/disk/diskFolder';
import { journalWriter } from '../../../src/disk/journalWriter';
import { aCopyRequest, aSnapshot, aTarget } from '../../support/builders';

describe('the journal on the disk', () => {
  let folder: string;
  /** As another window has it. */
  const openJournal = (given: Partial<JournalWriter> = {}): FileJournal =>
    new FileJournal(diskFolder(folder, 'operations'), { ...journalWriter(), ...given });
  /** As windows of this host are called. */
  const [host] = journalWriter().window.split('_');
  const files = (): readonly string[] => readdirSync(join(folder, 'operations')).sort();
  const write = (name: string, text: string): void => writeFileSync(join(folder, 'operations', name), text);
  const watches = async (journal: FileJournal): Promise<boolean> => (await journal.take(['one'])).has('one');
  const minute = 60_000;

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
    write(`zeros.1.0.${host}_gone.json`, '\0'.repeat(4096));
    write(`tail.1.0.${host}_gone.json`, `{"version":2,"id":"tail"${'\0'.repeat(100)}`);
    mkdirSync(join(folder, 'operations', `folder.1.0.${host}_gone.json`));
    deepEqual(await readIds(journal), ['one']);
    const left = files().filter(name => !name.startsWith('one.'));
    deepEqual(left, [
      `folder.1.0.${host}_gone.json`,
      'half.1.0.elsewhere.json',
      `half.1.${process.pid}.${host}_runs.json`,
    ]);
  });

  it('reads the version before one of which only zeros were written', async () => {
    await openJournal().write(anOperation());
    write(`one.${Date.now() + minute}.0.${host}_gone.json`, '\0'.repeat(4096));
    deepEqual(await readIds(openJournal()), ['one']);
  });

  it('leaves a file alone whose number is none', async () => {
    mkdirSync(join(folder, 'operations'));
    const name = `one.99999999999999999999999.0.${host}_gone.json`;
    write(name, JSON.stringify({ version: 2, ...anOperation() }));
    const journal = openJournal();
    await journal.write(anOperation());
    deepEqual(await readIds(journal), ['one']);
    await journal.remove(['one']);
    deepEqual(files(), [name]);
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
      packed: '\u001f\u008b\u0008',
      words: 'not a record',
      lines: `{"version":3}\n${JSON.stringify(anOperation({ id: 'lines' }))}`,
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
      write(`one.${Date.now() + minute}.0.${host}_gone.json`, JSON.stringify({ version: 3, id: 'one' }));
      await rejects(journal.write(anOperation({ state: 'available' })), /newer version of the extension/);
      deepEqual(await readIds(journal), []);
      deepEqual(kept(), names);
    });

    it('watches none of it', async () => {
      deepEqual(await openJournal().take(Object.keys(foreign)), new Set());
      deepEqual(kept(), names);
    });
  });

  it('forgets what was removed, also for the second time', async () => {
    const journal = openJournal();
    await journal.write(anOperation());
    await journal.take(['one']);
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
    const sent = anOperation({ state: 'inProgress' });
    /** The id of a process that has ended. */
    const ended = (): number => spawnSync(process.execPath, ['--version']).pid;
    const writeAs = (window: string, { id = 'one', age = 1, pid = process.ppid } = {}): void =>
      write(`${id}.${Date.now() - age}.${pid}.${window}.json`, JSON.stringify({ version: 2, ...sent, id }));

    beforeEach(() => mkdirSync(join(folder, 'operations')));

    it('the one that has written it, again and again', async () => {
      const [first, second] = [openJournal(), openJournal()];
      await first.write(sent);
      for (let time = 1; time <= 3; time += 1) {
        equal(await watches(first), true);
        equal(await watches(second), false);
      }
    });

    it('until that leaves it, and never again after that', async () => {
      const [first, second] = [openJournal(), openJournal()];
      await first.write(sent);
      await first.leave();
      equal(await watches(second), true);
      equal(await watches(first), false);
      deepEqual(await first.readAll(), [sent]);
    });

    it('as long as that goes on to ask for it', async () => {
      let passed = 0;
      const now = (): number => Date.now() + passed;
      const [first, second] = [openJournal({ now }), openJournal({ now })];
      await first.write(sent);
      for (let time = 1; time <= 5; time += 1) {
        passed += 2 * minute;
        equal(await watches(first), true);
        equal(await watches(second), false);
      }
      passed += 3 * minute;
      equal(await watches(second), true);
      equal(await watches(first), false);
      equal(files().length, 1);
    });

    it('for an hour while it is being sent', async () => {
      let passed = 0;
      const now = (): number => Date.now() + passed;
      const [first, second] = [openJournal({ now }), openJournal({ now })];
      await first.write(anOperation({ state: 'planned' }));
      passed = 59 * minute;
      equal(await watches(second), false);
      passed = 61 * minute;
      equal(await watches(second), true);
    });

    it('until its extension host is gone', async () => {
      writeAs(`${host}_gone`, { pid: ended() });
      equal(await watches(openJournal()), true);
      writeAs(`${host}_other`, { id: 'two' });
      deepEqual(await openJournal().take(['two']), new Set());
    });

    it('on another host until its time has passed, whatever runs here', async () => {
      writeAs('0123456789abcdef_other', { pid: ended() });
      writeAs('of-an-earlier-version', { id: 'two', pid: ended() });
      writeAs('0123456789abcdef_other', { id: 'three', age: 3 * minute });
      deepEqual(await openJournal().take(['one', 'two', 'three']), new Set(['three']));
    });

    it('however many want it at the same moment', async () => {
      const journals = Array.from({ length: 8 }, () => openJournal());
      const [first] = journals;
      await first?.write(sent);
      for (let round = 1; round <= 25; round += 1) {
        await Promise.all(journals.map(journal => journal.leave()));
        const taken = await Promise.all(journals.map(watches));
        equal(taken.filter(Boolean).length, 1, `round ${round}`);
      }
      deepEqual(await first?.readAll(), [sent]);
      equal(files().length, 1);
    });

    it('also where what it is told of changes at the same moment', async () => {
      let passed = 0;
      const journal = openJournal({ now: () => Date.now() + passed });
      for (let round = 1; round <= 25; round += 1) {
        await journal.write(sent);
        passed += 2 * minute;
        await Promise.all([watches(journal), journal.write(anOperation({ state: 'unwatched' })), watches(journal)]);
        deepEqual(await readStates(), ['unwatched'], `round ${round}`);
      }
    });

    it('as is one that an earlier version has counted', async () => {
      write(`one.7.${ended()}.${host}_gone.json`, JSON.stringify({ version: 2, ...sent }));
      const journal = openJournal();
      equal(await watches(journal), true);
      await journal.write(anOperation({ state: 'available' }));
      deepEqual(await readStates(), ['available']);
      equal(files().length, 1);
    });

    const readStates = async (): Promise<readonly string[]> =>
      (await openJournal().readAll()).map(({ state }) => state);
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
