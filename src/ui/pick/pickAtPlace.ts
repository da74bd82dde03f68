import type { Session } from '../../core/session/session';
import type { SnapshotPlace } from '../../core/tree/nodes';
import { type Answer, askAll, type PromptOptions, type Step } from '../input/prompt';
import { pickPlace } from './pickSnapshot';

interface Draft<Chosen> {
  readonly place?: SnapshotPlace;
  readonly chosen?: Chosen;
}

/** Asks for a cluster, or for what has none, then for something there. */
export async function pickAtPlace<Chosen>(
  session: Session,
  title: string,
  pickThere: (session: Session, place: SnapshotPlace, options: PromptOptions) => Promise<Answer<Chosen>>,
): Promise<Chosen | undefined> {
  const options = { title, signal: session.ended };
  const askPlace: Step<Draft<Chosen>> = async (_draft, position) => {
    const answer = await pickPlace(session, { ...options, ...position });
    return typeof answer === 'object' ? { value: { place: answer.value } } : answer;
  };
  const askChosen: Step<Draft<Chosen>> = async ({ place }, position) => {
    if (place === undefined) {
      return undefined;
    }
    const answer = await pickThere(session, place, { ...options, ...position });
    return typeof answer === 'object' ? { value: { place, chosen: answer.value } } : answer;
  };
  return (await askAll<Draft<Chosen>>({}, [askPlace, askChosen]))?.chosen;
}
