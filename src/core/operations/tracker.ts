import type { BeforeSending, CopyOutcome } from '../copy/copySnapshot';
import { isCopyOf } from '../copy/sendCopy';
import type { CopyRequest } from '../gateway';
import { type Session, type SessionState, sessionsOf } from '../session/session';
import type { Snapshot } from '../snapshot';
import { type CallerIdentity, targetKey } from '../target';
import { type Wait, wait as waitForReal } from '../wait';
import { Absences } from './absences';
import { Claims } from './claims';
import { type Journal, keptOperations } from './journal';
import {
  afterClash,
  afterMissing,
  afterReading,
  afterSending,
  type CopyOperation,
  isPending,
  unwatched,
} from './operation';
import { readCopies } from './readCopies';
import { Watches } from './watches';

export interface TrackerOptions {
  readonly journal: Journal;
  /** Operations are other values now. */
  readonly changed: () => void;
  /** One reading has shown that these operations, which were watched from here, have come to their end. */
  readonly ended: (operations: readonly CopyOperation[]) => void;
  /** A copy was read again. */
  readonly seen: (session: Session, copy: Snapshot) => void;
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
  readonly #operations = new Map<string, CopyOperation>();
  readonly #absences = new Absences();
  /** Those whose call has not come back yet: nobody else decides about them. */
  readonly #sending = new Set<string>();
  readonly #claims: Claims;
  readonly #watches: Watches;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#claims = new Claims(options.journal);
    this.#now = options.now ?? Date.now;
    this.#watches = new Watches({
      wait: options.wait ?? waitForReal,
      wanted: session => this.#pendingOf(session).length > 0,
      read: (session, signal) => this.#read(session, signal),
    });
  }

  /** The newest first. */
  get operations(): readonly CopyOperation[] {
    return [...this.#operations.values()].toSorted((a, b) => b.planned - a.planned);
  }

  /** Watches what is pending in the sessions that are open, as the journal has it, in place of what was watched before. */
  follow(state: SessionState): void {
    if (this.#watches.become(sessionsOf(state))) {
      // On its own: nobody waits for the journal.
      void this.#readJournal().then(() => this.#watches.wake(), this.#options.failed);
    }
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
    const beforeSending: BeforeSending = async source => {
      written = {
        ...{ id, target: session.target, request, state: 'planned', planned: this.#now() },
        ...(identity && { identity }),
        ...(source && { source }),
      };
      this.#sending.add(id);
      await Promise.all([this.#claims.take(id), this.#save(written)]);
    };
    try {
      const outcome = await copy(beforeSending);
      if (written !== undefined) {
        await this.#saveOutcome(afterSending(written, outcome, this.#now()));
      }
      return outcome;
    } catch (error) {
      // It could not be written down, so it was not sent.
      this.#operations.delete(id);
      this.#claims.forget(id);
      this.#options.changed();
      throw error;
    } finally {
      this.#sending.delete(id);
      this.#watches.wake();
    }
  }

  /** No longer followed, and said so: the copy itself goes on. */
  async stopWatching(id: string): Promise<void> {
    const operation = this.#operations.get(id);
    if (operation !== undefined && isPending(operation)) {
      await this.#save(unwatched(operation, this.#now()));
    }
  }

  /** Forgets those that have ended. */
  async clear(): Promise<void> {
    const ended = this.operations.filter(operation => !isPending(operation));
    await Promise.all(ended.map(operation => this.#forget(operation.id)));
    this.#options.changed();
  }

  /** What is pending is left to another window, or to this one after its reload. */
  dispose(): void {
    this.#watches.become([]);
    // On its own: there is nobody left to wait.
    void this.#claims.releaseAll().catch(this.#options.failed);
  }

  /** One reading of all that is pending. A reading that fails changes nothing; the next one may succeed. */
  async #read(session: Session, signal: AbortSignal): Promise<void> {
    try {
      const mine = await this.#claimed(this.#pendingOf(session));
      if (mine.length > 0) {
        const copies = await readCopies(session.gateway, mine, signal);
        const decided = await Promise.all(mine.map(operation => this.#decide(session, operation, copies)));
        const ended = decided.filter(operation => operation !== undefined);
        if (ended.length > 0) {
          this.#options.ended(ended);
        }
      }
    } catch {
      // The output channel has the request that failed.
    }
  }

  /** The operation, if this is the end of it. */
  async #decide(
    session: Session,
    { id }: CopyOperation,
    copies: ReadonlyMap<string, Snapshot>,
  ): Promise<CopyOperation | undefined> {
    const operation = this.#operations.get(id);
    if (operation === undefined || !isPending(operation) || this.#sending.has(id)) {
      return undefined;
    }
    const copy = copies.get(operation.request.targetIdentifier.toLowerCase());
    const next = this.#judge(operation, copy);
    if (next === operation) {
      return undefined;
    }
    if (copy !== undefined && next.copy === copy) {
      this.#options.seen(session, copy);
    }
    // What was found out is told, whether it can be written down or not.
    await this.#save(next).catch(this.#options.failed);
    return isPending(next) ? undefined : next;
  }

  /** What it means that the service lists this copy, or none. */
  #judge(operation: CopyOperation, copy: Snapshot | undefined): CopyOperation {
    const now = this.#now();
    if (copy === undefined) {
      return this.#absences.missed(operation, now) ? afterMissing(operation, now) : operation;
    }
    this.#absences.forget(operation.id);
    const isOther = operation.confirmed === undefined && !isCopyOf(copy, operation);
    return isOther ? afterClash(operation, now) : afterReading(operation, copy, now);
  }

  /** What was done was done, whether it can be written down or not. Who no longer watches is not made to watch again. */
  async #saveOutcome(operation: CopyOperation): Promise<void> {
    const current = this.#operations.get(operation.id);
    const stopped = current?.state === 'unwatched' && isPending(operation);
    await this.#save(stopped ? unwatched(operation, this.#now()) : operation).catch(this.#options.failed);
  }

  /** Those that no other window watches; what another one has found out is taken over. */
  async #claimed(operations: readonly CopyOperation[]): Promise<readonly CopyOperation[]> {
    const mine = operations.every(({ id }) => this.#claims.has(id));
    const claims = await Promise.all(operations.map(({ id }) => this.#claims.take(id)));
    if (!mine || claims.includes(false)) {
      await this.#readJournal();
    }
    const taken = operations.filter((_, index) => claims[index]).flatMap(({ id }) => this.#operations.get(id) ?? []);
    const ended = taken.filter(operation => !isPending(operation));
    await Promise.all(ended.map(({ id }) => this.#claims.release(id)));
    return taken.filter(isPending);
  }

  #pendingOf(session: Session): readonly CopyOperation[] {
    const key = targetKey(session.target);
    return this.operations.filter(
      operation => isPending(operation) && !this.#sending.has(operation.id) && targetKey(operation.target) === key,
    );
  }

  async #readJournal(): Promise<void> {
    const before = new Map(this.#operations);
    for (const operation of await this.#options.journal.readAll()) {
      const { id, target } = operation;
      // What this window has found out meanwhile is newer.
      const unchanged = this.#operations.get(id) === before.get(id) && !this.#sending.has(id);
      if (target.source.kind === 'sample' && !this.#operations.has(id)) {
        // Its account has gone with the window that made it up.
        await this.#options.journal.remove(id);
      } else if (unchanged) {
        this.#operations.set(id, operation);
      }
    }
    this.#options.changed();
  }

  async #save(operation: CopyOperation): Promise<void> {
    this.#operations.set(operation.id, operation);
    this.#options.changed();
    await this.#options.journal.write(operation);
    if (!isPending(operation)) {
      this.#claims.forget(operation.id);
      this.#absences.forget(operation.id);
    }
    const tooMany = this.operations.filter(other => !isPending(other)).slice(keptOperations);
    await Promise.all(tooMany.map(({ id }) => this.#forget(id)));
  }

  async #forget(id: string): Promise<void> {
    this.#operations.delete(id);
    await this.#options.journal.remove(id);
  }
}
