import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';
import type { DescriptionLink, Documents } from './documents';

/** "Show JSON": what `describe-clusters` or `describe-cluster-snapshots` would print for a row. */
export async function showJson(documents: Documents, session: Session, node: TreeNode): Promise<void> {
  const link = linkOf(node, session);
  if (link !== undefined) {
    await documents.openDescription(link, session);
  }
}

function linkOf(node: TreeNode, { target }: Session): DescriptionLink | undefined {
  switch (node.kind) {
    case 'cluster':
      return { kind: 'cluster', target, cluster: node.cluster.identifier };
    case 'snapshot': {
      const { identifier: snapshot, clusterIdentifier: cluster, ownerAccount: owner } = node.snapshot;
      return owner === undefined
        ? { kind: 'snapshot', target, cluster, snapshot }
        : { kind: 'snapshot', target, cluster, snapshot, owner };
    }
    default:
      return undefined;
  }
}
