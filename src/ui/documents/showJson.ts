import { l10n } from 'vscode';
import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';
import { pickAtPlace } from '../pick/pickAtPlace';
import { pickSnapshot } from '../pick/pickSnapshot';
import { targetText } from '../text/targetText';
import type { Description, Documents } from './documents';

/** "Show JSON": what `describe-clusters` or `describe-cluster-snapshots` would print for rows, in one document. */
export async function showJson(documents: Documents, session: Session, nodes: readonly TreeNode[]): Promise<void> {
  const [first, ...others] = nodes.flatMap(node => subjectOf(node) ?? []);
  if (first !== undefined) {
    await (others.length === 0
      ? documents.openDescription(first, session)
      : documents.openDescriptions([first, ...others], session));
  }
}

/** Asks for a cluster itself, or for a snapshot of it or of those without one. */
export function pickForJson(session: Session): Promise<TreeNode | undefined> {
  return pickAtPlace(session, l10n.t('Show JSON · {0}', targetText(session.target)), pickSnapshot);
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
