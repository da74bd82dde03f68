import { l10n } from 'vscode';
import type { Cluster } from '../../core/model/cluster';
import type { Snapshot } from '../../core/model/snapshot';
import { operations } from '../../core/operations/all';
import { sampleResponse } from '../../core/requests/sampleResponse';
import { requestFor } from '../../core/requests/skeleton';
import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';
import { selectedNodes } from '../commands/nodeArguments';
import { operationsOn, rowOfNode } from '../commands/rowOfNode';
import type { Documents } from '../documents/documents';
import { targetText } from '../text/targetText';
import { isKnownIn, type SourceHost } from './sessionFor';

export interface PreviewHost extends SourceHost {
  readonly documents: Documents;
}

/**
 * What the answer to a copy of this snapshot, or to a new snapshot of this cluster, looks like, without a call: like
 * --generate-cli-skeleton output, but likely.
 */
export async function previewResponse(host: PreviewHost, session: Session, given: unknown): Promise<void> {
  const { documents, pickSource } = host;
  const { target } = session;
  const [row]: readonly (TreeNode | undefined)[] = selectedNodes([given]);
  const offered = row && operationsOn(row).find(({ effect }) => effect === 'creates');
  const operation = offered ?? operations.CopyClusterSnapshot;
  const source =
    (row && rowOfNode(operation, row, session.gateway)) ??
    (await pickSource(session, l10n.t('Preview Response · {0}', targetText(target))));
  if (source === undefined) {
    return;
  }
  const input = requestFor(operation, source, isKnownIn(session));
  const { identifier: copy } = operation.subject({ input });
  const note = l10n.t('An example response. No request was sent.');
  await documents.openPreview(
    {
      kind: 'preview',
      cluster: source.clusterIdentifier,
      // What is made of a cluster is made of no snapshot.
      snapshot: source.identifier || source.clusterIdentifier,
      copy,
    },
    session,
    {
      Preview: note,
      ...sampleResponse(
        { operation, input },
        { ...source, ...(row?.kind === 'cluster' && factsOf(row.cluster)) },
        { region: target.region, now: session.gateway.now() },
      ),
    },
  );
}

/** What a snapshot of a cluster has of it. */
function factsOf({ encrypted, nodeType, numberOfNodes }: Cluster): Partial<Snapshot> {
  return { encrypted, ...(nodeType && { nodeType }), ...(numberOfNodes && { numberOfNodes }) };
}
