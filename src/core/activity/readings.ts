import { type Problem, problemOf } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import { isPending, type OperationRecord } from '../operations/record';
import type { Session } from '../session/session';
import type { Journal } from './journal';
import type { Judge } from './judge';
import { isSample, type OperationStore } from './operationStore';
import type { Owners } from './owners';
import { readSubjects } from './readSubjects';

export interface ReadingsOptions {
  readonly store: OperationStore;
  readonly journal: Pick<Journal, 'take'>;
  readonly owners: Owners;
  readonly judge: Judge;
  /** Its call has not come back yet: nobody else decides about it. */
  readonly isSending: (id: string) => boolean;
  readonly save: (operation: OperationRecord) => Promise<void>;
  readonly ended: (operations: readonly OperationRecord[]) => void;
  readonly seen: (session: Session, copies: readonly Snapshot[]) => void;
  readonly failed: (error: unknown) => void;
  readonly now: () => number;
}

/** Finds out what has become of operations that were sent, of those at least that no other window watches. */
export class Readings {
  readonly #options: ReadingsOptions;

  constructor(options: ReadingsOptions) {
    this.#options = options;
  }

  /** One reading of all that is pending. One that fails says nothing of them. */
  async read(
    session: Session,
    operations: readonly OperationRecord[],
    signal: AbortSignal,
  ): Promise<Problem | undefined> {
    try {
      const mine = await this.#taken(operations);
      const copies = mine.length > 0 && (await readSubjects(session.gateway, mine, signal));
      await (copies && this.#decide(session, mine, copies));
      return undefined;
    } catch (error) {
      return problemOf(error);
    }
  }

  /** What a reading has found out of these operations is saved, and its ends are told. */
  async #decide(
    session: Session,
    operations: readonly OperationRecord[],
    copies: ReadonlyMap<string, Snapshot>,
  ): Promise<void> {
    const { store, judge, owners, save, seen, ended, failed } = this.#options;
    const now = this.#options.now();
    const found = operations.flatMap(operation => {
      const copy = copies.get(operation.id);
      const next = judge.judge(operation, copy, { isSure: owners.isSurelyOf(operation, session), now });
      return next === operation ? [] : [next];
    });
    if (!found.every(isPending)) {
      // In another window somebody may have said that this end is not waited for.
      await store.read();
    }
    const news = found.filter(({ id }) => this.#isUndecided(id));
    const copiesSeen = news.flatMap(({ after: copy }) => copy ?? []);
    if (copiesSeen.length > 0) {
      seen(session, copiesSeen);
    }
    // What was found out is told, whether it can be written down or not.
    await Promise.all(news.map(operation => save(operation).catch(failed)));
    const over = news.filter(operation => !isPending(operation));
    if (over.length > 0) {
      ended(over);
    }
  }

  #isUndecided(id: string): boolean {
    return isOpen(this.#options.store.get(id)) && !this.#options.isSending(id);
  }

  /** Those that no other window watches; what another one has found out is taken over. Sample data is this window's alone. */
  async #taken(operations: readonly OperationRecord[]): Promise<readonly OperationRecord[]> {
    const { store, journal } = this.#options;
    await store.read();
    const pending = operations.flatMap(({ id }) => store.get(id) ?? []).filter(isPending);
    const taken = await journal.take(pending.filter(operation => !isSample(operation)).map(({ id }) => id));
    return pending.filter(operation => isSample(operation) || taken.has(operation.id));
  }
}

function isOpen(operation: OperationRecord | undefined): boolean {
  return operation !== undefined && isPending(operation);
}
