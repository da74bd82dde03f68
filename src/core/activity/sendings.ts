import { ProblemError, problemOf } from '../model/problem';
import { type Attempt, afterSending, isPending, type OperationRecord, unwatched } from '../operations/record';
import type { Entry } from '../operations/run';
import type { OperationStore } from './operationStore';

export interface SendingsOptions {
  readonly store: OperationStore;
  /** Writes down what is known of an operation now. */
  readonly save: (operation: OperationRecord) => Promise<void>;
  /** One is over: what came of it is written down. */
  readonly over: () => void;
  /** The journal could not be written. */
  readonly failed: (error: unknown) => void;
  readonly now: () => number;
}

/** The operations that are being carried out: each is written down before it is sent, and when it is known what came of it. */
export class Sendings {
  readonly #options: SendingsOptions;
  readonly #ids = new Set<string>();

  constructor(options: SendingsOptions) {
    this.#options = options;
  }

  /** Its call has not come back yet, or what came of it is not written down: nobody else decides about it. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** The entry of an operation that is going to be carried out. */
  begin({ operation, input, target }: Pick<OperationRecord, 'operation' | 'input' | 'target'>): Entry {
    const { store, save, now } = this.#options;
    const id = crypto.randomUUID();
    this.#ids.add(id);
    let written: OperationRecord | undefined;
    const attempts: Attempt[] = [];
    return {
      write: async ({ before, caller }) => {
        const record: OperationRecord = {
          ...{ id, operation, target, identity: caller, input, state: 'planned', planned: now() },
          ...(before && { before }),
        };
        try {
          await save(record);
          written = record;
        } catch (error) {
          store.drop(id);
          this.#end(id);
          const { code, message } = problemOf(error);
          throw new ProblemError({ kind: 'notWrittenDown', code, message }, { cause: error });
        }
      },
      sent: attempt => attempts.push({ time: now(), ...attempt }),
      end: outcome => {
        const saving = written
          ? this.#saveOutcome(afterSending({ ...written, attempts }, outcome, now()))
          : Promise.resolve();
        return saving.finally(() => this.#end(id));
      },
    };
  }

  /** What was done was done, whether it can be written down or not. Who no longer watches is not made to watch again. */
  async #saveOutcome(operation: OperationRecord): Promise<void> {
    const { store, save, failed, now } = this.#options;
    await (isPending(operation) && store.read().catch(failed));
    const stopped = store.get(operation.id)?.state === 'unwatched' && isPending(operation);
    await save(stopped ? unwatched(operation, now()) : operation).catch(failed);
  }

  #end(id: string): void {
    this.#ids.delete(id);
    this.#options.over();
  }
}
