import { l10n } from 'vscode';
import type { Session } from '../../core/session/session';
import type { SnapshotPlace, TreeNode } from '../../core/tree/nodes';
import { pickPlace, pickSnapshot } from '../copy/pickSnapshot';
import { askAll, type Step } from '../input/prompt';
import { targetText } from '../text/targetText';

interface Draft {
  readonly place?: SnapshotPlace;
  readonly chosen?: TreeNode;
}

/** Asks for a cluster, or for what has none, then for it or one of the snapshots there. */
export async function pickForJson(session: Session): Promise<TreeNode | undefined> {
  const options = {
    title: l10n.t('Show JSON · {0}', targetText(session.target)),
    signal: session.ended,
  };
  const askPlace: Step<Draft> = async (_draft, position) => {
    const answer = await pickPlace(session, { ...options, ...position });
    return typeof answer === 'object' ? { value: { place: answer.value } } : answer;
  };
  const askSnapshot: Step<Draft> = async ({ place }, position) => {
    if (place === undefined) {
      return undefined;
    }
    const answer = await pickSnapshot(session, place, { ...options, ...position });
    return typeof answer === 'object' ? { value: { place, chosen: answer.value } } : answer;
  };
  const answers = await askAll<Draft>({}, [askPlace, askSnapshot]);
  return answers?.chosen;
}
