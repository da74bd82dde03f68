import type { RedshiftGateway } from '../gateway';
import type { Snapshot } from '../snapshot';
import { findManualSnapshot } from './reads';

/**
 * The names of the manual snapshots of an account in a Region, ignoring case: what was known before, plus all pages of
 * the service's list, read once when the first question is asked, plus a look at the one name that is asked for.
 */
export class TakenNames {
  readonly #gateway: Pick<RedshiftGateway, 'snapshots'>;
  readonly #signal: AbortSignal;
  readonly #holders = new Map<string, Snapshot>();
  #listed: Promise<void> | undefined;

  constructor(gateway: Pick<RedshiftGateway, 'snapshots'>, known: readonly Snapshot[], signal: AbortSignal) {
    this.#gateway = gateway;
    this.#signal = signal;
    for (const snapshot of known) {
      this.#add(snapshot);
    }
  }

  /** By what is known without asking. */
  isKnown(name: string): boolean {
    return this.#holders.has(name.toLowerCase());
  }

  /** Resolves when the list is complete. Rejects with a ProblemError; the next call tries again. */
  list(): Promise<void> {
    this.#listed ??= this.#readAll().catch((error: unknown) => {
      this.#listed = undefined;
      throw error;
    });
    return this.#listed;
  }

  /** The snapshot that has this name, or undefined when it is free. Rejects with a ProblemError. */
  async holderOf(name: string, signal: AbortSignal): Promise<Snapshot | undefined> {
    const known = this.#holders.get(name.toLowerCase());
    if (known !== undefined) {
      return known;
    }
    const listed = this.list();
    // A name that is taken is taken, whatever becomes of the list.
    listed.catch(() => {});
    const found = await findManualSnapshot(this.#gateway, name, signal);
    if (found === undefined) {
      await listed;
    }
    return found ?? this.#holders.get(name.toLowerCase());
  }

  async #readAll(): Promise<void> {
    for await (const { items } of this.#gateway.snapshots({ type: 'manual' }, this.#signal)) {
      items.forEach(snapshot => {
        this.#add(snapshot);
      });
    }
  }

  #add(snapshot: Snapshot): void {
    this.#holders.set(snapshot.identifier.toLowerCase(), snapshot);
  }
}
