import type { OperationInput } from '../../core/model/gateway';
import type { Snapshot } from '../../core/model/snapshot';
import { allOperations } from '../../core/operations/all';
import type { Call, Operation } from '../../core/operations/operation';

/** Calls that take something back, and the snapshot as it was left. */
export interface Undo {
  readonly calls: readonly Call[];
  readonly seen: Snapshot;
}

export type RunCalls = (
  operation: Operation,
  inputs: readonly OperationInput[],
  seen: readonly Snapshot[],
) => Promise<unknown>;

/** Carries them out, operation by operation, if the snapshots are still as they were left. */
export async function takeBack(undos: readonly Undo[], run: RunCalls): Promise<void> {
  for (const operation of allOperations) {
    const own = undos.flatMap(({ calls, seen }) =>
      calls.filter(call => call.operation === operation.name).map(({ input }) => ({ input, seen })),
    );
    const inputs = own.map(({ input }) => input);
    await (own.length > 0 &&
      run(
        operation,
        inputs,
        own.map(({ seen }) => seen),
      ));
  }
}
