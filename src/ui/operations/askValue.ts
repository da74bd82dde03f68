import { l10n, type QuickPickItem } from 'vscode';
import type { JsonValue } from '../../core/model/json';
import { keepUntilDeleted } from '../../core/model/retention';
import type { Snapshot } from '../../core/model/snapshot';
import { parseTags } from '../../core/model/tag';
import { atOnce, forEachAtOnce } from '../../core/operations/batch/atOnce';
import { check } from '../../core/operations/check';
import { inputFor } from '../../core/operations/input';
import type { Choice, Operation, Parameter } from '../../core/operations/operation';
import { isNamed, readsOf } from '../../core/operations/reads';
import { checkValue, isValueKind } from '../../core/operations/value';
import type { Session } from '../../core/session/session';
import { type Answer, askText, type PromptOptions, pick, pickMany } from '../input/prompt';
import type { TextVerdict } from '../input/textChecks';
import { refusalReason, valueFaultText } from '../text/faultText';
import { count } from '../text/format';
import { operationWords } from '../text/operationWords';
import { valueText } from '../text/valueText';

export interface ValueQuestion extends PromptOptions {
  readonly operation: Operation;
  readonly parameter: Parameter;
  readonly session: Session;
  readonly rows: readonly Snapshot[];
  /** What was answered before, when the user comes back. */
  readonly answered?: JsonValue | undefined;
}

/** Asks for an account, tags, or keys of tags: from what the snapshots have where it can only be that, else as text. */
export function askValue(question: ValueQuestion): Promise<Answer<JsonValue>> {
  return question.parameter.choices === undefined ? askTyped(question) : askChosen(question);
}

async function askTyped(question: ValueQuestion): Promise<Answer<JsonValue>> {
  const { operation, parameter, answered } = question;
  const answer = await askText({
    ...question,
    prompt: operationWords[operation.name].asks ?? parameter.name,
    placeholder: valueText(parameter.example),
    value: answered === undefined ? '' : valueText(answered),
    check: (text, final) => (text.trim() === '' && !final ? undefined : verdictOf(parameter, text)),
    checkLater: (text, signal) => checkLater(text, question, signal),
  });
  return typeof answer === 'object' ? { value: parse(parameter, answer.value) } : answer;
}

function parse({ kind }: Parameter, text: string): JsonValue {
  // Accounts are often written with hyphens, as the AWS console does.
  return kind === 'tags' ? parseTags(text) : text.trim().replace(/^(\d{4})-(\d{4})-(\d{4})$/, '$1$2$3');
}

function verdictOf(parameter: Parameter, text: string): TextVerdict {
  const { kind } = parameter;
  const checked = isValueKind(kind) ? checkValue(kind, parse(parameter, text)) : undefined;
  return checked?.ok === false ? { severity: 'error', message: valueFaultText(checked.reason) } : undefined;
}

/** Why the service would refuse it, of one snapshot; the summary of several says it of each. */
async function checkLater(text: string, question: ValueQuestion, signal: AbortSignal): Promise<TextVerdict> {
  const { operation, parameter, session, rows } = question;
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0 || text.trim() === '') {
    return undefined;
  }
  const input = inputFor(operation, row, { days: keepUntilDeleted, value: parse(parameter, text) });
  const checked = await check(operation, readsOf(session.gateway), input, signal);
  return checked.ok || checked.reason.kind === 'checkFailed'
    ? undefined
    : {
        severity: 'error',
        message: refusalReason(checked.reason, { operation: operation.name, input, before: row }, session.target),
      };
}

interface ChoiceItem extends QuickPickItem {
  /** Absent: a reason, not a choice. */
  readonly value?: string;
}

async function askChosen(question: ValueQuestion): Promise<Answer<JsonValue>> {
  const { operation, parameter } = question;
  const options = {
    ...question,
    placeholder: operationWords[operation.name].asks ?? parameter.name,
    items: choicesOf(question),
    isChoice: ({ value }: ChoiceItem) => value !== undefined,
  };
  if (parameter.kind === 'tagKeys') {
    const answer = await pickMany<ChoiceItem>(options);
    return typeof answer === 'object' ? { value: answer.value.flatMap(({ value }) => value ?? []) } : answer;
  }
  const answer = await pick<ChoiceItem>(options);
  return typeof answer === 'object' ? { value: answer.value.value ?? '' } : answer;
}

/** What any of the snapshots has, as they are now. */
async function choicesOf({ operation, parameter, session, rows }: ValueQuestion): Promise<readonly ChoiceItem[]> {
  const reads = readsOf(session.gateway);
  const found: (readonly Choice[])[] = [];
  await forEachAtOnce([...rows.entries()], atOnce, async ([index, row]) => {
    const name = { identifier: row.identifier, cluster: row.clusterIdentifier };
    const named = await reads.named(name, AbortSignal.any([session.ended]));
    const snapshot = named.find(candidate => isNamed(candidate, name));
    found[index] = (snapshot && parameter.choices?.(snapshot)) ?? [];
  });
  const all = found.flat();
  const values = [...new Set(all.map(({ value }) => value))];
  const items = values.map(value => {
    const same = all.filter(other => other.value === value);
    const description =
      rows.length > 1 ? l10n.t('{0} of {1}', count(same.length), count(rows.length)) : (same[0]?.about ?? '');
    return { label: value, value, description };
  });
  return items.length > 0 ? items : [{ label: operationWords[operation.name].onlyFor, alwaysShow: true }];
}
