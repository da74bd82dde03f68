import type { BeforeSending, CopyOutcome } from '../copy/copySnapshot';
import type { CopyRequest } from '../gateway';
import { type Problem, ProblemError, problemOf } from '../problem';
import { type Session, type SessionState, sessionsOf } from '../session/session';
import type { Snapshot } from '../snapshot';
import type { CallerIdentity } from '../target';
import { type Wait, wait as waitForReal } from '../wait';
import { Claims } from './claims';
import type { Journal } from './journal';
import { Judge } from './judge';
import { Ledger } from './ledger';
import { type Attempt, afterSending, type CopyOperation, isPending, unwatched } from './operation';
import { Owners } from './owners';
import { progressOf } from './progress';
import { Readings } from './readings';
import type { CopyUnderWay } from './underWay';
import { Watches } from './watches';

export interface TrackerOptions {
  readonly journal: Journal;
  /** Operations are other values now. */
  readonly changed: () => void;
  /** One reading has shown that these operations, which were watched from here, have come to their end. */
  readonly ended: (operations: readonly CopyOperation[]) => void;
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
  readonly #ledger: Ledger;
  readonly #owners = new Owners();
  readonly #judge = new Judge();
  /** Those whose call has not come back yet: nobody else decides about them. */
  readonly #sending = new Set<string>();
  readonly #claims: Claims;
  readonly #readings: Readings;
  readonly #watches: Watches;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#ledger = new Ledger(options.journal, options.changed);
    this.#claims = new Claims(options.journal);
    this.#now = options.now ?? Date.now;
    this.#readings = new Readings({
      ...options,
      ...{ ledger: this.#ledger, claims: this.#claims, owners: this.#owners, judge: this.#judge },
      isSending: id => this.#sending.has(id),
      save: operation => this.#save(operation),
      now: this.#now,
    });
    this.#watches = new Watches({
      wait: options.wait ?? waitForReal,
      wanted: session => this.#readable(session).length > 0,
      owed: session => this.#pendingOf(session).length > 0,
      read: (session, signal) => this.#readings.read(session, this.#readable(session), signal),
      changed: options.changed,
    });
  }

  /** The same as {@link operations}, with what the journal has, also when nothing was followed yet. */
  async known(): Promise<readonly CopyOperation[]> {
    await this.#ledger.ready();
    return this.operations;
  }

  /** All that are known by now, of every target, the newest first. */
  get operations(): readonly CopyOperation[] {
    return this.#ledger.all;
  }

  /** Those of the open sessions: of their targets, and of no other account. */
  get current(): readonly CopyOperation[] {
    return this.operations.filter(operation =>
      this.#watches.sessions.some(session => this.#owners.isOf(operation, session)),
    );
  }

  /** What is known by now of an operation that was given out before. */
  latest(operation: CopyOperation): CopyOperation {
    return this.#ledger.get(operation.id) ?? operation;
  }

  /** Those of an open session that have not come to their end. */
  underWay(session: Session): readonly CopyUnderWay[] {
    const earlier = this.current;
    return this.#pendingOf(session).map(operation => {
      const problem = this.#watches.problemOf(session);
      const progress = progressOf(operation, earlier, this.#now());
      return { operation, progress, ...(problem && { problem }) };
    });
  }

  /** The open session in whose account an operation was made, where that is certain. */
  sessionOf(operation: CopyOperation): Session | undefined {
    return this.#watches.sessions.find(
      session => this.#owners.isOf(operation, session) && this.#owners.isSurelyOf(operation, session),
    );
  }

  /** Why a pending operation of the open sessions could not be read the last time. */
  problemOf(operation: CopyOperation): Problem | undefined {
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
      const known = [this.#ledger.read(), ...sessions.map(session => this.#owners.learn(session))];
      for (const work of known) {
        // On its own: nobody waits for the journal, or for STS.
        void work.then(() => this.#again(), this.#options.failed);
      }
    }
  }

  /** Another window may have begun something, and be gone by now. */
  async lookAgain(): Promise<void> {
    if (this.#watches.sessions.length > 0) {
      await this.#ledger.read();
      this.#again();
    }
  }

  /** Somebody has acted: what could not be read in this session is tried again. */
  retry(session: Session): void {
    this.#watches.retry(session);
  }

  /**
   * Carries a copy out and follows it. `copy` calls what it is given right before it sends: the operation is on the disk
   * when that resolves, and nothing may be sent when it rejects. Resolves with the outcome of `copy`.
   */
  async track(
    session: Session,
    plan: { readonly request: CopyRequest; readonly identity: CallerIdentity | undefined },
    copy: (beforeSending: BeforeSending) => Promise<CopyOutcome>,
  ): Promise<CopyOutcome> {
    const { identity, request } = plan;
    const id = crypto.randomUUID();
    let written: CopyOperation | undefined;
    const attempts: Attempt[] = [];
    const beforeSending: BeforeSending = async source => {
      written = {
        ...{ id, target: session.target, request, state: 'planned', planned: this.#now() },
        ...(identity && { identity }),
        ...(source && { source }),
      };
      this.#sending.add(id);
      // In this order: as soon as another window can read of it, it is claimed.
      await this.#claims.takeToSend(id);
      await this.#save(written);
      return attempt => attempts.push({ time: this.#now(), ...attempt });
    };
    try {
      const outcome = await copy(beforeSending);
      if (written !== undefined) {
        await this.#saveOutcome(afterSending({ ...written, attempts }, outcome, this.#now()));
      }
      return outcome;
    } catch (error) {
      // It could not be written down, so it was not sent.
      this.#ledger.drop(id);
      await this.#claims.settle([id]).catch(this.#options.failed);
      const { code, message } = problemOf(error);
      throw new ProblemError({ kind: 'notWrittenDown', code, message }, { cause: error });
    } finally {
      this.#sending.delete(id);
      this.#watches.wake();
    }
  }

  /** No longer followed, and said so: the copy itself goes on. */
  async stopWatching(id: string): Promise<void> {
    const operation = this.#ledger.get(id);
    if (operation !== undefined && isPending(operation)) {
      await this.#save(unwatched(operation, this.#now()));
    }
  }

  /** Forgets those of the open sessions that have ended. */
  async clear(): Promise<void> {
    await this.#ledger.forget(this.current.filter(operation => !isPending(operation)));
  }

  /** What is pending is left to another window, or to this one after its reload. */
  dispose(): void {
    this.#watches.close();
    // On its own: there is nobody left to wait.
    void this.#claims.releaseAll().catch(this.#options.failed);
  }

  /** What was done was done, whether it can be written down or not. Who no longer watches is not made to watch again. */
  async #saveOutcome(operation: CopyOperation): Promise<void> {
    if (isPending(operation)) {
      await this.#ledger.read();
    }
    const stopped = this.#ledger.get(operation.id)?.state === 'unwatched' && isPending(operation);
    await this.#save(stopped ? unwatched(operation, this.#now()) : operation).catch(this.#options.failed);
  }

  /** What is pending in a session and has been sent. */
  #readable(session: Session): readonly CopyOperation[] {
    return this.#pendingOf(session).filter(({ id }) => !this.#sending.has(id));
  }

  #pendingOf(session: Session): readonly CopyOperation[] {
    return this.operations.filter(operation => isPending(operation) && this.#owners.isOf(operation, session));
  }

  /** More is known now of what is shown and watched. */
  #again(): void {
    this.#options.changed();
    this.#watches.start();
  }

  async #save(operation: CopyOperation): Promise<void> {
    await this.#ledger.put(operation);
    if (!isPending(operation)) {
      this.#judge.forget(operation.id);
      await this.#claims.settle([operation.id]);
    }
  }
}
