import type { Journal } from './journal';

/** ms that this window keeps an operation to itself after a reading; longer than the longest pause and a slow answer. */
const lease = 150_000;

/** What this window watches, and no other one meanwhile. */
export class Claims {
  readonly #journal: Pick<Journal, 'claim' | 'release'>;
  readonly #held = new Set<string>();

  constructor(journal: Pick<Journal, 'claim' | 'release'>) {
    this.#journal = journal;
  }

  /** Whether this window has watched it up to now. */
  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** False while another window has it. */
  async take(id: string): Promise<boolean> {
    const taken = await this.#journal.claim(id, lease);
    this.#held[taken ? 'add' : 'delete'](id);
    return taken;
  }

  /** Nobody needs to watch it any more. */
  forget(id: string): void {
    this.#held.delete(id);
  }

  async release(id: string): Promise<void> {
    this.#held.delete(id);
    await this.#journal.release(id);
  }

  /** Leaves all of it to another window. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held].map(id => this.release(id)));
  }
}
