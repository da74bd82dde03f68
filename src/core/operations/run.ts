import { accepted } from '../model/checked';
import type { OperationInput } from '../model/gateway';
import type { Snapshot } from '../model/snapshot';
import type { Wait } from '../model/wait';
import { type CheckedOperation, check, refuseStale } from './check';
import { explainFailure } from './explainFailure';
import type { Operation } from './operation';
import { type Reads, type ReadsGateway, readsOf } from './reads';
import type { Refusal } from './refusal';
import { type SendAttempt, type SendGateway, type SendOutcome, send } from './send';

/** How an operation ended; `refused`: nothing was sent, because the service would have refused it. */
export type Outcome = SendOutcome | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface RunOptions<Input extends OperationInput = OperationInput> {
  readonly gateway: ReadsGateway & SendGateway;
  readonly operation: Operation<Input>;
  readonly input: Input;
  /** Ends what has not been sent yet. */
  readonly signal: AbortSignal;
  /** Where it is written down and followed. */
  readonly entry: Entry;
  /** What the checks read; the gateway's own when absent. */
  readonly reads?: Reads | undefined;
  /** The checks as they were made before, e.g. for a summary. They are made again when that is too long ago. */
  readonly checked?: CheckedOperation | undefined;
  /** The snapshot that the user saw when asking for it, where there was no check before. */
  readonly seen?: Snapshot | undefined;
  /** No clear answer came; it is being found out whether it was done. */
  readonly inDoubt?: (() => void) | undefined;
  readonly wait?: Wait | undefined;
}

/** The record of one operation that is carried out. */
export interface Entry {
  /** Resolves when it is on the disk. When it rejects, nothing is sent. */
  write(checked: CheckedOperation): Promise<void>;
  /** Called after each call, when its result is known. */
  sent(attempt: SendAttempt): void;
  /** Follows what was sent from here, and leaves what was not. Resolves when the outcome is written down. Never rejects. */
  end(outcome: Outcome): Promise<void>;
}

/** An operation that was carried out. */
export interface Ended {
  readonly outcome: Outcome;
  /** Resolves when the outcome is written down, beside what is shown of it. Never rejects. */
  readonly saved: Promise<void>;
}

/** ms for which what was read is taken as it was. */
const freshFor = 60_000;

/** The path of every operation: check, write down, send, settle, follow and record. Rejects only when it cannot be written down. */
export async function run<Input extends OperationInput>(options: RunOptions<Input>): Promise<Ended> {
  const { gateway, operation, input, signal, entry, reads = readsOf(gateway) } = options;
  const end = (outcome: Outcome): Ended => ({ outcome, saved: entry.end(outcome) });

  const checked = isFresh(options.checked) ? accepted(options.checked) : await check(operation, reads, input, signal);
  if (signal.aborted) {
    return end({ kind: 'cancelled' });
  }
  if (!checked.ok) {
    return end({ kind: 'refused', refusal: checked.reason });
  }
  const { before, caller } = checked.value;
  const stale = refuseStale(options.checked?.before ?? options.seen, before, operation.isOther?.bind(undefined, input));
  if (stale !== undefined) {
    return end({ kind: 'refused', refusal: stale });
  }

  await entry.write(checked.value);

  const sent = await send({ ...options, before, account: caller.account, sent: attempt => entry.sent(attempt) });

  const outcome = await explainFailure(sent, { gateway, operation, input, before });
  return end(outcome.kind === 'done' && before !== undefined ? { ...outcome, before } : outcome);
}

function isFresh(checked: CheckedOperation | undefined): checked is CheckedOperation {
  return checked !== undefined && Date.now() - checked.time < freshFor;
}
