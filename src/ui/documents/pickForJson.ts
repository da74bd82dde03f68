import { l10n } from 'vscode';
import type { Session } from '../../core/session/session';
import type { TreeNode } from '../../core/tree/nodes';
import { pickCluster, pickSnapshot } from '../copy/pickSnapshot';
import { askAll, type Step } from '../input/prompt';
import { targetText } from '../text/targetText';

interface Draft {
  readonly cluster?: Extract<TreeNode, { kind: 'cluster' }>;
  readonly chosen?: TreeNode;
}

/** Asks for a cluster, then for it or one of its snapshots. */
export async function pickForJson(session: Session): Promise<TreeNode | undefined> {
  const options = {
    title: l10n.t('Show JSON · {0}', targetText(session.target)),
    signal: session.ended,
  };
  const askCluster: Step<Draft> = async (_draft, position) => {
    const answer = await pickCluster(session, { ...options, ...position });
    return typeof answer === 'object'
      ? { value: { cluster: { kind: 'cluster', key: '', cluster: answer.value } } }
      : answer;
  };
  const askSnapshot: Step<Draft> = async ({ cluster }, position) => {
    if (cluster === undefined) {
      return undefined;
    }
    const answer = await pickSnapshot(session, cluster, { ...options, ...position });
    return typeof answer === 'object' ? { value: { cluster, chosen: answer.value } } : answer;
  };
  const answers = await askAll<Draft>({}, [askCluster, askSnapshot]);
  return answers?.chosen;
}
