import { keepUntilDeleted } from '../model/retention';
import { type CheckedOperation, check } from './check';
import { type CopyNames, copyClusterSnapshot } from './copyClusterSnapshot';
import { type ReadsGateway, readsOf } from './reads';

/** The checks before a copy, made while its last question is open: who answers it waits for the copy alone. */
export class EarlyCheck {
  readonly #gateway: ReadsGateway;
  readonly #signal: AbortSignal;
  #current = new AbortController();
  #passed: CheckedOperation | undefined;

  /** Nothing is asked any more when the signal is aborted. */
  constructor(gateway: ReadsGateway, signal: AbortSignal) {
    this.#gateway = gateway;
    this.#signal = signal;
  }

  /** Checks these names, and no others any more. */
  begin(names: CopyNames): void {
    this.end();
    this.#passed = undefined;
    this.#current = new AbortController();
    // On its own: whether it has passed is asked when that is needed.
    void this.#check(names, this.#current.signal);
  }

  /** Ends what is not over. */
  end(): void {
    this.#current.abort();
  }

  /** What has passed; undefined where that is to be found out anew: it was not over yet, or something forbade the copy then. */
  get passed(): CheckedOperation | undefined {
    return this.#passed;
  }

  async #check(names: CopyNames, current: AbortSignal): Promise<void> {
    const input = { ...names, ManualSnapshotRetentionPeriod: keepUntilDeleted };
    const checked = await check(
      copyClusterSnapshot,
      readsOf(this.#gateway),
      input,
      AbortSignal.any([this.#signal, current]),
    );
    if (checked.ok && !current.aborted) {
      this.#passed = checked.value;
    }
  }
}
