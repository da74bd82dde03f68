// The journal in a folder of this machine that several windows share, as VS Code's file service would have it.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from '../../src/core/operations/fileJournal';
import type { Journal } from '../../src/core/operations/journal';
import { type JournalFolder, parseName } from '../../src/core/operations/journalFolder';
import type { CopyOperation } from '../../src/core/operations/operation';

export class DiskJournal {
  readonly #last = new Map<string, string>();
  #busy = 0;

  private constructor(
    private readonly path: string,
    private readonly now: () => number,
  ) {}

  static async open(now: () => number): Promise<DiskJournal> {
    return new DiskJournal(await mkdtemp(join(tmpdir(), 'redshift-snapshots-soak-')), now);
  }

  /** What was ever written down, as it was last; also what was removed since. */
  get everWritten(): readonly CopyOperation[] {
    return [...this.#last.values()].map(text => JSON.parse(text));
  }

  /** Whether nothing is being read or written, and no copy is watched any more: who was to be told has been told. */
  async isQuiet(): Promise<boolean> {
    const names = await this.#folder.list();
    return this.#busy === 0 && !names.some(name => name.endsWith('.watch'));
  }

  /** The journal as one window has it. */
  window(window: string): Journal {
    return new FileJournal(this.#folder, { window, process: process.pid, isRunning: () => true, now: this.now });
  }

  async close(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  readonly #folder: JournalFolder = {
    list: () => this.#work(() => readdir(join(this.path))),
    read: name => this.#work(() => readFile(join(this.path, name), 'utf8').catch(() => undefined)),
    write: (name, text) => this.#work(() => this.#write(name, text)),
    // It looks first, then renames: two steps, between which something may happen.
    rename: (from, to) =>
      this.#work(async () => {
        if (existsSync(join(this.path, to))) {
          throw new Error(`${to} is there already`);
        }
        await rename(join(this.path, from), join(this.path, to));
      }),
    remove: name => this.#work(() => rm(join(this.path, name), { force: true })),
  };

  async #write(name: string, text: string): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await writeFile(join(this.path, name), text);
    const [file] = parseName(name);
    if (file?.kind === 'json') {
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
