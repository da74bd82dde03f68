import { type Checked, rejected } from '../../model/checked';
import type { OperationInput } from '../../model/gateway';
import type { Snapshot } from '../../model/snapshot';
import { type CheckedOperation, check, refuseStale } from '../check';
import type { Operation } from '../operation';
import type { ReadsGateway } from '../reads';
import type { Refusal } from '../refusal';
import { atOnce, forEachAtOnce } from './atOnce';
import { sharedReads } from './sharedReads';

/** What the checks of each have said. */
export type BatchChecks<Input extends OperationInput = OperationInput> = ReadonlyMap<
  Input,
  Checked<CheckedOperation, Refusal>
>;

export interface BatchCheckOptions<Input extends OperationInput> {
  readonly gateway: ReadsGateway;
  readonly operation: Operation<Input>;
  readonly inputs: readonly Input[];
  /** The snapshots that the user saw when asking for each: another one of the name is not meant. */
  readonly seen?: readonly Snapshot[] | undefined;
  readonly signal: AbortSignal;
}

/** Checks all before any is sent, e.g. for a summary. Never rejects. */
export async function checkBatch<Input extends OperationInput>({
  gateway,
  operation,
  inputs,
  seen = [],
  signal,
}: BatchCheckOptions<Input>): Promise<BatchChecks<Input>> {
  const checks = new Map<Input, Checked<CheckedOperation, Refusal>>();
  const reads = sharedReads(gateway, { operation, inputs, signal });
  await forEachAtOnce(inputs, atOnce, async input => {
    const checked = await check(operation, reads, input, AbortSignal.any([signal]));
    const [row, before] = [seen[inputs.indexOf(input)], checked.ok ? checked.value.before : undefined];
    const stale = refuseStale(row, before, operation.isOther?.bind(undefined, input));
    checks.set(input, stale ? rejected(stale) : checked);
  });
  return checks;
}
