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

  /** The files that are left. */
  files(): Promise<readonly string[]> {
    return this.#folder.list();
  }

  /** The journal as one window has it. */
  window(window: string): Journal {
    return new FileJournal(this.#folder, { window, process: process.pid, isRunning: () => true, now: this.now });
  }

  async close(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  readonly #folder: JournalFolder = {
    list: async () => readdir(join(this.path)),
    read: async name => readFile(join(this.path, name), 'utf8').catch(() => undefined),
    write: async (name, text) => {
      await mkdir(this.path, { recursive: true });
      await writeFile(join(this.path, name), text);
      const [file] = parseName(name);
      if (file?.kind === 'json') {
        this.#last.set(file.id, text);
      }
    },
    // It looks first, then renames: two steps, between which something may happen.
    rename: async (from, to) => {
      if (existsSync(join(this.path, to))) {
        throw new Error(`${to} is there already`);
      }
      await rename(join(this.path, from), join(this.path, to));
    },
    remove: async name => {
      await rm(join(this.path, name), { force: true });
    },
  };
}
