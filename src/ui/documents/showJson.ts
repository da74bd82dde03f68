import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';
import type { Description, Documents } from './documents';

/** "Show JSON": what `describe-clusters` or `describe-cluster-snapshots` would print for a row. */
export async function showJson(documents: Documents, session: Session, node: TreeNode): Promise<void> {
  const subject = subjectOf(node);
  if (subject !== undefined) {
    await documents.openDescription(subject, session);
  }
}

function subjectOf(node: TreeNode): Description | undefined {
  switch (node.kind) {
    case 'cluster':
      return { kind: 'cluster', cluster: node.cluster.identifier };
    case 'snapshot': {
      const { identifier: snapshot, clusterIdentifier: cluster, ownerAccount: owner } = node.snapshot;
      return owner === undefined
        ? { kind: 'snapshot', cluster, snapshot }
        : { kind: 'snapshot', cluster, snapshot, owner };
    }
    default:
      return undefined;
  }
}
