/**
 * The rows that VS Code waits for. A change of one of them, or of what is above or below it, is told when it has taken
 * them in: told before, VS Code drops the answer, or keeps rows that it cannot act on.
 */
export class PendingRows {
  readonly #asked = new Set<{ readonly path: string }>();
  /** By path: one change at a place is enough. */
  readonly #changes = new Map<string, () => void>();
  readonly #takenIn: () => Promise<unknown>;

  /** `takenIn` resolves when VS Code has taken in rows that it is given now. */
  constructor(takenIn: () => Promise<unknown>) {
    this.#takenIn = takenIn;
  }

  /** The path of a row starts with that of each row above it. */
  async wait<Rows>(path: string, rows: Promise<Rows>): Promise<Rows> {
    const asked = { path };
    this.#asked.add(asked);
    try {
      return await rows;
    } finally {
      // On its own: it begins when VS Code gets the rows.
      void this.#takenIn().then(() => this.#end(asked));
    }
  }

  /** Whether a row on this path is waited for. */
  has(path: string): boolean {
    return [...this.#asked].some(asked => asked.path.startsWith(path) || path.startsWith(asked.path));
  }

  /** Tells of a change, at once where no row on its path is waited for. */
  tell(path: string, change: () => void): void {
    if (this.has(path)) {
      this.#changes.set(path, change);
    } else {
      this.#changes.delete(path);
      change();
    }
  }

  /** What is waited for is of no use any more. */
  clear(): void {
    this.#asked.clear();
    this.#changes.clear();
  }

  #end(asked: { readonly path: string }): void {
    if (this.#asked.delete(asked)) {
      for (const [path, change] of [...this.#changes]) {
        this.tell(path, change);
      }
    }
  }
}
