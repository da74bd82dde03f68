// The journal in a folder of this machine that several windows share: the product's own, seen by a test.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../src/core/activity/fileJournal';
import type { Journal } from '../../src/core/activity/journal';
import { parseName } from '../../src/core/activity/journalFile';
import type { Folder } from '../../src/core/model/folder';
import { isPending, type OperationRecord } from '../../src/core/operations/record';
import { diskFolder } from '../../src/disk/diskFolder';
import { operationIn } from './journalFiles';

export class DiskJournal {
  readonly #last = new Map<string, string>();
  readonly #path: string;
  readonly #now: () => number;
  readonly #disk: Folder;
  readonly #folder: Folder;
  #busy = 0;

  private constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
    const disk = diskFolder(path);
    this.#disk = disk;
    this.#folder = {
      list: () => this.#work(() => disk.list()),
      read: name => this.#work(() => disk.read(name)),
      write: (name, text) => this.#work(() => this.#write(name, text)),
      rename: (from, to) => this.#work(() => disk.rename(from, to)),
      remove: name => this.#work(() => disk.remove(name)),
    };
  }

  static async open(now: () => number): Promise<DiskJournal> {
    return new DiskJournal(await mkdtemp(join(tmpdir(), 'redshift-snapshots-soak-')), now);
  }

  /** What was ever written down, as it was last; also what was removed since. */
  get everWritten(): readonly OperationRecord[] {
    return [...this.#last.values()].map(operationIn);
  }

  /** Whether nothing is being read or written, and no copy is watched any more: who was to be told has been told. */
  async isQuiet(): Promise<boolean> {
    await this.#folder.list();
    return this.#busy === 0 && !this.everWritten.some(isPending);
  }

  /** The journal as one window has it. */
  window(window: string): Journal {
    return new FileJournal(this.#folder, { window, process: process.pid, isGone: () => false, now: this.#now });
  }

  async close(): Promise<void> {
    await rm(this.#path, { recursive: true, force: true });
  }

  async #write(name: string, text: string): Promise<void> {
    await this.#disk.write(name, text);
    const [file] = parseName(name);
    if (file) {
      this.#last.set(file.id, text);
    }
  }

  async #work<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }
}
