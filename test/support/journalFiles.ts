// The journal on the disk of a VS Code that a test has started, or one in any folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newestVersion, parseName } from '../../src/core/activity/journalFile';
import { parseRecord } from '../../src/core/activity/recordText';
import type { OperationRecord } from '../../src/core/operations/record';

/** The newest version of each operation that a VS Code with this data folder has written down. */
export function journalOf(dataFolder: string): readonly OperationRecord[] {
  const storage = join(dataFolder, 'server', 'data', 'User', 'globalStorage', 'redshift-snapshots.redshift-snapshots');
  return readJournal(join(storage, 'operations'));
}

export function readJournal(folder: string): readonly OperationRecord[] {
  const files = (existsSync(folder) ? readdirSync(folder) : []).flatMap(parseName);
  const newest = new Map(files.toSorted((a, b) => newestVersion(b, a)).map(({ id, name }) => [id, name]));
  return [...newest.values()].map(name => operationIn(readFileSync(join(folder, name), 'utf8')));
}

/** The operation that a file of the journal holds. */
export function operationIn(text: string): OperationRecord {
  const record = parseRecord(text);
  if (typeof record !== 'object') {
    throw new Error(`The record is ${record}: ${text}`);
  }
  return record;
}
