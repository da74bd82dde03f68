import { l10n } from 'vscode';
import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';
import { pickAtPlace } from '../pick/pickAtPlace';
import { pickSnapshot } from '../pick/pickSnapshot';
import { targetText } from '../text/targetText';
import type { Description } from './describe';
import type { Documents } from './documents';

/** What a command shows of rows of clusters and snapshots. */
export interface RowDocument {
  readonly title: string;
  /** Undefined for a row that has none. */
  readonly subjectOf: (node: TreeNode) => Description | undefined;
}

/** "Show JSON": what `describe-clusters` or `describe-cluster-snapshots` would print. */
export const rowJson: RowDocument = {
  title: l10n.t('Show JSON'),
  subjectOf: node => {
    switch (node.kind) {
      case 'cluster':
        return { kind: 'cluster', cluster: node.cluster.identifier };
      case 'snapshot': {
        const { identifier: snapshot, clusterIdentifier: cluster, ownerAccount: owner } = node.snapshot;
        return { kind: 'snapshot', cluster, snapshot, ...(owner !== undefined && { owner }) };
      }
      default:
        return undefined;
    }
  },
};

/** "Show Events": what `describe-events` would print for the last 14 days. */
export const rowEvents: RowDocument = {
  title: l10n.t('Show Events'),
  subjectOf: node => {
    switch (node.kind) {
      case 'cluster':
        return { kind: 'events', cluster: node.cluster.identifier };
      case 'snapshot':
        return { kind: 'events', cluster: node.snapshot.clusterIdentifier, snapshot: node.snapshot.identifier };
      default:
        return undefined;
    }
  },
};

/** Shows rows in one document. */
export async function showRows(
  { subjectOf }: RowDocument,
  documents: Documents,
  session: Session,
  nodes: readonly TreeNode[],
): Promise<void> {
  const [first, ...others] = nodes.flatMap(node => subjectOf(node) ?? []);
  if (first !== undefined) {
    await (others.length === 0
      ? documents.openDescription(first, session)
      : documents.openDescriptions([first, ...others], session));
  }
}

/** Asks for a cluster itself, or for a snapshot of it or of those without one. */
export function pickRow({ title }: RowDocument, session: Session): Promise<TreeNode | undefined> {
  return pickAtPlace(session, `${title} · ${targetText(session.target)}`, pickSnapshot);
}
