import type { OperationInput, OperationName } from '../model/gateway';
import type { Snapshot } from '../model/snapshot';
import type { Target } from '../model/target';
import { operations } from '../operations/all';
import { inOrder } from '../operations/input';

/** One call of the service, to be written down in another tool's words. */
export interface ApiCall {
  readonly operation: OperationName | 'DescribeClusterSnapshots';
  /** The parameters by their names in the API, in its order. */
  readonly parameters: OperationInput;
  readonly target: Target;
}

/** What an operation asks for; without what is not known. */
export function operationCall(operation: OperationName, input: OperationInput, target: Target): ApiCall {
  return { operation, parameters: inOrder(operations[operation], input), target };
}

/** The description of a snapshot, for one that cannot be copied. */
export function describeCall({ identifier, type }: Snapshot, target: Target): ApiCall {
  return {
    operation: 'DescribeClusterSnapshots',
    parameters: { SnapshotIdentifier: identifier, SnapshotType: type },
    target,
  };
}

/** `copy-cluster-snapshot` for `CopyClusterSnapshot`, and so on with another hyphen. */
export function inLowerCase(name: string, hyphen: string): string {
  return name.replace(/(?<!^)[A-Z]/g, letter => `${hyphen}${letter}`).toLowerCase();
}
