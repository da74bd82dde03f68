import type { Session } from '../../core/session/session';
import type { Snapshot } from '../../core/snapshot';
import type { SnapshotPlace } from '../../core/tree/nodes';
import { pickCopyable, pickPlace } from '../copy/pickSnapshot';
import { askAll, type Step } from '../input/prompt';

interface Draft {
  readonly place?: SnapshotPlace;
  readonly source?: Snapshot;
}

/** Asks for a cluster, or for what has none, then for one of the snapshots there that can be copied. */
export async function pickSource(session: Session, title: string): Promise<Snapshot | undefined> {
  const options = { title, signal: session.ended };
  const askPlace: Step<Draft> = async (_draft, position) => {
    const answer = await pickPlace(session, { ...options, ...position });
    return typeof answer === 'object' ? { value: { place: answer.value } } : answer;
  };
  const askSource: Step<Draft> = async ({ place }, position) => {
    if (place === undefined) {
      return undefined;
    }
    const answer = await pickCopyable(session, place, { ...options, ...position });
    return typeof answer === 'object' ? { value: { place, source: answer.value } } : answer;
  };
  return (await askAll<Draft>({}, [askPlace, askSource]))?.source;
}
