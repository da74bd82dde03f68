import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** ms that the event loop was not free. */
export interface Blocked {
  readonly longest: number;
  readonly p99: number;
}

const resolution = 1;

/** Watches the event loop of its process. */
export class EventLoopWatch {
  readonly #histogram: IntervalHistogram = monitorEventLoopDelay({ resolution });

  start(): void {
    this.#histogram.reset();
    this.#histogram.enable();
  }

  /** Since the start. A timer that is late by nothing still counts one interval, which is taken off. */
  async stop(): Promise<Blocked> {
    // The last block is counted by the timer that waits for its end.
    await new Promise(resolve => setTimeout(resolve, 5 * resolution));
    this.#histogram.disable();
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
    return { longest: late(this.#histogram.max), p99: late(this.#histogram.percentile(99)) };
  }
}
