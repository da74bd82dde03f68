import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { problemOf } from '../../core/model/problem';
import type { Snapshot } from '../../core/model/snapshot';
import type { Target } from '../../core/model/target';
import { type PlannedName, planNames } from '../../core/operations/batch/plan';
import { defaultTemplate, parseTemplate } from '../../core/operations/batch/template';
import type { Operation } from '../../core/operations/operation';
import type { TakenNames } from '../../core/operations/takenNames';
import { type Answer, type PromptOptions, pick } from '../input/prompt';
import { count } from '../text/format';
import { operationWords } from '../text/operationWords';
import { problemText } from '../text/problemText';
import { quotaText } from '../text/quotaText';
import { daysText } from '../text/retentionText';
import { nameFaultText, placeholderList, templateFaultText } from '../text/templateText';

export interface TemplateQuestion extends PromptOptions {
  readonly operation: Pick<Operation, 'name'>;
  readonly sources: readonly Snapshot[];
  /** The retention period that is sent for each source. */
  readonly days: readonly number[];
  readonly names: TakenNames;
  readonly target: Target;
  /** ms since the epoch by the service's clock. */
  readonly now: () => number;
  /** What was typed before, when the user comes back. */
  readonly answered?: string | undefined;
}

export interface TemplateAnswer {
  readonly text: string;
  readonly plan: readonly PlannedName[];
}

const error = new ThemeIcon('error');

/** Enter on any row accepts the whole, as soon as nothing is wrong with any of it. */
interface PreviewItem extends QuickPickItem {
  readonly answer: TemplateAnswer | undefined;
}

/** Asks for a template for the names of many new snapshots, and shows every name while it is typed. */
export async function askTemplate(question: TemplateQuestion): Promise<Answer<TemplateAnswer>> {
  const { names, target, answered = defaultTemplate } = question;
  let warning: string | undefined;
  const listed = names.list().catch((error: unknown) => {
    const reason = problemText(problemOf(error), target);
    warning = l10n.t('Could not check whether these names are free. {0}', reason);
  });
  const itemsFor = (typed: string): readonly PreviewItem[] => previewOf(typed, question, warning);
  const answer = await pick<PreviewItem>({
    ...question,
    placeholder: l10n.t('Template for the names of the manual snapshots'),
    value: answered,
    items: listed.then(() => itemsFor(answered)),
    itemsFor,
    isChoice: item => item.answer !== undefined,
  });
  if (typeof answer !== 'object') {
    return answer;
  }
  const { answer: value } = answer.value;
  return value && { value };
}

function previewOf(
  typed: string,
  { operation, sources, days, names, now }: TemplateQuestion,
  warning: string | undefined,
): readonly PreviewItem[] {
  const template = parseTemplate(typed);
  if (!template.ok) {
    const label = templateFaultText(template.reason);
    return [{ label, iconPath: error, detail: placeholderList, alwaysShow: true, answer: undefined }];
  }
  const plan = planNames(template.value, sources, name => names.isKnown(name));
  const wrong = plan.filter(({ fault }) => fault !== undefined).length;
  const answer = wrong === 0 ? { text: typed, plan } : undefined;
  const label =
    wrong === 0
      ? l10n.t('{0} under these names', operationWords[operation.name].several(count(plan.length)).title)
      : l10n.t('{0} of {1} names cannot be used', count(wrong), count(plan.length));
  const iconPath = wrong === 0 ? new ThemeIcon('check') : error;
  return [
    {
      ...{ label, iconPath, alwaysShow: true, answer },
      detail: warning ?? quotaText(names.count(), plan.length) ?? placeholderList,
    },
    ...plan.map((planned, index) => ({ ...nameItem(planned, days[index] ?? -1, now()), alwaysShow: true, answer })),
  ];
}

function nameItem({ source, target, fault }: PlannedName, days: number, now: number): QuickPickItem {
  return fault === undefined
    ? { label: target, description: source.identifier, detail: daysText(days, source, now) }
    : { label: target, iconPath: error, description: nameFaultText(fault) };
}
