/** Work about things of which only the latest state counts: what was begun for an older one is aborted, or never begins. */
export class Latest {
  readonly #patience: number;
  readonly #running = new Map<string, AbortController>();

  /** `patience`: ms without another call before `whenQuiet` begins. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** Begins at once, in the place of all that was begun for the same thing. */
  begin(key: string): AbortSignal {
    this.forget(key);
    const work = new AbortController();
    this.#running.set(key, work);
    return work.signal;
  }

  /** Begins when nothing has come for the same thing for a while. */
  whenQuiet(key: string, work: () => void): void {
    const timer = setTimeout(work, this.#patience);
    this.begin(key).addEventListener('abort', () => clearTimeout(timer));
  }

  /** The thing is gone. */
  forget(key: string): void {
    this.#running.get(key)?.abort();
    this.#running.delete(key);
  }

  dispose(): void {
    for (const key of [...this.#running.keys()]) {
      this.forget(key);
    }
  }
}
