import type { OperationInput, OperationName } from '../model/gateway';
import { copyClusterSnapshot } from './copyClusterSnapshot';
import { createClusterSnapshot } from './createClusterSnapshot';
import { deleteClusterSnapshot } from './deleteClusterSnapshot';
import { modifyClusterSnapshot } from './modifyClusterSnapshot';
import type { Asked, Operation, Subject } from './operation';

/** Every operation that creates, changes or destroys something. */
export const operations: Readonly<Record<OperationName, Operation>> = {
  CopyClusterSnapshot: copyClusterSnapshot,
  CreateClusterSnapshot: createClusterSnapshot,
  ModifyClusterSnapshot: modifyClusterSnapshot,
  DeleteClusterSnapshot: deleteClusterSnapshot,
};

export const allOperations: readonly Operation[] = Object.values(operations);

export function isOperationName(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(operations, name);
}

/** The snapshot that it makes, changes or removes. */
export function subjectOf({ operation, ...asked }: Asked & { readonly operation: OperationName }): Subject {
  return operations[operation].subject(asked);
}

/** The input with which the same operation takes back what was done; undefined where nothing can. */
export function inverseOf(
  record: Asked & { readonly operation: OperationName; readonly state: string },
): OperationInput | undefined {
  return record.state === 'done' ? operations[record.operation].inverse?.(record) : undefined;
}

/** The first snapshot that several of these are about, ignoring case: the order in which they are carried out is not known. */
export function askedTwice({ subject }: Operation, inputs: readonly OperationInput[]): string | undefined {
  const names = inputs.map(input => subject({ input }).identifier);
  const keys = names.map(name => name.toLowerCase());
  return names.find((_, index) => keys.indexOf(keys[index] ?? '') !== index);
}
