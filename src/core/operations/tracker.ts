import type { BeforeSending, CopyOutcome } from '../copy/copySnapshot';
import { isCopyOf } from '../copy/sendCopy';
import type { CopyRequest, RedshiftGateway } from '../gateway';
import { problemOf } from '../problem';
import { type Session, type SessionState, sessionsOf } from '../session/session';
import type { Snapshot } from '../snapshot';
import { type CallerIdentity, targetKey } from '../target';
import { backOff, type Wait, wait as waitForReal } from '../wait';
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

export interface TrackerOptions {
  readonly journal: Journal;
  /** Operations are other values now. */
  readonly changed: () => void;
  /** An operation has come to its end while it was watched from here. */
  readonly ended: (operation: CopyOperation) => void;
  /** A copy was read again. */
  readonly seen: (session: Session, copy: Snapshot) => void;
  /** The journal could not be written. */
  readonly failed: (error: unknown) => void;
  readonly now?: () => number;
  readonly wait?: Wait;
  readonly newId?: () => string;
}

type Watched = Pick<Session, 'target' | 'ended'> & { readonly gateway: Pick<RedshiftGateway, 'snapshots'> };

/** ms between two readings: at once frequent, then less and less while nothing ends. */
const pause = { first: 4000, most: 60_000 };
/** ms that this window keeps an operation to itself after a reading; longer than the longest pause and a slow answer. */
const lease = 150_000;
/** So often the service has to say that a copy is not there. */
const answersToBelieve = 2;

/**
 * Follows copies to their end: writes each one down before it is sent, reads all pending ones of the open session with
 * one request while there are any, and none when there are none. Goes on after a reload with what the journal has.
 */
export class Tracker {
  readonly #options: TrackerOptions;
  readonly #now: () => number;
  readonly #wait: Wait;
  readonly #operations = new Map<string, CopyOperation>();
  /** So often in a row each was not listed. */
  readonly #missing = new Map<string, number>();
  /** Those whose call has not come back yet: nobody else decides about them. */
  readonly #sending = new Set<string>();
  #loops: AbortController | undefined;
  #sessions: readonly Session[] = [];

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#wait = options.wait ?? waitForReal;
  }

  /** The newest first. */
  get operations(): readonly CopyOperation[] {
    return [...this.#operations.values()].toSorted((a, b) => b.planned - a.planned);
  }

  /** Watches what is pending in the session that is open, as the journal has it, in place of what was watched before. */
  follow(state: SessionState): void {
    const sessions = sessionsOf(state);
    if (sessions.length !== this.#sessions.length || sessions.some(session => !this.#sessions.includes(session))) {
      this.#sessions = sessions;
      // On its own: nobody waits for the journal.
      void this.#resume().catch(this.#options.failed);
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
    const id = (this.#options.newId ?? randomId)();
    let written: CopyOperation | undefined;
    const beforeSending: BeforeSending = async source => {
      written = {
        ...{ id, target: session.target, request, state: 'planned', planned: this.#now() },
        ...(identity && { identity }),
        ...(source && { source }),
      };
      this.#sending.add(id);
      await this.#options.journal.claim(id, lease);
      await this.#save(written);
    };
    try {
      const outcome = await copy(beforeSending);
      if (written !== undefined) {
        // What was done was done, whether it can be written down or not.
        await this.#save(afterSending(written, outcome, this.#now())).catch(this.#options.failed);
      }
      return outcome;
    } finally {
      this.#sending.delete(id);
      this.#followAll();
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

  dispose(): void {
    this.#loops?.abort();
  }

  async #resume(): Promise<void> {
    await this.#readJournal();
    this.#followAll();
  }

  /** Begins anew, with short pauses; each Region's readings are its own. */
  #followAll(): void {
    this.#loops?.abort();
    this.#loops = new AbortController();
    for (const session of this.#sessions) {
      // On its own; ends when nothing is pending any more.
      void this.#readUntilDone(session, AbortSignal.any([this.#loops.signal, session.ended]));
    }
  }

  async #readUntilDone(session: Session, signal: AbortSignal): Promise<void> {
    for (let readings = 1; this.#pendingOf(session).length > 0; readings += 1) {
      await this.#wait(backOff(readings, pause), signal);
      if (signal.aborted) {
        return;
      }
      await this.#read(session, signal);
    }
  }

  /** One reading of all that is pending. A reading that fails changes nothing; the next one may succeed. */
  async #read(session: Session, signal: AbortSignal): Promise<void> {
    try {
      const mine = await this.#claimed(this.#pendingOf(session));
      if (mine.length > 0) {
        const copies = await readCopies(session, mine, signal);
        for (const operation of mine) {
          await this.#decide(session, operation, copies);
        }
      }
    } catch {
      // The output channel has the request that failed.
    }
  }

  async #decide(session: Session, { id }: CopyOperation, copies: ReadonlyMap<string, Snapshot>): Promise<void> {
    const operation = this.#operations.get(id);
    if (operation === undefined || !isPending(operation) || this.#sending.has(id)) {
      return;
    }
    const copy = copies.get(operation.request.targetIdentifier.toLowerCase());
    if (copy === undefined) {
      const missing = (this.#missing.get(id) ?? 0) + 1;
      this.#missing.set(id, missing);
      if (missing >= answersToBelieve) {
        await this.#end(afterMissing(operation, this.#now()));
      }
      return;
    }
    this.#missing.delete(id);
    if (operation.confirmed === undefined && !isCopyOf(copy, operation)) {
      await this.#end(afterClash(operation, this.#now()));
      return;
    }
    const next = afterReading(operation, copy, this.#now());
    this.#options.seen(session, copy);
    await (isPending(next) ? this.#save(next) : this.#end(next));
  }

  async #end(operation: CopyOperation): Promise<void> {
    await this.#save(operation);
    this.#options.ended(operation);
  }

  /** Those that no other window watches; what another one has found out is taken over. */
  async #claimed(operations: readonly CopyOperation[]): Promise<readonly CopyOperation[]> {
    const claims = await Promise.all(operations.map(({ id }) => this.#options.journal.claim(id, lease)));
    if (claims.includes(false)) {
      await this.#readJournal();
    }
    return operations.filter((_, index) => claims[index]);
  }

  #pendingOf(session: Watched): readonly CopyOperation[] {
    const key = targetKey(session.target);
    return this.operations.filter(
      operation => isPending(operation) && !this.#sending.has(operation.id) && targetKey(operation.target) === key,
    );
  }

  async #readJournal(): Promise<void> {
    for (const operation of await this.#options.journal.readAll()) {
      if (operation.target.source.kind === 'sample' && !this.#operations.has(operation.id)) {
        // Its account has gone with the window that made it up.
        await this.#options.journal.remove(operation.id);
      } else if (!this.#sending.has(operation.id)) {
        this.#operations.set(operation.id, operation);
      }
    }
    this.#options.changed();
  }

  async #save(operation: CopyOperation): Promise<void> {
    this.#operations.set(operation.id, operation);
    this.#options.changed();
    await this.#options.journal.write(operation);
    const tooMany = this.operations.filter(other => !isPending(other)).slice(keptOperations);
    await Promise.all(tooMany.map(({ id }) => this.#forget(id)));
  }

  async #forget(id: string): Promise<void> {
    this.#operations.delete(id);
    await this.#options.journal.remove(id);
  }
}

/** The manual snapshots that the operations made, by identifier: one alone by its name, several with one list. */
async function readCopies(
  { gateway }: Watched,
  operations: readonly CopyOperation[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Snapshot>> {
  const [only, ...others] = operations;
  const query =
    only !== undefined && others.length === 0
      ? ({ snapshotIdentifier: only.request.targetIdentifier, type: 'manual' } as const)
      : ({ type: 'manual' } as const);
  const copies = new Map<string, Snapshot>();
  try {
    for await (const { items } of gateway.snapshots(query, signal)) {
      for (const snapshot of items) {
        copies.set(snapshot.identifier.toLowerCase(), snapshot);
      }
    }
  } catch (error) {
    // A single name that is not there is an answer, not a failure.
    if (problemOf(error).kind !== 'snapshotNotFound') {
      throw error;
    }
  }
  return copies;
}

function randomId(): string {
  return crypto.randomUUID();
}
