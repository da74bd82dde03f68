import type { JsonObject } from '../../core/model/json';
import type { Snapshot } from '../../core/model/snapshot';
import { type PlannedCopy, requestsOf } from '../../core/operations/batch/plan';
import { TakenNames } from '../../core/operations/takenNames';
import type { Session } from '../../core/session/session';
import { askAll, type Step } from '../input/prompt';
import { askRetention, type RetentionAnswer } from './askRetention';
import { askTemplate } from './askTemplate';
import { assertChangesAllowed } from './confirmCopy';
import type { CopyHost } from './runCopy';
import { copyManyAnswered, copyManyTitle } from './runMany';

export interface BatchDraft {
  readonly template?: string;
  readonly plan?: readonly PlannedCopy[];
  readonly retention?: RetentionAnswer;
}

/** Asks how long to keep them and for a template of their names, shows both for each, then copies all. Esc anywhere means that nothing has happened. */
export async function copyManyWithPrompts(
  host: CopyHost,
  session: Session,
  sources: readonly Snapshot[],
  draft: BatchDraft = {},
): Promise<readonly JsonObject[] | undefined> {
  assertChangesAllowed();
  const { gateway, tree, ended } = session;
  const names = new TakenNames(gateway, tree.knownManualSnapshots(), ended);
  const answers = await askAll<BatchDraft>(draft, stepsFor(session, sources, names));
  if (answers?.plan === undefined || answers.retention === undefined) {
    return undefined;
  }
  return copyManyAnswered(host, session, {
    requests: requestsOf(answers.plan, answers.retention.days),
    manualSnapshots: names.count(),
  });
}

function stepsFor(session: Session, sources: readonly Snapshot[], names: TakenNames): readonly Step<BatchDraft>[] {
  const { target, ended: signal } = session;
  return [
    async (draft, position) => {
      const title = await copyManyTitle(session, sources.length);
      const answered = draft.retention?.choice;
      const answer = await askRetention({ ...position, title, signal, sources, answered });
      return typeof answer === 'object' ? { value: { ...draft, retention: answer.value } } : answer;
    },
    async (draft, position) => {
      const title = await copyManyTitle(session, sources.length);
      const { template: answered, retention: { days } = { days: [] } } = draft;
      const answer = await askTemplate({ ...position, title, signal, sources, days, names, target, answered });
      if (typeof answer !== 'object') {
        return answer;
      }
      const { text: template, plan } = answer.value;
      return { value: { ...draft, template, plan } };
    },
  ];
}
