import type { RedshiftGateway } from '../../core/model/gateway';
import type { Snapshot } from '../../core/model/snapshot';
import { allOperations } from '../../core/operations/all';
import { snapshotNow } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import type { TreeNode } from '../../core/tree/nodes';

/** What an operation starts from: the snapshot of a row, or the one that its cluster would have now. Undefined: not from this row. */
export function rowOfNode(
  { isOffered }: Pick<Operation, 'isOffered'>,
  node: TreeNode,
  clock: Pick<RedshiftGateway, 'now'>,
): Snapshot | undefined {
  if (isOffered === undefined) {
    return node.kind === 'cluster' ? snapshotNow(node.cluster.identifier, clock) : undefined;
  }
  return node.kind === 'snapshot' && isOffered(node.snapshot) ? node.snapshot : undefined;
}

/**
 * Whether the service would refuse it, by what the row shows: a snapshot of a cluster that is not available, a copy of the
 * latest snapshot of a paused one.
 */
export function isRefused({ isOffered, source }: Pick<Operation, 'isOffered' | 'source'>, node: TreeNode): boolean {
  switch (node.kind) {
    case 'cluster':
      return isOffered === undefined && node.cluster.status !== 'available';
    case 'snapshot':
      return source !== undefined && node.isPaused === true;
    default:
      return false;
  }
}

/** The operations that all of these rows offer. */
export function operationsOn(...nodes: readonly TreeNode[]): readonly Operation[] {
  return allOperations.filter(operation => nodes.every(node => rowOfNode(operation, node, Date) !== undefined));
}
