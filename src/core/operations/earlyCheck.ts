import type { Checked } from '../model/checked';
import type { OperationInput } from '../model/gateway';
import { type CheckedOperation, check } from './check';
import type { Operation } from './operation';
import { type ReadsGateway, readsOf } from './reads';
import type { Refusal } from './refusal';

/** The checks before an operation, made while its last question is open: who answers it waits for the sending alone. */
export class EarlyCheck<Input extends OperationInput> {
  readonly #operation: Operation<Input>;
  readonly #gateway: ReadsGateway;
  readonly #signal: AbortSignal;
  #current = new AbortController();
  #passed: CheckedOperation | undefined;
  #checked: Promise<Checked<CheckedOperation, Refusal>> | undefined;

  /** Nothing is asked any more when the signal is aborted. */
  constructor(operation: Operation<Input>, gateway: ReadsGateway, signal: AbortSignal) {
    this.#operation = operation;
    this.#gateway = gateway;
    this.#signal = signal;
  }

  /** Checks this input, and no other any more. */
  begin(input: Input): void {
    this.end();
    this.#passed = undefined;
    this.#current = new AbortController();
    this.#checked = this.#check(input, this.#current.signal);
  }

  /** Ends what is not over. */
  end(): void {
    this.#current.abort();
  }

  /** What has passed; undefined where that is to be found out anew: it was not over yet, or something forbade it then. */
  get passed(): CheckedOperation | undefined {
    return this.#passed;
  }

  /** Why it is refused whatever its name is: what the service says, and no check that could not be made. */
  async refusal(): Promise<Exclude<Refusal, { kind: 'checkFailed' | 'targetTaken' }> | undefined> {
    const checked = await this.#checked;
    const refusal = checked?.ok === false ? checked.reason : undefined;
    return refusal?.kind === 'targetTaken' || refusal?.kind === 'checkFailed' ? undefined : refusal;
  }

  async #check(input: Input, current: AbortSignal): Promise<Checked<CheckedOperation, Refusal>> {
    const signal = AbortSignal.any([this.#signal, current]);
    const checked = await check(this.#operation, readsOf(this.#gateway), input, signal);
    if (checked.ok && !current.aborted) {
      this.#passed = checked.value;
    }
    return checked;
  }
}
