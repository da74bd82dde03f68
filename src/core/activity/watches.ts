import type { Problem } from '../model/problem';
import { targetKey } from '../model/target';
import { backOff, type Wait } from '../model/wait';
import type { Session } from '../session/session';

export interface WatchesOptions {
  readonly wait: Wait;
  /** Whether anything of a session can be read now. */
  readonly wanted: (session: Session) => boolean;
  /** Whether anything of a session is pending, or going to be when it has been sent. */
  readonly hasPending: (session: Session) => boolean;
  /** Reads what is pending in a session, and resolves with why that was not possible. Never rejects. */
  readonly read: (session: Session, signal: AbortSignal) => Promise<Problem | undefined>;
  /** Why it is not possible may be another reason by now. */
  readonly changed: () => void;
}

/** ms between two readings: at once frequent, then less and less while nothing ends. */
const pause = { first: 4000, most: 60_000 };
/** So many sessions that were replaced are watched to the end of their copies, the latest ones. */
const mostLeft = 3;

/** The sessions whose copies are watched, each with readings of its own. */
export class Watches {
  readonly #options: WatchesOptions;
  #watches: readonly Watch[] = [];
  /** Those whose session was replaced while something was pending in it. */
  #left: readonly Watch[] = [];

  constructor(options: WatchesOptions) {
    this.#options = options;
  }

  /** Those that are open. */
  get sessions(): readonly Session[] {
    return this.#watches.map(({ session }) => session);
  }

  /**
   * Watches these in place of those before; one that stays goes on as it was, and one that is replaced goes on to the end
   * of its copies, unless another one shows the same target. False when nothing is different.
   */
  become(sessions: readonly Session[]): boolean {
    const before = this.#watches;
    const kept = before.filter(({ session }) => sessions.includes(session));
    this.#watches = sessions.map(
      session => kept.find(watch => watch.session === session) ?? new Watch(session, this.#options),
    );
    const keys = sessions.map(({ target }) => targetKey(target));
    const left = [...this.#left, ...before.filter(watch => !kept.includes(watch))];
    this.#left = left
      .filter(watch => watch.leave() && !keys.includes(targetKey(watch.session.target)))
      .slice(-mostLeft);
    for (const watch of left.filter(candidate => !this.#left.includes(candidate))) {
      watch.end();
    }
    return kept.length !== before.length || kept.length !== sessions.length;
  }

  /** Something may be pending by now. */
  start(): void {
    for (const watch of this.#all) {
      watch.start();
    }
  }

  /** Something new is pending. */
  wake(): void {
    for (const watch of this.#all) {
      watch.wake();
    }
  }

  /** What could not be read in a session is tried again: somebody has acted. */
  retry(session: Session): void {
    for (const watch of this.#watches) {
      if (watch.session === session && watch.problem !== undefined) {
        watch.wake();
      }
    }
  }

  /** Why the latest reading of a session was not possible. */
  problemOf(session: Session): Problem | undefined {
    return this.#watches.find(watch => watch.session === session)?.problem;
  }

  /** Nothing is watched any more. */
  close(): void {
    for (const watch of this.#all) {
      watch.end();
    }
    this.#watches = [];
    this.#left = [];
  }

  get #all(): readonly Watch[] {
    return [...this.#watches, ...this.#left];
  }
}

/** Reads again and again, less and less often, while there is anything to read for in a session; not at all when there is nothing. */
class Watch {
  readonly session: Session;
  readonly #options: WatchesOptions;
  readonly #ending = new AbortController();
  #pausing = new AbortController();
  #isRunning = false;
  #isLeft = false;
  #readings = 0;
  #problem: Problem | undefined;
  /** What follows from the latest problem, until somebody has acted. */
  #after: AfterReading = 'goOn';

  constructor(session: Session, options: WatchesOptions) {
    this.session = session;
    this.#options = options;
    // The connection stays open until then, also when the session is replaced.
    void session.carryThrough(
      new Promise<void>(resolve => this.#ending.signal.addEventListener('abort', () => resolve(), { once: true })),
    );
  }

  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** Begins, unless a reading has said to stop; what goes on goes on as it was. */
  start(): void {
    if (!this.#isRunning && this.#after !== 'stop') {
      // On its own; ends when there is nothing to read for.
      void this.#run();
    }
  }

  /** There is something new, or somebody has acted: frequent again. A reading that is about to be made takes it along. */
  wake(): void {
    this.#after = 'goOn';
    this.start();
    if (this.#readings > 1) {
      this.#readings = 0;
      this.#pausing.abort();
    }
  }

  /** Its session was replaced. False when there is nothing to go on for. */
  leave(): boolean {
    this.#isLeft = true;
    return this.#goesOn();
  }

  end(): void {
    this.#ending.abort();
    this.#pausing.abort();
  }

  /** Whoever could do something about a problem is looking at something else by now. */
  #goesOn(): boolean {
    return (
      !this.#ending.signal.aborted && afterReading(this.#problem) !== 'stop' && this.#options.hasPending(this.session)
    );
  }

  async #run(): Promise<void> {
    const { wait, wanted } = this.#options;
    const ending = this.#ending.signal;
    this.#isRunning = true;
    this.#readings = 0;
    while (!ending.aborted && this.#after !== 'stop' && wanted(this.session)) {
      this.#readings += 1;
      this.#pausing = new AbortController();
      await wait(backOff(this.#readings, pause), this.#pausing.signal);
      if (!this.#pausing.signal.aborted) {
        await this.#read();
      }
    }
    this.#isRunning = false;
    if (this.#isLeft && !this.#goesOn()) {
      this.end();
    }
  }

  async #read(): Promise<void> {
    const problem = await this.#options.read(this.session, this.#ending.signal);
    const isTrouble = problem !== undefined || this.#problem !== undefined;
    this.#problem = problem;
    this.#after = afterReading(problem);
    if (this.#after === 'seldom') {
      this.#readings = Number.POSITIVE_INFINITY;
    } else if (this.#readings === Number.POSITIVE_INFINITY) {
      this.#readings = 0;
    }
    if (isTrouble) {
      this.#options.changed();
    }
  }
}

/** When to read again: as ever, as seldom as ever, or not before somebody has done something about it. */
type AfterReading = 'goOn' | 'seldom' | 'stop';

/** Some problems do not go away by themselves, and asking again may make them worse. */
function afterReading(problem: Problem | undefined): AfterReading {
  switch (problem?.kind) {
    case 'accessDenied':
    case 'signInRequired':
    case 'credentialsExpired':
    case 'credentialsRejected':
    case 'credentialsMissing':
    case 'clockSkewed':
    case 'profileBroken':
      return 'stop';
    case 'network':
      return 'seldom';
    default:
      return 'goOn';
  }
}
