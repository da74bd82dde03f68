import type { Journal } from './journal';
import {
  type JournalFile,
  type JournalFolder,
  type JournalWriter,
  nameOf,
  newestVersion,
  parseName,
} from './journalFolder';
import { type CopyOperation, isPending } from './operation';

/** So often it is looked again where another window has replaced what was listed before it could be read, or holds it. */
const maxLooks = 5;

/**
 * The journal as files. No file is ever written over: each version of an operation is a file of its own, and the older
 * ones go when it is there whole, so that a crash at any moment leaves the old or the new one. A claim changes hands by
 * being renamed, which succeeds for one window only.
 */
export class FileJournal implements Journal {
  readonly #folder: JournalFolder;
  readonly #writer: JournalWriter;
  /** What each file holds, whether read or written here; none ever changes. */
  #read: ReadonlyMap<string, CopyOperation> = new Map();
  /** The latest change of each operation: one after the other, in the order in which they were asked for. */
  readonly #changes = new Map<string, Promise<void>>();

  constructor(folder: JournalFolder, writer: JournalWriter) {
    this.#folder = folder;
    this.#writer = writer;
  }

  async readAll(): Promise<readonly CopyOperation[]> {
    for (let looks = 1; ; looks += 1) {
      const files = await this.#files();
      const read = await Promise.all(versionsOf(files).map(versions => this.#newest(versions)));
      if (looks === maxLooks || !read.some(({ missed }) => missed)) {
        const unreadable = new Set(read.flatMap(({ missed }) => (missed?.why === 'unreadable' ? missed.id : [])));
        const operations = this.#takeOver(read, unreadable);
        await this.#tidy(
          files.filter(({ id }) => !unreadable.has(id)),
          operations,
        );
        return [...operations.values()];
      }
    }
  }

  add(operation: CopyOperation): Promise<void> {
    // Nothing is looked for first: what it tells of is not sent before this is on the disk.
    return this.#inOrder(operation.id, () => this.#writeVersion(operation, 1));
  }

  write(operation: CopyOperation): Promise<void> {
    const { id } = operation;
    return this.#inOrder(id, async () => {
      const before = (await this.#files()).filter(file => isEntry(file) && file.id === id);
      await this.#writeVersion(operation, Math.max(0, ...before.map(file => file.number)) + 1);
      await this.#remove(before);
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#remove((await this.#files()).filter(({ id }) => ids.includes(id)));
  }

  async claim(ids: readonly string[], milliseconds: number): Promise<ReadonlySet<string>> {
    const claims = (await this.#files()).filter(isClaim);
    const taken = await Promise.all(
      ids.map(id =>
        this.#take(
          id,
          claims.find(claim => claim.id === id),
          milliseconds,
        ),
      ),
    );
    return new Set(ids.filter((_, index) => taken[index]));
  }

  async claimNew(id: string, milliseconds: number): Promise<void> {
    await this.#folder.write(this.#claimName(id, milliseconds), '');
  }

  async release(ids: readonly string[]): Promise<void> {
    const mine = (await this.#files()).filter(file => isClaim(file) && this.#isMine(file) && ids.includes(file.id));
    await Promise.all(mine.map(({ name, id }) => this.#move(name, nameOf({ ...nobody, id }))));
  }

  async settle(ids: readonly string[]): Promise<void> {
    await this.#remove((await this.#files()).filter(file => isClaim(file) && ids.includes(file.id)));
  }

  async #writeVersion(operation: CopyOperation, number: number): Promise<void> {
    const name = this.#name(operation.id, number, 'json');
    try {
      await this.#folder.write(name, JSON.stringify(operation));
      this.#read = new Map([...this.#read, [name, operation]]);
    } catch (error) {
      await this.#folder.remove(name);
      throw error;
    }
  }

  /** What was read, by id; of what could not be, what was read before. */
  #takeOver(read: readonly Version[], unreadable: ReadonlySet<string>): ReadonlyMap<string, CopyOperation> {
    const before = [...this.#read].filter(([, { id }]) => unreadable.has(id));
    const whole = read.flatMap(({ file, operation }) => (file && operation ? [[file.name, operation] as const] : []));
    this.#read = new Map([...before, ...whole]);
    return new Map([...this.#read.values()].map(operation => [operation.id, operation]));
  }

  /** The newest version that is whole. */
  async #newest(versions: readonly JournalFile[]): Promise<Version> {
    let missed: Version['missed'];
    for (const file of versions) {
      const { id, name } = file;
      const known = this.#read.get(name);
      try {
        const text = known === undefined ? await this.#folder.read(name) : '';
        const operation = known ?? parseOperation(text);
        if (operation?.id === id) {
          return { file, operation };
        }
        if (text === undefined) {
          missed = { id, why: 'gone' };
        }
      } catch {
        // An older one would be wrong.
        return { missed: { id, why: 'unreadable' } };
      }
    }
    return { ...(missed && { missed }) };
  }

  async #take(id: string, claim: JournalFile | undefined, milliseconds: number): Promise<boolean> {
    if (claim === undefined) {
      // It is new, and no other window knows of it.
      await this.claimNew(id, milliseconds);
      return true;
    }
    const now = this.#writer.now();
    const name = this.#claimName(id, milliseconds);
    const left = claim.number - now;
    if (this.#isMine(claim) && left > milliseconds / 2 && left <= milliseconds) {
      return true;
    }
    const isFree = this.#isMine(claim) || left <= 0 || !this.#writer.isRunning(claim.process);
    return isFree && (claim.name === name || (await this.#move(claim.name, name)));
  }

  /** What crashed windows have left: claims to what needs no watching, and entries of which only half was written. */
  async #tidy(files: readonly JournalFile[], operations: ReadonlyMap<string, CopyOperation>): Promise<void> {
    const left = files.filter(({ id, process, kind }) => {
      const operation = operations.get(id);
      const isOver = operation === undefined || (kind === 'watch' && !isPending(operation));
      return isOver && !this.#writer.isRunning(process);
    });
    await this.#remove(left);
  }

  /** False where another window has been faster. */
  async #move(from: string, to: string): Promise<boolean> {
    try {
      await this.#folder.rename(from, to);
      return true;
    } catch {
      return false;
    }
  }

  async #remove(files: readonly JournalFile[]): Promise<void> {
    await Promise.all(files.map(({ name }) => this.#folder.remove(name)));
  }

  async #files(): Promise<readonly JournalFile[]> {
    return (await this.#folder.list()).flatMap(parseName);
  }

  async #inOrder(id: string, change: () => Promise<void>): Promise<void> {
    const before = this.#changes.get(id) ?? Promise.resolve();
    // The one before may have failed: whoever asked for it has been told.
    const work = before.then(change, change);
    this.#changes.set(id, work);
    try {
      await work;
    } finally {
      if (this.#changes.get(id) === work) {
        this.#changes.delete(id);
      }
    }
  }

  #isMine({ window }: JournalFile): boolean {
    return window === this.#writer.window;
  }

  #claimName(id: string, milliseconds: number): string {
    return this.#name(id, Math.round(this.#writer.now() + milliseconds), 'watch');
  }

  #name(id: string, number: number, kind: JournalFile['kind']): string {
    const { process, window } = this.#writer;
    return nameOf({ id, number, process, window, kind });
  }
}

interface Version {
  readonly file?: JournalFile;
  readonly operation?: CopyOperation;
  /** Was there a moment ago, or is there and cannot be read: worth another look. */
  readonly missed?: { readonly id: string; readonly why: 'gone' | 'unreadable' };
}

/** The versions of each operation, the newest first. */
function versionsOf(files: readonly JournalFile[]): readonly (readonly JournalFile[])[] {
  const versions = new Map<string, JournalFile[]>();
  for (const file of files.filter(isEntry).toSorted(newestVersion)) {
    versions.set(file.id, [...(versions.get(file.id) ?? []), file]);
  }
  return [...versions.values()];
}

/** A claim that whoever wants it may take. */
const nobody = { number: 0, process: 0, window: 'nobody', kind: 'watch' } as const;

function isEntry({ kind }: JournalFile): boolean {
  return kind === 'json';
}

function isClaim({ kind }: JournalFile): boolean {
  return kind === 'watch';
}

/** Undefined where it is gone, half there, or not ours. */
function parseOperation(text: string | undefined): CopyOperation | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isOperation(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOperation(value: unknown): value is CopyOperation {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['state'] === 'string' &&
    typeof value['planned'] === 'number' &&
    isObject(value['request']) &&
    typeof value['request']['targetIdentifier'] === 'string' &&
    isObject(value['target']) &&
    isObject(value['target']['source'])
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
