import type { OperationInput } from '../model/gateway';
import type { Problem } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import { type Wait, wait as waitForReal } from '../model/wait';
import type { Operation } from '../operations/operation';
import { progressOf } from '../operations/progress';
import { isPending, type OperationRecord, unwatched } from '../operations/record';
import type { Entry } from '../operations/run';
import type { OperationUnderWay } from '../operations/underWay';
import { type Session, type SessionState, sessionsOf } from '../session/session';
import type { Journal } from './journal';
import { Judge } from './judge';
import { OperationStore } from './operationStore';
import { Owners } from './owners';
import { Readings } from './readings';
import { Sendings } from './sendings';
import { Watches } from './watches';

export interface TrackerOptions {
  readonly journal: Journal;
  /** Operations are other values now. */
  readonly changed: () => void;
  /** One reading has shown that these operations, which were watched from here, have come to their end. */
  readonly ended: (operations: readonly OperationRecord[]) => void;
  /** Copies were read again: all those of one reading. */
  readonly seen: (session: Session, copies: readonly Snapshot[]) => void;
  /** The journal could not be written. */
  readonly failed: (error: unknown) => void;
  readonly now?: () => number;
  readonly wait?: Wait;
}

/**
 * Follows copies to their end: writes each one down before it is sent, reads all pending ones of the open session with
 * one request while there are any, and none when there are none. Goes on after a reload with what the journal has.
 */
export class Tracker {
  readonly #options: TrackerOptions;
  readonly #now: () => number;
  readonly #store: OperationStore;
  readonly #owners = new Owners();
  readonly #judge = new Judge();
  readonly #sendings: Sendings;
  readonly #readings: Readings;
  readonly #watches: Watches;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#store = new OperationStore(options.journal, options.changed);
    this.#now = options.now ?? Date.now;
    const save = (operation: OperationRecord): Promise<void> => this.#save(operation);
    this.#sendings = new Sendings({
      ...{ store: this.#store, failed: options.failed, now: this.#now, save },
      over: () => this.#watches.wake(),
    });
    this.#readings = new Readings({
      ...options,
      ...{ store: this.#store, owners: this.#owners, judge: this.#judge },
      ...{ now: this.#now, save },
      isSending: id => this.#sendings.has(id),
    });
    this.#watches = new Watches({
      wait: options.wait ?? waitForReal,
      wanted: session => this.#readable(session).length > 0,
      hasPending: session => this.#pendingOf(session).length > 0,
      read: (session, signal) => this.#read(session, signal),
      changed: options.changed,
    });
  }

  /** The same as {@link operations}, with what the journal has, also when nothing was followed yet. */
  async known(): Promise<readonly OperationRecord[]> {
    await this.#store.ready();
    return this.operations;
  }

  /** All that are known by now, of every target, the newest first. */
  get operations(): readonly OperationRecord[] {
    return this.#store.all;
  }

  /** Those of the open sessions: of their targets, and of no other account. */
  get current(): readonly OperationRecord[] {
    return this.operations.filter(operation =>
      this.#watches.sessions.some(session => this.#owners.isOf(operation, session)),
    );
  }

  /** What is known by now of an operation that was given out before. */
  latest(operation: OperationRecord): OperationRecord {
    return this.#store.get(operation.id) ?? operation;
  }

  /** Those of an open session that have not come to their end. */
  underWay(session: Session): readonly OperationUnderWay[] {
    const earlier = this.current;
    return this.#pendingOf(session).map(operation => {
      const problem = this.#watches.problemOf(session);
      const progress = progressOf(operation, earlier, this.#now());
      return { operation, progress, ...(problem && { problem }) };
    });
  }

  /** The open session in whose account an operation was made, where that is certain. */
  sessionOf(operation: OperationRecord): Session | undefined {
    return this.#watches.sessions.find(
      session => this.#owners.isOf(operation, session) && this.#owners.isSurelyOf(operation, session),
    );
  }

  /** Why a pending operation of the open sessions could not be read the last time. */
  problemOf(operation: OperationRecord): Problem | undefined {
    const owner = this.#watches.sessions.find(session => this.#owners.isOf(operation, session));
    return owner && isPending(operation) ? this.#watches.problemOf(owner) : undefined;
  }

  /**
   * Watches what is pending in the sessions that are open, as the journal has it. What is still pending in those before is
   * watched to its end.
   */
  follow(state: SessionState): void {
    const sessions = sessionsOf(state);
    if (this.#watches.become(sessions)) {
      const known = [this.#store.read(), ...sessions.map(session => this.#owners.learn(session))];
      for (const work of known) {
        // On its own: nobody waits for the journal, or for STS.
        void work.then(() => this.#again(), this.#options.failed);
      }
    }
  }

  /** Another window may have begun something, and be gone by now. */
  async lookAgain(): Promise<void> {
    if (this.#watches.sessions.length > 0) {
      await this.#store.read();
      this.#again();
    }
  }

  /** Somebody has acted: what could not be read in this session is tried again. */
  retry(session: Session): void {
    this.#watches.retry(session);
  }

  /** The entry of an operation that is going to be carried out in a session; what was sent is followed. */
  begin({ target }: Session, { name: operation }: Operation, input: OperationInput): Entry {
    return this.#sendings.begin({ operation, input, target });
  }

  /** No longer followed, and said so: the copy itself goes on. */
  async stopWatching(id: string): Promise<void> {
    const operation = this.#store.get(id);
    if (operation !== undefined && isPending(operation)) {
      await this.#save(unwatched(operation, this.#now()));
    }
  }

  /** Forgets those of the open sessions that have ended. */
  async clear(): Promise<void> {
    await this.#store.forget(this.current.filter(operation => !isPending(operation)));
  }

  /** What is pending is left to another window, or to this one after its reload. */
  dispose(): void {
    this.#watches.close();
    // On its own: there is nobody left to wait.
    void this.#options.journal.leave().catch(this.#options.failed);
  }

  /** What is pending in a session and has been sent. */
  #readable(session: Session): readonly OperationRecord[] {
    return this.#pendingOf(session).filter(({ id }) => !this.#sendings.has(id));
  }

  #pendingOf(session: Session): readonly OperationRecord[] {
    return this.operations.filter(operation => isPending(operation) && this.#owners.isOf(operation, session));
  }

  async #read(session: Session, signal: AbortSignal): Promise<Problem | undefined> {
    // STS may say by now what it could not say before.
    if (await this.#owners.learn(session)) {
      this.#options.changed();
    }
    return this.#readings.read(session, this.#readable(session), signal);
  }

  /** More is known now of what is shown and watched. */
  #again(): void {
    this.#options.changed();
    this.#watches.start();
  }

  async #save(operation: OperationRecord): Promise<void> {
    await this.#store.put(operation);
    if (!isPending(operation)) {
      this.#judge.forget(operation.id);
    }
  }
}
