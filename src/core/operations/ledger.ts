import { type Journal, keptOperations } from './journal';
import { type CopyOperation, isPending } from './operation';

/** All operations as this window knows them, and as the journal has them for all windows. */
export class Ledger {
  readonly #journal: Pick<Journal, 'readAll' | 'add' | 'write' | 'remove'>;
  readonly #changed: () => void;
  readonly #operations = new Map<string, CopyOperation>();
  #first: Promise<void> | undefined;
  #told = true;

  /** `changed` is told once for all changes of one turn. */
  constructor(journal: Pick<Journal, 'readAll' | 'add' | 'write' | 'remove'>, changed: () => void) {
    this.#journal = journal;
    this.#changed = changed;
  }

  /** The newest first. */
  get all(): readonly CopyOperation[] {
    return [...this.#operations.values()].toSorted((a, b) => b.planned - a.planned);
  }

  get(id: string): CopyOperation | undefined {
    return this.#operations.get(id);
  }

  /** Resolves when what the journal has was read, once. */
  ready(): Promise<void> {
    this.#first ??= this.read();
    return this.#first;
  }

  /** Takes over what other windows have written down. */
  async read(): Promise<void> {
    const before = new Map(this.#operations);
    for (const operation of await this.#journal.readAll()) {
      // What this window has found out meanwhile is newer.
      if (this.#operations.get(operation.id) === before.get(operation.id)) {
        this.#operations.set(operation.id, operation);
      }
    }
    this.#change();
  }

  /** Resolves when it is on the disk; what belongs to sample data goes with this window, and is not written down. */
  async put(operation: CopyOperation): Promise<void> {
    const isNew = !this.#operations.has(operation.id);
    this.#operations.set(operation.id, operation);
    this.#change();
    if (!isSample(operation)) {
      await (isNew ? this.#journal.add(operation) : this.#journal.write(operation));
    }
    const tooMany = this.all.filter(other => !isPending(other)).slice(keptOperations);
    await this.forget(tooMany);
  }

  /** It is no longer known here; the journal never had it. */
  drop(id: string): void {
    this.#operations.delete(id);
    this.#change();
  }

  async forget(operations: readonly CopyOperation[]): Promise<void> {
    for (const { id } of operations) {
      this.drop(id);
    }
    const written = operations.filter(operation => !isSample(operation));
    await (written.length > 0 && this.#journal.remove(written.map(({ id }) => id)));
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

function isSample({ target }: CopyOperation): boolean {
  return target.source.kind === 'sample';
}
