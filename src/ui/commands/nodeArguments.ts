import type { TreeNode } from '../../core/tree/nodes';

/** What VS Code hands a command from a tree: the row it was called on, and all selected rows if that is one of them. */
export function selectedNodes([node, selected]: readonly unknown[]): readonly TreeNode[] {
  if (Array.isArray(selected)) {
    return selected.filter(isTreeNode);
  }
  return isTreeNode(node) ? [node] : [];
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
