import type { Session } from '../session/session';
import type { Wait } from '../wait';
import { Polling } from './polling';

export interface WatchesOptions {
  readonly wait: Wait;
  /** Whether anything of a session is pending. */
  readonly wanted: (session: Session) => boolean;
  /** Reads what is pending in a session. Never rejects. */
  readonly read: (session: Session, signal: AbortSignal) => Promise<void>;
}

interface Watch {
  readonly session: Session;
  readonly polling: Polling;
  readonly ending: AbortController;
}

/** The sessions whose copies are watched, each with readings of its own. */
export class Watches {
  readonly #options: WatchesOptions;
  #watches: readonly Watch[] = [];

  constructor(options: WatchesOptions) {
    this.#options = options;
  }

  get sessions(): readonly Session[] {
    return this.#watches.map(({ session }) => session);
  }

  /** Watches these in place of those before; one that stays goes on as it was. False when nothing is different. */
  become(sessions: readonly Session[]): boolean {
    const gone = this.#watches.filter(({ session }) => !sessions.includes(session));
    const kept = this.#watches.filter(({ session }) => sessions.includes(session));
    for (const { ending } of gone) {
      ending.abort();
    }
    this.#watches = sessions.map(session => kept.find(watch => watch.session === session) ?? this.#watchOf(session));
    return gone.length > 0 || kept.length !== sessions.length;
  }

  /** Something new is pending. */
  wake(): void {
    for (const { polling } of this.#watches) {
      polling.wake();
    }
  }

  #watchOf(session: Session): Watch {
    const { wait, wanted, read } = this.#options;
    const ending = new AbortController();
    const polling = new Polling({
      wait,
      wanted: () => wanted(session),
      read: signal => read(session, signal),
      ended: AbortSignal.any([session.ended, ending.signal]),
    });
    return { session, polling, ending };
  }
}
