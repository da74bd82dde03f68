import { type ProblemKind, problemOf } from '../../core/problem';
import type { Pace } from './pace';
import type { Time } from './time';

/** What may be gone the next time. */
const MOMENTARY: readonly ProblemKind[] = ['serviceUnavailable', 'timeout', 'network'];
/** Attempts at one page, refusals for asking too often aside. */
const ATTEMPTS = 4;
const REFUSALS = 20;
/** ms before the second attempt; twice as many before each further one. */
const FIRST_PAUSE = 100;

/** Sends single attempts until one succeeds, each when its turn has come. */
export class Patience {
  readonly #pace: Pace;
  readonly #time: Time;

  constructor(pace: Pace, time: Time) {
    this.#pace = pace;
    this.#time = time;
  }

  /** Rejects with what `attempt` was rejected with at last; an attempt has to look at the signal itself. */
  async send<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    let failures = 0;
    let refusals = 0;
    for (;;) {
      const sentAt = await this.#pace.turn(signal);
      try {
        const answer = await attempt();
        this.#pace.accepted();
        return answer;
      } catch (error) {
        const { kind } = problemOf(error);
        if (kind === 'throttled' && refusals < REFUSALS) {
          refusals++;
          this.#pace.refused(sentAt);
        } else if (MOMENTARY.includes(kind) && failures < ATTEMPTS - 1) {
          await this.#time.wait(FIRST_PAUSE * 2 ** failures * (1 + Math.random()), signal);
          failures++;
        } else {
          throw error;
        }
      }
    }
  }
}
