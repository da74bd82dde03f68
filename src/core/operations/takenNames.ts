import type { RedshiftGateway } from '../model/gateway';
import { memoize } from '../model/memoize';
import { isOwnedBy, type Snapshot } from '../model/snapshot';
import { findManualSnapshot } from './reads';

type NamesGateway = Pick<RedshiftGateway, 'snapshots' | 'callerIdentity'>;

/**
 * The names of the manual snapshots of an account in a Region, ignoring case: what was known before, plus all pages of
 * the service's list, read once when the first question is asked, plus a look at the one name that is asked for.
 */
export class TakenNames {
  readonly #gateway: NamesGateway;
  readonly #signal: AbortSignal;
  readonly #caller = memoize(async () => this.#gateway.callerIdentity(this.#signal));
  #holders = new Map<string, Snapshot>();
  #complete = false;
  #listed: Promise<void> | undefined;

  constructor(gateway: NamesGateway, known: readonly Snapshot[], signal: AbortSignal) {
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

  /** How many manual snapshots the account has here; undefined as long as not all have been listed. */
  count(): number | undefined {
    return this.#complete ? this.#holders.size : undefined;
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
    const key = name.toLowerCase();
    const known = this.#holders.get(key);
    const listed = this.list();
    // A name that is taken is taken, whatever becomes of the list.
    listed.catch(() => {});
    const account = await this.#account();
    const found = await findManualSnapshot(this.#gateway, { identifier: known?.identifier ?? name, account }, signal);
    if (found !== undefined) {
      return found;
    }
    if (known !== undefined && this.#holders.get(key) === known) {
      // It was deleted since it was seen.
      this.#holders.delete(key);
    }
    await listed;
    return this.#holders.get(key);
  }

  /** What the list does not have is forgotten: it was seen before, and is gone. */
  async #readAll(): Promise<void> {
    const listed = new Map<string, Snapshot>();
    const account = await this.#account();
    for await (const { items } of this.#gateway.snapshots({ type: 'manual' }, this.#signal)) {
      for (const snapshot of items.filter(item => isOwnedBy(item, account))) {
        this.#add(snapshot);
        listed.set(snapshot.identifier.toLowerCase(), snapshot);
      }
    }
    this.#holders = listed;
    this.#complete = true;
  }

  /** Undefined where that cannot be known: then every name that is listed counts. */
  async #account(): Promise<string | undefined> {
    return (await this.#caller().catch(() => undefined))?.account;
  }

  #add(snapshot: Snapshot): void {
    this.#holders.set(snapshot.identifier.toLowerCase(), snapshot);
  }
}
