import { l10n } from 'vscode';
import { checkTargetIdentifier, suggestTargetIdentifier } from '../../core/model/identifier';
import { problemOf } from '../../core/model/problem';
import type { Snapshot } from '../../core/model/snapshot';
import type { Target } from '../../core/model/target';
import type { TakenNames } from '../../core/operations/takenNames';
import { type Answer, askText, type PromptOptions } from '../input/prompt';
import type { TextVerdict } from '../input/textChecks';
import { identifierFaultText } from '../text/faultText';
import { relativeTime } from '../text/format';
import { problemText } from '../text/problemText';
import { quotaText } from '../text/quotaText';

export interface NameQuestion extends PromptOptions {
  readonly source: Snapshot;
  readonly names: TakenNames;
  readonly target: Target;
  /** ms since the epoch by the service's clock. */
  readonly now: () => number;
  /** Why the operation is refused whatever the name, as soon as that is known; undefined where it is not. */
  readonly refused: () => Promise<string | undefined>;
  /** What was typed before, when the user comes back. */
  readonly answered?: string;
}

/** Asks for the name of the new snapshot; the answer is valid, in the lower-case form that is sent, and free as far as known. */
export async function askName(question: NameQuestion): Promise<Answer<string>> {
  const { source, names, answered } = question;
  const suggest = (): string => suggestTargetIdentifier(source, name => names.isKnown(name));
  const answer = await askText({
    ...question,
    prompt: l10n.t('Name of the manual snapshot. Letters, digits and hyphens; starts with a letter.'),
    value: answered ?? suggest(),
    check: checkAtOnce,
    checkLater: (text, signal) => checkTaken(text, question, signal),
    // A name that turns out to be taken is said by the check; without an answer the suggestion stays as it is.
    ...(answered === undefined ? { laterValue: names.list().then(suggest, suggest) } : {}),
  });
  if (typeof answer !== 'object') {
    return answer;
  }
  const checked = checkTargetIdentifier(answer.value);
  return checked.ok ? { value: checked.value } : undefined;
}

function checkAtOnce(text: string): TextVerdict {
  const checked = checkTargetIdentifier(text);
  if (!checked.ok) {
    return { severity: 'error', message: identifierFaultText(checked.reason) };
  }
  return checked.value === text.trim()
    ? undefined
    : { severity: 'info', message: l10n.t('Will be sent in lower case, as Redshift keeps it: {0}', checked.value) };
}

/** A check that cannot be made is a warning: the service has the last word. */
async function checkTaken(text: string, question: NameQuestion, signal: AbortSignal): Promise<TextVerdict> {
  const name = text.trim().toLowerCase();
  const { names, source, target, refused, now } = question;
  try {
    const [refusal, holder] = await Promise.all([refused(), names.holderOf(name, signal)]);
    if (refusal !== undefined) {
      return { severity: 'error', message: refusal };
    }
    if (holder === undefined) {
      const quota = quotaText(names.count());
      return quota === undefined ? undefined : { severity: 'warning', message: quota };
    }
    const free = suggestTargetIdentifier(source, candidate => names.isKnown(candidate));
    return {
      severity: 'error',
      message:
        holder.createTime === undefined
          ? l10n.t('Taken: a manual snapshot of {0} has this name. Try {1}.', holder.clusterIdentifier, free)
          : l10n.t(
              'Taken: a manual snapshot of {0} has this name (data as of {1}). Try {2}.',
              ...[holder.clusterIdentifier, relativeTime(holder.createTime, now(), 'long'), free],
            ),
    };
  } catch (error) {
    const reason = problemText(problemOf(error), target);
    return { severity: 'warning', message: l10n.t('Could not check whether this name is free. {0}', reason) };
  }
}
