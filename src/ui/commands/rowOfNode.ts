import type { Snapshot } from '../../core/model/snapshot';
import { allOperations } from '../../core/operations/all';
import { snapshotNow } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import type { TreeNode } from '../../core/tree/nodes';

/** What an operation starts from: the snapshot of a row, or the one that its cluster would have now. Undefined: not from this row. */
export function rowOfNode({ isOffered }: Pick<Operation, 'isOffered'>, node: TreeNode): Snapshot | undefined {
  if (isOffered === undefined) {
    return node.kind === 'cluster' ? snapshotNow(node.cluster.identifier) : undefined;
  }
  return node.kind === 'snapshot' && isOffered(node.snapshot) ? node.snapshot : undefined;
}

/** The operations that all of these rows offer. */
export function operationsOn(...nodes: readonly TreeNode[]): readonly Operation[] {
  return allOperations.filter(operation => nodes.every(node => rowOfNode(operation, node) !== undefined));
}
