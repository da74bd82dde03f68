// The journal in memory that several windows share: the product's own, on a folder that is a map.

import { FileJournal } from '../../src/core/activity/fileJournal';
import type { Journal } from '../../src/core/activity/journal';
import { newestVersion, parseName } from '../../src/core/activity/journalFile';
import type { Folder } from '../../src/core/model/folder';
import type { OperationRecord } from '../../src/core/operations/record';
import { operationIn } from './journalFiles';

export class MemoryDisk {
  /** How often it was asked to keep something. */
  writes = 0;
  /** Rejects the next writes while it is set. */
  full: Error | undefined;
  readonly #files = new Map<string, string>();
  readonly #last = new Map<string, string>();

  constructor(private readonly now: () => number) {}

  readonly folder: Folder = {
    list: async () => [...this.#files.keys()],
    read: async name => this.#files.get(name),
    write: async (name, text) => this.#write(name, text),
    rename: async (from, to) => {
      const text = this.#files.get(from);
      if (text === undefined) {
        throw new Error(`${from} is not there`);
      }
      this.#files.delete(from);
      this.#files.set(to, text);
    },
    remove: async name => {
      this.#files.delete(name);
    },
  };

  /** What is kept now, the newest version of each. */
  get operations(): readonly OperationRecord[] {
    const entries = [...this.#files.keys()].flatMap(parseName);
    const newest = new Map(entries.toSorted((a, b) => newestVersion(b, a)).map(({ id, name }) => [id, name]));
    return [...newest.values()].map(name => operationIn(this.#files.get(name) ?? ''));
  }

  /** What was ever written down, as it was last; also what was removed since. */
  get everWritten(): readonly OperationRecord[] {
    return [...this.#last.values()].map(operationIn);
  }

  /** Who watches an operation, or did when it ended. */
  watcherOf(id: string): string | undefined {
    const files = [...this.#files.keys()].flatMap(parseName).filter(file => file.id === id);
    return files.toSorted(newestVersion)[0]?.window;
  }

  /** The journal as one window has it; all of them seem to run for ever. */
  window(window: string): Journal {
    return new FileJournal(this.folder, { window, process: 1, isGone: () => false, now: this.now });
  }

  #write(name: string, text: string): void {
    const [file] = parseName(name);
    if (file) {
      if (this.full !== undefined) {
        throw this.full;
      }
      this.writes += 1;
      this.#last.set(file.id, text);
    }
    this.#files.set(name, text);
  }
}

/** Does what another journal does, as a plain object of which a test replaces something. */
export function passingTo(journal: Journal): Journal {
  return {
    readAll: () => journal.readAll(),
    add: operation => journal.add(operation),
    write: operation => journal.write(operation),
    remove: ids => journal.remove(ids),
    take: ids => journal.take(ids),
    leave: () => journal.leave(),
  };
}
