import { accepted, type Checked, rejected } from '../model/checked';
import type { OperationInput } from '../model/gateway';
import { isStill, type Snapshot } from '../model/snapshot';
import type { CallerIdentity } from '../model/target';
import type { Operation } from './operation';
import type { Reads } from './reads';
import type { Refusal } from './refusal';

/** An operation that can be sent, by what was read at `time` (ms since the epoch). */
export interface CheckedOperation {
  /** What it is about, as it is before; absent where it must not be read, or there is none. */
  readonly before?: Snapshot;
  readonly caller: CallerIdentity;
  readonly time: number;
}

/** Whether it can be sent, and if not, the first reason. Who is asking needs no permission: without knowing it nothing is sent. */
export async function check<Input extends OperationInput>(
  operation: Operation<Input>,
  reads: Reads,
  input: Input,
  signal: AbortSignal,
): Promise<Checked<CheckedOperation, Refusal>> {
  const time = Date.now();
  const { before, caller, refusals } = await operation.examine(reads, input, signal);
  const [refusal] = refusals;
  if (refusal !== undefined) {
    return rejected(refusal);
  }
  return caller.ok
    ? accepted({ time, caller: caller.value, ...(before && { before }) })
    : rejected({ kind: 'checkFailed', of: 'caller', problem: caller.reason });
}

/** Why an operation is not meant for what is there now: the user saw another snapshot of that name, or another state of it; `isOther`: of what the operation changes. */
export function refuseStale(
  seen: Snapshot | undefined,
  now: Snapshot | undefined,
  isOther: (seen: Snapshot, now: Snapshot) => boolean = () => false,
): Refusal | undefined {
  if (seen === undefined || now === undefined) {
    return undefined;
  }
  if (!isStill(seen, now)) {
    return { kind: 'replaced' };
  }
  const isSame = seen.manualRetentionDays === now.manualRetentionDays && !isOther(seen, now);
  return isSame ? undefined : { kind: 'changedSince' };
}
