import { isPending, type OperationRecord } from '../operations/record';
import { type Journal, keptOperations } from './journal';

/** All operations as this window knows them, and as the journal has them for all windows. */
export class OperationStore {
  readonly #journal: Pick<Journal, 'readAll' | 'add' | 'write' | 'remove'>;
  readonly #changed: () => void;
  readonly #operations = new Map<string, OperationRecord>();
  /** Those that the journal had: what it has no more was forgotten by another window. */
  readonly #written = new Set<string>();
  #first: Promise<void> | undefined;
  #told = true;

  /** `changed` is called once for all changes of one turn. */
  constructor(journal: Pick<Journal, 'readAll' | 'add' | 'write' | 'remove'>, changed: () => void) {
    this.#journal = journal;
    this.#changed = changed;
  }

  /** The newest first. */
  get all(): readonly OperationRecord[] {
    return [...this.#operations.values()].toSorted((a, b) => b.planned - a.planned);
  }

  get(id: string): OperationRecord | undefined {
    return this.#operations.get(id);
  }

  /** Resolves when what the journal has was read, once; one that fails is made again when that is asked for. */
  ready(): Promise<void> {
    this.#first ??= this.read().catch((error: unknown) => {
      this.#first = undefined;
      throw error;
    });
    return this.#first;
  }

  /** Takes over what other windows have written down. */
  async read(): Promise<void> {
    const [before, written] = [new Map(this.#operations), [...this.#written]];
    let isNews = false;
    const journal = new Map((await this.#journal.readAll()).map(operation => [operation.id, operation]));
    for (const [id, operation] of journal) {
      // What this window has found out meanwhile is newer.
      const known = this.#operations.get(id);
      if (known === before.get(id)) {
        this.#operations.set(id, operation);
        this.#written.add(id);
        isNews ||= known !== operation;
      }
    }
    const gone = written.filter(id => !journal.has(id) && this.#operations.get(id) === before.get(id));
    for (const id of gone) {
      this.#forget(id);
    }
    if (isNews || gone.length > 0) {
      this.#change();
    }
  }

  /** Resolves when it is on the disk, except for sample data. */
  async put(operation: OperationRecord): Promise<void> {
    const isNew = !this.#operations.has(operation.id);
    this.#operations.set(operation.id, operation);
    this.#change();
    if (!isSample(operation)) {
      await (isNew ? this.#journal.add(operation) : this.#journal.write(operation));
      this.#written.add(operation.id);
    }
    const tooMany = this.all.filter(other => !isPending(other)).slice(keptOperations);
    await this.forget(tooMany);
  }

  /** It is no longer known here; the journal never had it. */
  drop(id: string): void {
    this.#forget(id);
    this.#change();
  }

  async forget(operations: readonly OperationRecord[]): Promise<void> {
    for (const { id } of operations) {
      this.drop(id);
    }
    const written = operations.filter(operation => !isSample(operation));
    await (written.length > 0 && this.#journal.remove(written.map(({ id }) => id)));
  }

  #forget(id: string): void {
    this.#operations.delete(id);
    this.#written.delete(id);
  }

  #change(): void {
    if (this.#told) {
      this.#told = false;
      queueMicrotask(() => {
        this.#told = true;
        this.#changed();
      });
    }
  }
}

/** It goes with this window, and is not written down. */
export function isSample({ target }: OperationRecord): boolean {
  return target.source.kind === 'sample';
}
