import { l10n } from 'vscode';
import { sampleResponse } from '../../core/requests/sampleResponse';
import { requestFor } from '../../core/requests/skeleton';
import type { Session } from '../../core/session/session';
import { isNode } from '../commands/nodeArguments';
import type { Documents } from '../documents/documents';
import { targetText } from '../text/targetText';
import { isKnownIn, type SourceHost } from './sessionFor';

export interface PreviewHost extends SourceHost {
  readonly documents: Documents;
}

/** What the answer to a copy of this snapshot looks like, without a call: like --generate-cli-skeleton output, but likely. */
export async function previewResponse(host: PreviewHost, session: Session, given: unknown): Promise<void> {
  const { documents, pickSource } = host;
  const { target } = session;
  const source = isNode(given, 'snapshot')
    ? given.snapshot
    : await pickSource(session, l10n.t('Preview Response · {0}', targetText(target)));
  if (source === undefined) {
    return;
  }
  const request = requestFor(source, isKnownIn(session));
  const note = l10n.t('An example of what Redshift would answer. No request was sent.');
  await documents.openPreview(
    {
      kind: 'preview',
      cluster: source.clusterIdentifier,
      snapshot: source.identifier,
      copy: request.TargetSnapshotIdentifier,
    },
    session,
    { Preview: note, ...sampleResponse(request, source, { region: target.region, now: Date.now() }) },
  );
}
