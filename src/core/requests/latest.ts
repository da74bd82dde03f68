/** Work about things of which only the latest state counts: what was begun for an older one is aborted, or never begins. */
export class Latest {
  readonly #quietTime: number;
  readonly #running = new Map<string, AbortController>();

  /** `quietTime`: ms without another call before `whenQuiet` begins. */
  constructor(quietTime: number) {
    this.#quietTime = quietTime;
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
    const timer = setTimeout(work, this.#quietTime);
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
