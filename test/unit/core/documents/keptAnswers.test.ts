import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { encodeDocumentLink } from '../../../../src/core/documents/documentLink';
import { type AnswerLink, KeptAnswers } from '../../../../src/core/documents/keptAnswers';
import type { JsonObject } from '../../../../src/core/model/json';
import { reportOf, reportRow } from '../../../../src/core/operations/batch/report';
import type { BatchResult } from '../../../../src/core/operations/batch/runBatch';
import { copyClusterSnapshot } from '../../../../src/core/operations/copyClusterSnapshot';
import { aCopyRequest, aProblem, aTarget } from '../../../support/builders';
import { MemoryDisk } from '../../../support/memoryJournal';

const day = 86_400_000;
const now = 1000 * day;

describe('answers that are kept', () => {
  let disk: MemoryDisk;
  let state: Readonly<Record<string, JsonObject>>;

  beforeEach(() => {
    disk = new MemoryDisk(() => now);
    state = {};
  });

  /** As a window has them after a start. */
  const open = (): KeptAnswers => {
    const earlier = {
      read: () => state,
      clear: async () => {
        state = {};
      },
    };
    return new KeptAnswers(disk.folder, earlier, () => now);
  };

  it('are not there where somebody has made them something that nobody can read', async () => {
    await open().keep(aLink(now), { Copies: [] });
    const [name = ''] = await disk.folder.list();
    for (const text of ['[]', 'null', '5', '{"a":', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`]) {
      await disk.folder.remove(name);
      await disk.folder.write(name, text);
      equal(await open().read(aLink(now)), undefined, text.slice(0, 9));
    }
  });

  it('do not grow the state of the workspace, and open again: six reports of 300 copies', async () => {
    const reports = Array.from({ length: 6 }, (_, number) => aReport(number, 300));
    ok(JSON.stringify(reports).length > 512 * 1024, 'more than VS Code likes');
    for (const [number, report] of reports.entries()) {
      await open().keep(aLink(now + number), report);
    }
    deepEqual(state, {});
    for (const [number, report] of reports.entries()) {
      deepEqual(await open().read(aLink(now + number)), report);
    }
  });

  it('are of one link each', async () => {
    const answers = open();
    const copied: AnswerLink = { ...aLink(now), kind: 'copy', cluster: 'alpha', snapshot: 'rs:a', copy: 'kept' };
    await answers.keep(aLink(now), { Of: 'report' });
    await answers.keep(copied, { Of: 'copy' });
    deepEqual(await answers.read(aLink(now)), { Of: 'report' });
    deepEqual(await answers.read(copied), { Of: 'copy' });
    equal(await answers.read({ ...copied, target: aTarget({ region: 'us-east-1' }) }), undefined);
  });

  it('of before are opened from the state of the workspace, and leave it with the next one', async () => {
    state = { [encodeDocumentLink(aLink(now - 1))]: { Of: 'before' }, strange: { Of: 'nobody' } };
    deepEqual(await open().read(aLink(now - 1)), { Of: 'before' });
    await open().keep(aLink(now), { Of: 'today' });
    deepEqual(state, {});
    deepEqual(await open().read(aLink(now - 1)), { Of: 'before' });
    deepEqual(await open().read(aLink(now)), { Of: 'today' });
  });

  it('of before stay in the state of the workspace where they cannot be moved, until they can be', async () => {
    const before = { [encodeDocumentLink(aLink(now - 1))]: { Of: 'before' } };
    state = before;
    const answers = open();
    const { write } = disk.folder;
    disk.folder.write = () => Promise.reject(new Error('No space left on the disk'));
    await rejects(answers.keep(aLink(now), {}), /No space/);
    deepEqual(state, before);
    disk.folder.write = write;
    await answers.keep(aLink(now), {});
    deepEqual(state, {});
  });

  it('are the latest 200, and none of more than 90 days; what has another name stays', async () => {
    await disk.folder.write('1.of-a-newer-version.json', '{}');
    await open().keep(aLink(now - 91 * day), { Of: 'winter' });
    equal(await open().read(aLink(now - 91 * day)), undefined);
    for (let age = 201; age >= 1; age -= 1) {
      await open().keep(aLink(now - age), { Age: age });
    }
    equal((await disk.folder.list()).length, 201);
    equal(await open().read(aLink(now - 201)), undefined);
    deepEqual(await open().read(aLink(now - 200)), { Age: 200 });
    equal(await disk.folder.read('1.of-a-newer-version.json'), '{}');
  });

  it('are not there where a crash has cut them off', async () => {
    await open().keep(aLink(now), { Of: 'today' });
    const [name = ''] = await disk.folder.list();
    for (const text of ['', '{"Of":"to', 'null', '[]']) {
      await disk.folder.write(name, text);
      equal(await open().read(aLink(now)), undefined, text);
    }
  });
});

function aLink(time: number): AnswerLink {
  return { kind: 'batch', time, target: aTarget() };
}

function aReport(number: number, copies: number): JsonObject {
  const results = Array.from({ length: copies }, (_, copy): BatchResult => {
    const request = aCopyRequest({ TargetSnapshotIdentifier: `alpha-2026-11-30-${number}-${copy}` });
    return { input: request, outcome: { kind: 'failed', problem: aProblem('unknown') } };
  });
  const rows = results.map(result =>
    reportRow(copyClusterSnapshot, result, `${'The service has refused it. '.repeat(4)}`),
  );
  return reportOf(copyClusterSnapshot, results, rows, { target: aTarget(), identity: undefined });
}
