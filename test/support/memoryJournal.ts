// A journal in memory that several windows share: what a disk would keep, as text, without the disk.
import type { Journal } from '../../src/core/operations/journal';
import { type CopyOperation, isPending } from '../../src/core/operations/operation';

interface Claim {
  readonly window: string;
  readonly until: number;
}

export class MemoryDisk {
  /** How often it was asked to keep something. */
  writes = 0;
  /** Rejects the next writes while it is set. */
  full: Error | undefined;
  readonly #files = new Map<string, string>();
  readonly #last = new Map<string, string>();
  readonly #claims = new Map<string, Claim>();

  constructor(private readonly now: () => number) {}

  /** What is kept now. */
  get operations(): readonly CopyOperation[] {
    return [...this.#files.values()].map(text => JSON.parse(text));
  }

  /** What was ever written down, as it was last; also what was removed since. */
  get everWritten(): readonly CopyOperation[] {
    return [...this.#last.values()].map(text => JSON.parse(text));
  }

  /** Who watches an operation, if anybody does. */
  watcherOf(id: string): string | undefined {
    const claim = this.#claims.get(id);
    return claim !== undefined && claim.until > this.now() ? claim.window : undefined;
  }

  /** The journal as one window has it. */
  window(window: string): Journal {
    return {
      readAll: async () => this.operations,
      write: async operation => {
        if (this.full !== undefined) {
          throw this.full;
        }
        this.writes += 1;
        const text = JSON.stringify(operation);
        this.#files.set(operation.id, text);
        this.#last.set(operation.id, text);
        if (!isPending(operation)) {
          this.#claims.delete(operation.id);
        }
      },
      remove: async id => {
        this.#files.delete(id);
        this.#claims.delete(id);
      },
      claim: async (id, milliseconds) => {
        const holder = this.watcherOf(id);
        if (holder !== undefined && holder !== window) {
          return false;
        }
        this.#claims.set(id, { window, until: this.now() + milliseconds });
        return true;
      },
      release: async id => {
        this.#claims.delete(id);
      },
    };
  }
}
