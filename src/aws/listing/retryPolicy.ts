import { type Problem, type ProblemKind, problemOf } from '../../core/model/problem';
import { ConcurrencyLimiter } from './concurrencyLimiter';
import { RateLimiter } from './rateLimiter';
import type { Time } from './time';

/** What may be gone the next time. A clock that is wrong is known to be so after the first answer. */
const MOMENTARY: readonly ProblemKind[] = ['serviceUnavailable', 'timeout', 'network', 'clockSkewed'];
/** Refusals of one page for asking too often, where the service answers others meanwhile, and where it answers nobody. */
const REFUSALS = 20;
const REFUSALS_OF_ALL = 8;
/** ms before the second attempt; twice as many before each further one. */
const FIRST_PAUSE = 100;

export interface RetryOptions {
  readonly time: Time;
  /** How often one page is tried, refusals for asking too often aside. */
  readonly attempts: () => number;
}

/** Sends the pages of all listings of a target: single attempts until one succeeds, each when its turn has come. */
export class RetryPolicy {
  readonly #options: RetryOptions;
  readonly #pace: RateLimiter;
  readonly #limiter = new ConcurrencyLimiter();

  constructor(options: RetryOptions) {
    this.#options = options;
    this.#pace = new RateLimiter(options.time);
  }

  /** Whether more requests than there are would be answered sooner. */
  get hasRoom(): boolean {
    return this.#pace.free && this.#limiter.hasRoom;
  }

  /** Rejects with what `attempt` was rejected with at last; an attempt has to look at the signal itself. */
  async send<Answer>(attempt: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    const { time, attempts } = this.#options;
    const start = time.now();
    let failures = 0;
    let refusals = 0;
    for (;;) {
      const sent = { at: start };
      try {
        return await this.#limiter.run(() => this.#try(attempt, sent, signal), signal);
      } catch (error) {
        const problem = problemOf(error);
        const mostRefusals = this.#pace.acceptedSince(start) ? REFUSALS : REFUSALS_OF_ALL;
        if (isOf(problem, ['throttled']) && refusals < mostRefusals) {
          refusals++;
          this.#pace.refused(sent.at);
        } else if (isOf(problem, MOMENTARY) && failures < attempts() - 1) {
          await time.wait(FIRST_PAUSE * 2 ** failures * (1 + Math.random()), signal);
          failures++;
        } else {
          throw error;
        }
      }
    }
  }

  async #try<Answer>(attempt: () => Promise<Answer>, sent: { at: number }, signal: AbortSignal): Promise<Answer> {
    sent.at = await this.#pace.turn(signal);
    const answer = await attempt();
    this.#pace.accepted();
    return answer;
  }
}

/** Whatever kept somebody from getting credentials is no matter of the request: it was not made. */
function isOf({ kind, operation }: Problem, kinds: readonly ProblemKind[]): boolean {
  return operation !== undefined && kinds.includes(kind);
}
