import type { Time } from './time';

/** Requests a second that are tried at the least, and after the first refusal. */
const SLOWEST = 1;
const START = 5;
/** What a refusal leaves of the rate, and what each second without one adds to it, as a part of what was left. */
const DECREASE = 0.7;
const GROWTH = 0.5;
/** By what each second multiplies the rate until a second refusal shows where the limit is. */
const SEARCH = 2;
/** ms without a refusal after which the rate is free again. */
const FORGOTTEN = 30_000;

/**
 * How fast one account is asked in one Region by all of its listings together: as fast as answers come, until the service
 * throttles; from then on at a rate that a refusal multiplies and time adds to. The rate swings around what the service
 * allows, which costs nothing: what was not used up is kept by the service for a while.
 */
export class RateLimiter {
  readonly #time: Time;
  /** Requests a second, right after the last refusal. */
  #rateThen = Number.POSITIVE_INFINITY;
  #refusedAt = Number.NEGATIVE_INFINITY;
  #isSearching = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #line: Promise<void> = Promise.resolve();
  /** When requests of the last second were accepted. */
  #accepted: number[] = [];

  constructor(time: Time) {
    this.#time = time;
  }

  /** False while the service limits the rate. */
  get free(): boolean {
    return this.#rate === Number.POSITIVE_INFINITY;
  }

  /** Waits until a request may go and returns when that was. Who asks first goes first. */
  async turn(signal: AbortSignal): Promise<number> {
    const turn = this.#line.then(() => this.#wait(signal));
    this.#line = turn;
    await turn;
    return this.#sentAt;
  }

  /** Whether a request was accepted since then. */
  acceptedSince(time: number): boolean {
    return (this.#accepted.at(-1) ?? Number.NEGATIVE_INFINITY) >= time;
  }

  accepted(): void {
    const now = this.#time.now();
    this.#accepted = [...this.#accepted.filter(at => at > now - 1_000), now];
  }

  /** The request that went at this time was throttled. Those that went together count as one refusal. */
  refused(sentAt: number): void {
    if (sentAt > this.#refusedAt) {
      const isFirst = this.free;
      const rate = isFirst ? Math.max(START, this.#accepted.length) : this.#rate * DECREASE;
      this.#rateThen = Math.max(SLOWEST, rate);
      this.#isSearching = isFirst;
      this.#refusedAt = this.#time.now();
    }
  }

  get #rate(): number {
    const since = this.#time.now() - this.#refusedAt;
    const growth = this.#isSearching ? SEARCH ** (since / 1_000) : 1 + (GROWTH * since) / 1_000;
    return since > FORGOTTEN ? Number.POSITIVE_INFINITY : this.#rateThen * growth;
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const pause = this.#sentAt + 1_000 / this.#rate - this.#time.now();
    if (pause > 0 && !signal.aborted) {
      await this.#time.wait(pause, signal);
    }
    this.#sentAt = this.#time.now();
  }
}
