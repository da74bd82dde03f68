import { backOff, type Wait } from '../model/wait';

/** ms between two readings: at once frequent, then less and less while nothing ends. */
const pause = { first: 4000, most: 60_000 };

/** When to read again: as ever, as seldom as ever, or not before somebody has done something about it. */
export type AfterReading = 'goOn' | 'seldom' | 'stop';

export interface PollingOptions {
  readonly wait: Wait;
  /** Whether there is anything to read for. */
  readonly wanted: () => boolean;
  /** Never rejects. */
  readonly read: (signal: AbortSignal) => Promise<AfterReading>;
  /** Nothing is read from here on, until it is started or woken again. */
  readonly rested: () => void;
  /** Ends it for good. */
  readonly ended: AbortSignal;
}

/** Reads again and again, less and less often, while there is anything to read for; not at all when there is nothing. */
export class Polling {
  readonly #options: PollingOptions;
  #pausing = new AbortController();
  #running = false;
  #stopped = false;
  #readings = 0;

  constructor(options: PollingOptions) {
    this.#options = options;
    options.ended.addEventListener('abort', () => this.#pausing.abort(), { once: true });
  }

  /** Begins, unless a reading has said to stop; what goes on goes on as it was. */
  start(): void {
    if (!this.#running && !this.#stopped) {
      // On its own; ends when there is nothing to read for.
      void this.#run();
    }
  }

  /** There is something new, or somebody has acted: frequent again. A reading that is about to be made takes it along. */
  wake(): void {
    this.#stopped = false;
    this.start();
    if (this.#readings > 1) {
      this.#readings = 0;
      this.#pausing.abort();
    }
  }

  async #run(): Promise<void> {
    const { wait, wanted, read, rested, ended } = this.#options;
    this.#running = true;
    this.#readings = 0;
    while (!ended.aborted && !this.#stopped && wanted()) {
      this.#readings += 1;
      this.#pausing = new AbortController();
      await wait(backOff(this.#readings, pause), this.#pausing.signal);
      if (!ended.aborted && !this.#pausing.signal.aborted) {
        this.#goOn(await read(ended));
      }
    }
    this.#running = false;
    rested();
  }

  #goOn(after: AfterReading): void {
    if (after === 'seldom') {
      this.#readings = Number.POSITIVE_INFINITY;
    } else if (this.#readings === Number.POSITIVE_INFINITY) {
      this.#readings = 0;
    }
    this.#stopped = after === 'stop';
  }
}
