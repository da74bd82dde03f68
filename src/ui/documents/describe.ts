import type { DocumentSubject } from '../../core/documents/documentLink';
import type { JsonObject } from '../../core/model/json';
import type { Session } from '../../core/session/session';

/** What is asked for anew each time. */
export type Description = Extract<DocumentSubject, { kind: 'cluster' | 'snapshot' | 'events' | 'storage' }>;

/** What the AWS CLI would print now. Rejects with a ProblemError. */
export async function describe(
  subject: Description,
  { gateway, ended }: Pick<Session, 'gateway' | 'ended'>,
): Promise<JsonObject> {
  switch (subject.kind) {
    case 'cluster':
      return gateway.describeCluster(subject.cluster, ended);
    case 'snapshot': {
      const { snapshot: identifier, cluster: clusterIdentifier, owner: ownerAccount } = subject;
      return gateway.describeSnapshot(
        { identifier, clusterIdentifier, ...(ownerAccount !== undefined && { ownerAccount }) },
        ended,
      );
    }
    case 'events': {
      const { cluster: clusterIdentifier, snapshot: snapshotIdentifier } = subject;
      const query = { clusterIdentifier, ...(snapshotIdentifier !== undefined && { snapshotIdentifier }) };
      const events: JsonObject[] = [];
      for await (const { items } of gateway.events(query, ended)) {
        events.push(...items);
      }
      return { Events: events };
    }
    case 'storage':
      return gateway.describeStorage(ended);
  }
}
