/** Requests at once, of all listings of a target together. */
export const WIDTH = 16;

/** Lets so many go at once; the others wait in the order in which they came. */
export class ConcurrencyLimiter {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(most = WIDTH) {
    this.#free = most;
  }

  /** Whether one more could go now. */
  get hasRoom(): boolean {
    return this.#free > 0;
  }

  /** Does the work when fewer are under way. An aborted signal ends the waiting: the work has to look at it. */
  async run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const isCounted = await this.#enter(signal);
    try {
      return await work();
    } finally {
      if (isCounted) {
        this.#leave();
      }
    }
  }

  async #enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted || this.#free > 0) {
      this.#free -= signal.aborted ? 0 : 1;
      return !signal.aborted;
    }
    return new Promise(resolve => {
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        this.#waiting.delete(enter);
        resolve(false);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(enter);
    });
  }

  /** The next is who has waited longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
    } else {
      this.#waiting.delete(next);
      next();
    }
  }
}
