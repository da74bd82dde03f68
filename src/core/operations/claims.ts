import type { Journal } from './journal';

/** ms that this window keeps an operation to itself after a reading; longer than the longest pause and a slow answer. */
const readingLease = 150_000;
/** ms for a copy that is being sent: longer than all its sends and looks may take, as nobody else can know how it ended. */
const sendingLease = 3_600_000;

/** What this window watches, and no other one meanwhile. */
export class Claims {
  readonly #journal: Pick<Journal, 'claim' | 'claimNew' | 'release' | 'settle'>;
  readonly #held = new Set<string>();

  constructor(journal: Pick<Journal, 'claim' | 'claimNew' | 'release' | 'settle'>) {
    this.#journal = journal;
  }

  /** Whether this window has watched it up to now. */
  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** Before it is sent. */
  async takeToSend(id: string): Promise<void> {
    await this.#journal.claimNew(id, sendingLease);
    this.#held.add(id);
  }

  /** Those that no other window has. */
  async take(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const taken = await this.#journal.claim(ids, readingLease);
    for (const id of ids) {
      this.#held[taken.has(id) ? 'add' : 'delete'](id);
    }
    return taken;
  }

  /** Nobody needs to watch them any more. */
  async settle(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#held.delete(id);
    }
    await (ids.length > 0 && this.#journal.settle(ids));
  }

  /** Leaves all of it to another window. */
  async releaseAll(): Promise<void> {
    const held = [...this.#held];
    this.#held.clear();
    await (held.length > 0 && this.#journal.release(held));
  }
}
