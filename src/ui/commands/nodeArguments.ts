import { snapshotKey } from '../../core/model/snapshot';
import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';

/** What VS Code hands a command from a tree: the row it was called on, and all selected rows if that is one of them. */
export function selectedNodes([node, selected]: readonly unknown[]): readonly TreeNode[] {
  if (Array.isArray(selected)) {
    return selected.filter(isTreeNode);
  }
  return isTreeNode(node) ? [node] : [];
}

/** Each snapshot once: it may be selected at its place and among those that expire. */
export function withoutRepeats<Row>(
  rows: readonly Row[],
  ownerOf: (node: TreeNode) => Session | undefined,
): readonly Row[] {
  const seen = new Map<Session | undefined, Set<string>>();
  return rows.filter(row => {
    if (!isNode(row, 'snapshot')) {
      return true;
    }
    const keys = seen.get(ownerOf(row)) ?? new Set();
    seen.set(ownerOf(row), keys);
    const before = keys.size;
    return keys.add(snapshotKey(row.snapshot)).size > before;
  });
}

export function isNode<Kind extends TreeNode['kind']>(
  value: unknown,
  kind: Kind,
): value is Extract<TreeNode, { kind: Kind }> {
  return isTreeNode(value) && value.kind === kind;
}

function isTreeNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'key' in value;
}
