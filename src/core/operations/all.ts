import type { OperationInput, OperationName } from '../model/gateway';
import { authorizeSnapshotAccess } from './authorizeSnapshotAccess';
import { copyClusterSnapshot } from './copyClusterSnapshot';
import { createClusterSnapshot } from './createClusterSnapshot';
import { createTags } from './createTags';
import { deleteClusterSnapshot } from './deleteClusterSnapshot';
import { deleteTags } from './deleteTags';
import { modifyClusterSnapshot } from './modifyClusterSnapshot';
import type { Asked, Call, Operation, Subject } from './operation';
import { revokeSnapshotAccess } from './revokeSnapshotAccess';

/** Every operation that creates, changes or destroys something. */
export const operations: Readonly<Record<OperationName, Operation>> = {
  CopyClusterSnapshot: copyClusterSnapshot,
  CreateClusterSnapshot: createClusterSnapshot,
  ModifyClusterSnapshot: modifyClusterSnapshot,
  CreateTags: createTags,
  DeleteTags: deleteTags,
  AuthorizeSnapshotAccess: authorizeSnapshotAccess,
  RevokeSnapshotAccess: revokeSnapshotAccess,
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

/** The calls that take back what was done; none where nothing can. */
export function inverseOf(
  record: Asked & { readonly operation: OperationName; readonly state: string },
): readonly Call[] {
  return record.state === 'done' ? (operations[record.operation].inverse?.(record) ?? []) : [];
}

/** The first snapshot that several of these are about, ignoring case: the order in which they are carried out is not known. */
export function askedTwice({ subject }: Operation, inputs: readonly OperationInput[]): string | undefined {
  const names = inputs.map(input => subject({ input }).identifier);
  const keys = names.map(name => name.toLowerCase());
  return names.find((_, index) => keys.indexOf(keys[index] ?? '') !== index);
}
