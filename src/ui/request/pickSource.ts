import type { Cluster } from '../../core/cluster';
import type { Session } from '../../core/session/session';
import type { Snapshot } from '../../core/snapshot';
import { pickCluster, pickCopyable } from '../copy/pickSnapshot';
import { askAll, type Step } from '../input/prompt';

interface Draft {
  readonly cluster?: Cluster;
  readonly source?: Snapshot;
}

/** Asks for a cluster, then for one of its snapshots that can be copied. */
export async function pickSource(session: Session, title: string): Promise<Snapshot | undefined> {
  const options = { title, signal: session.ended };
  const askCluster: Step<Draft> = async (_draft, position) => {
    const answer = await pickCluster(session, { ...options, ...position });
    return typeof answer === 'object' ? { value: { cluster: answer.value } } : answer;
  };
  const askSource: Step<Draft> = async ({ cluster }, position) => {
    if (cluster === undefined) {
      return undefined;
    }
    const answer = await pickCopyable(session, cluster, { ...options, ...position });
    return typeof answer === 'object' ? { value: { cluster, source: answer.value } } : answer;
  };
  return (await askAll<Draft>({}, [askCluster, askSource]))?.source;
}
