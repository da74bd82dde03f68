import type { Folder } from '../model/folder';
import { isPending, type OperationRecord } from '../operations/record';
import type { Journal } from './journal';
import { type JournalFile, type JournalWriter, nameOf, newestVersion, parseName } from './journalFile';
import { type Parsed, parseRecord, recordOf } from './recordText';

/** So often it is looked again where another window has replaced what was listed before it could be read, or holds it. */
const maxLooks = 5;
/** ms that an operation is its window's; longer than the longest pause between two readings and a slow answer. */
const watchTime = 150_000;
/** ms for one that is being sent: longer than all its attempts and looks may take, as nobody else can know how it ended. */
const sendTime = 3_600_000;
/** What was left by its window. */
const nobody = { process: 0, window: 'nobody' } as const;

/**
 * The journal as files. No file is ever written over: each version of an operation is a file of its own, and the older
 * ones go when it is on the disk, so that a crash at any moment leaves the old or the new one. Whose name is on it watches
 * the operation; that changes by renaming the file, which succeeds for one only.
 * What another version of the extension wrote is left alone.
 */
export class FileJournal implements Journal {
  readonly #folder: Folder;
  readonly #writer: JournalWriter;
  /** What each file holds, whether read or written here; none ever changes. */
  #read: ReadonlyMap<string, OperationRecord | 'foreign'> = new Map();
  /** The latest change of each operation: one after the other, in the order in which they were asked for. */
  readonly #changes = new Map<string, Promise<unknown>>();

  constructor(folder: Folder, writer: JournalWriter) {
    this.#folder = folder;
    this.#writer = writer;
  }

  async readAll(): Promise<readonly OperationRecord[]> {
    for (let looks = 1; ; looks += 1) {
      const files = await this.#files();
      const read = await Promise.all(versionsOf(files).map(versions => this.#newest(versions)));
      if (looks === maxLooks || !read.some(({ missed }) => missed)) {
        const unreadable = new Set(read.flatMap(({ id, missed }) => (missed === 'unreadable' ? id : [])));
        const records = this.#takeOver(read, unreadable);
        await this.#tidy(
          files.filter(({ id }) => !unreadable.has(id)),
          records,
        );
        return [...records.values()].filter(record => record !== 'foreign');
      }
    }
  }

  add(operation: OperationRecord): Promise<void> {
    // Nothing is looked for first: what it tells of is not sent before this is on the disk.
    return this.#inOrder(operation.id, () => this.#writeVersion(operation, []));
  }

  write(operation: OperationRecord): Promise<void> {
    const { id } = operation;
    return this.#inOrder(id, async () => {
      const before = (await this.#files()).filter(file => file.id === id);
      if ((await this.#foreign(before)).has(id)) {
        throw new Error(`The record ${id} is kept by a newer version of the extension by now.`);
      }
      await this.#writeVersion(operation, before);
      await this.#remove(before);
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    const files = (await this.#files()).filter(({ id }) => ids.includes(id));
    const foreign = await this.#foreign(files);
    await this.#remove(files.filter(({ id }) => !foreign.has(id)));
  }

  async take(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const all = versionsOf((await this.#files()).filter(({ id }) => ids.includes(id)));
    const taken = all.map(versions => this.#inOrder(versions[0].id, () => this.#take(versions)));
    return new Set((await Promise.all(taken)).flat());
  }

  async leave(): Promise<void> {
    const mine = versionsOf(await this.#files()).filter(([{ window }]) => window === this.#writer.window);
    await Promise.all(mine.map(versions => this.#inOrder(versions[0].id, () => this.#leave(versions))));
  }

  /** Its id, or none where another window has it. */
  async #take(versions: Versions): Promise<readonly string[]> {
    const { id, file, record } = await this.#newest(versions);
    if (file === undefined || record === undefined || record === 'foreign') {
      return [];
    }
    const { now, isGone, process, window } = this.#writer;
    const isMine = file.window === window;
    const age = now() - file.number;
    const time = record.state === 'planned' && record.attempts === undefined ? sendTime : watchTime;
    if (isMine && age >= 0 && age < time / 2) {
      return [id];
    }
    const isFree = isMine || file.window === nobody.window || age >= time || isGone(file);
    const mine = { id, number: Math.round(now()), process, window };
    return isFree && (await this.#rename(file, record, mine)) ? [id] : [];
  }

  async #leave(versions: Versions): Promise<void> {
    const { file, record } = await this.#newest(versions);
    if (file && typeof record === 'object' && isPending(record)) {
      await this.#rename(file, record, { ...file, ...nobody });
    }
  }

  /** False where another window has been faster. */
  async #rename(file: JournalFile, record: OperationRecord, to: Omit<JournalFile, 'name'>): Promise<boolean> {
    const name = nameOf(to);
    try {
      await (name === file.name || this.#folder.rename(file.name, name));
    } catch {
      return false;
    }
    this.#read = new Map([...this.#read, [name, record]]);
    return true;
  }

  async #writeVersion(operation: OperationRecord, before: readonly JournalFile[]): Promise<void> {
    const { process, window, now } = this.#writer;
    const number = Math.max(Math.round(now()), ...before.map(file => file.number + 1));
    const name = nameOf({ id: operation.id, number, process, window });
    try {
      await this.#folder.write(name, recordOf(operation));
      this.#read = new Map([...this.#read, [name, operation]]);
    } catch (error) {
      await this.#folder.remove(name);
      throw error;
    }
  }

  /** What was read, by id; of what could not be, what was read before. */
  #takeOver(
    read: readonly Version[],
    unreadable: ReadonlySet<string>,
  ): ReadonlyMap<string, OperationRecord | 'foreign'> {
    const kept = [...this.#read].filter(([name]) => parseName(name).some(({ id }) => unreadable.has(id)));
    const whole = read.flatMap(({ file, record }) => (file && record ? [[file.name, record] as const] : []));
    this.#read = new Map([...kept, ...whole]);
    return new Map([...this.#read].flatMap(([name, record]) => parseName(name).map(({ id }) => [id, record] as const)));
  }

  /** The newest version that is whole. */
  async #newest([first, ...older]: Versions): Promise<Version> {
    const { id } = first;
    let missed: Version['missed'];
    for (const file of [first, ...older]) {
      try {
        const record = await this.#record(file);
        if (record !== undefined && record !== 'half') {
          return { id, file, record };
        }
        missed = record === undefined ? 'gone' : missed;
      } catch {
        // An older one would be wrong.
        return { id, missed: 'unreadable' };
      }
    }
    return { id, ...(missed && { missed }) };
  }

  /** Undefined where it is gone. */
  async #record({ name, id }: JournalFile): Promise<Parsed | undefined> {
    const known = this.#read.get(name);
    const text = known === undefined ? await this.#folder.read(name) : undefined;
    const record = known ?? (text === undefined ? undefined : parseRecord(text));
    return typeof record === 'object' && record.id !== id ? 'foreign' : record;
  }

  /** The ids of these entries that another version of the extension has written. Rejects where that cannot be read. */
  async #foreign(entries: readonly JournalFile[]): Promise<ReadonlySet<string>> {
    const ids = entries.map(async file => ((await this.#record(file)) === 'foreign' ? [file.id] : []));
    return new Set((await Promise.all(ids)).flat());
  }

  /** What crashed windows have left: entries of which only half was written. */
  async #tidy(files: readonly JournalFile[], records: ReadonlyMap<string, OperationRecord | 'foreign'>): Promise<void> {
    await this.#remove(files.filter(file => !records.has(file.id) && this.#writer.isGone(file)));
  }

  async #remove(files: readonly JournalFile[]): Promise<void> {
    await Promise.all(files.map(({ name }) => this.#folder.remove(name)));
  }

  async #files(): Promise<readonly JournalFile[]> {
    return (await this.#folder.list()).flatMap(parseName);
  }

  async #inOrder<Value>(id: string, change: () => Promise<Value>): Promise<Value> {
    const before = this.#changes.get(id) ?? Promise.resolve();
    // The previous one may have failed; its caller already knows.
    const work = before.then(change, change);
    this.#changes.set(id, work);
    try {
      return await work;
    } finally {
      if (this.#changes.get(id) === work) {
        this.#changes.delete(id);
      }
    }
  }
}

type Versions = readonly [JournalFile, ...JournalFile[]];

interface Version {
  readonly id: string;
  readonly file?: JournalFile;
  readonly record?: OperationRecord | 'foreign';
  /** Was there a moment ago, or is there and cannot be read: worth another look. */
  readonly missed?: 'gone' | 'unreadable';
}

/** The versions of each operation, the newest first. */
function versionsOf(files: readonly JournalFile[]): readonly Versions[] {
  const versions = new Map<string, Versions>();
  for (const file of files.toSorted(newestVersion)) {
    const newer = versions.get(file.id);
    versions.set(file.id, newer ? [...newer, file] : [file]);
  }
  return [...versions.values()];
}
