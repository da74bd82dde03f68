import { backOff, type Wait } from '../wait';

/** ms between two readings: at once frequent, then less and less while nothing ends. */
const pause = { first: 4000, most: 60_000 };

export interface PollingOptions {
  readonly wait: Wait;
  /** Whether there is anything to read for. */
  readonly wanted: () => boolean;
  /** Never rejects. */
  readonly read: (signal: AbortSignal) => Promise<void>;
  /** Ends it for good. */
  readonly ended: AbortSignal;
}

/** Reads again and again, less and less often, while there is anything to read for; not at all when there is nothing. */
export class Polling {
  readonly #options: PollingOptions;
  #pausing = new AbortController();
  #running = false;
  #readings = 0;

  constructor(options: PollingOptions) {
    this.#options = options;
    options.ended.addEventListener('abort', () => this.#pausing.abort(), { once: true });
  }

  /** There is something new: frequent again. A reading that is about to be made takes it along. */
  wake(): void {
    if (!this.#running) {
      // On its own; ends when there is nothing to read for.
      void this.#run();
    } else if (this.#readings > 1) {
      this.#readings = 0;
      this.#pausing.abort();
    }
  }

  async #run(): Promise<void> {
    const { wait, wanted, read, ended } = this.#options;
    this.#running = true;
    this.#readings = 0;
    while (!ended.aborted && wanted()) {
      this.#readings += 1;
      this.#pausing = new AbortController();
      await wait(backOff(this.#readings, pause), this.#pausing.signal);
      if (!ended.aborted && !this.#pausing.signal.aborted) {
        await read(ended);
      }
    }
    this.#running = false;
  }
}
