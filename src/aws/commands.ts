import { CopyClusterSnapshotCommand, type CopyClusterSnapshotCommandInput } from '@aws-sdk/client-redshift';
import type { OperationInput, OperationName } from '../core/model/gateway';

const commands = {
  CopyClusterSnapshot: input =>
    new CopyClusterSnapshotCommand(input as OperationInput & CopyClusterSnapshotCommandInput),
} satisfies Record<OperationName, (input: OperationInput) => unknown>;

/** The SDK's command for an operation. */
export function commandFor(operation: OperationName, input: OperationInput): CopyClusterSnapshotCommand {
  return commands[operation](input);
}
