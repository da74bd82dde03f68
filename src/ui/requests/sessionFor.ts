import type { Snapshot } from '../../core/model/snapshot';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { isNode } from '../commands/nodeArguments';
import { openSession } from '../commands/openSession';
import { pickRegion } from '../profiles/chooseRegion';
import type { ClustersView } from '../tree/clustersView';

export interface SessionHost {
  readonly sessions: Sessions;
  readonly view: Pick<ClustersView, 'ownerOf'>;
}

/** Asks for a snapshot that can be copied. */
export interface SourceHost {
  readonly pickSource: (session: Session, title: string) => Promise<Snapshot | undefined>;
}

/** The session of the row that a command was called on; without one, that of the Region which the user means. */
export async function sessionFor({ sessions, view }: SessionHost, given?: unknown): Promise<Session | undefined> {
  return isNode(given, 'snapshot') || isNode(given, 'cluster')
    ? view.ownerOf(given)
    : pickRegion(sessions.all, await openSession(sessions));
}

/** Whether a manual snapshot that is known there has a name. */
export function isKnownIn(session: Session | undefined): (name: string) => boolean {
  const known = session?.tree.knownManualSnapshots().map(({ identifier }) => identifier.toLowerCase()) ?? [];
  return name => known.includes(name);
}
