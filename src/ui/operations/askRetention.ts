import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { lifetimeOf, parseRetentionDays, type RetentionSource, type RetentionSpan } from '../../core/model/retention';
import {
  daysForEach,
  parseChoices,
  type RetentionChoice,
  retentionChoices,
  untilDeleted,
} from '../../core/model/retentionChoice';
import { type Answer, askText, back, type PromptOptions, pick } from '../input/prompt';
import type { TextVerdict } from '../input/textChecks';
import { count, retention } from '../text/format';
import {
  choiceFaultText,
  choiceText,
  lifetimeText,
  overText,
  retentionFaultText,
  sendsText,
  typedFaultText,
} from '../text/retentionText';
import { confirm } from '../vscode/window';

export interface RetentionQuestion extends PromptOptions {
  /** What is kept: each has an age of its own. */
  readonly sources: readonly RetentionSource[];
  readonly answered?: RetentionChoice | undefined;
  /** ms since the epoch by the service's clock: this machine's may be hours off. */
  readonly now: () => number;
  /** A period that is over already is refused later on, so that nothing is asked about it here. */
  readonly mayBeOver?: false;
}

type Period = Pick<RetentionQuestion, 'sources' | 'now' | 'mayBeOver'>;

/** `days`: what is sent for each source. */
export interface RetentionAnswer {
  readonly choice: RetentionChoice;
  readonly days: readonly number[];
}

interface RetentionItem extends QuickPickItem {
  /** Absent for a reason, which is no choice, and for those that ask on. */
  readonly answer?: RetentionAnswer;
  readonly asks?: 'date' | 'days';
}

/** Asks how long to keep snapshots. A number of days or a date can be typed at once. */
export async function askRetention(question: RetentionQuestion): Promise<Answer<RetentionAnswer>> {
  const answer = await askChoice(question);
  if (typeof answer !== 'object' || (await isConfirmed(question, answer.value))) {
    return answer;
  }
  return question.signal.aborted ? undefined : askRetention({ ...question, answered: answer.value.choice });
}

async function askChoice(question: RetentionQuestion): Promise<Answer<RetentionAnswer>> {
  const { answered = untilDeleted } = question;
  const item = (choice: RetentionChoice): RetentionItem => choiceItem(choice, question);
  const isAnswer = ({ answer }: RetentionItem): boolean => JSON.stringify(answer?.choice) === JSON.stringify(answered);
  const offered = retentionChoices.map(item);
  const items: readonly RetentionItem[] = [
    ...(offered.some(isAnswer) ? offered : [item(answered), ...offered]),
    { label: l10n.t('Until a Date…'), description: '2026-12-31', asks: 'date' },
    { label: l10n.t('Other…'), description: l10n.t('1 to 3653 days, as Redshift counts them'), asks: 'days' },
  ];
  const answer = await pick<RetentionItem>({
    ...question,
    placeholder: l10n.t('Choose a retention period, or type a number of days or a date'),
    items,
    active: isAnswer,
    itemsFor: typed => typedItems(typed, item),
    isChoice: ({ answer, asks }) => answer !== undefined || asks !== undefined,
  });
  if (typeof answer !== 'object') {
    return answer;
  }
  const { answer: value, asks } = answer.value;
  if (value !== undefined || asks === undefined) {
    return value && { value };
  }
  const typed = await askTyped(question, asks);
  return typed === back ? askChoice(question) : typed;
}

/** Asks for a date, or for days as Redshift counts them. */
async function askTyped(question: RetentionQuestion, asks: 'date' | 'days'): Promise<Answer<RetentionAnswer>> {
  const { sources, now } = question;
  const read = asks === 'date' ? readDate : readDays;
  const answer = await askText({
    ...question,
    canGoBack: true,
    prompt:
      asks === 'date'
        ? l10n.t('Last day to keep it, as year-month-day (UTC).')
        : l10n.t("Number of days, 1 to 3653. Redshift counts them from the retention start; a copy has its source's."),
    value: '',
    placeholder: asks === 'date' ? '2026-12-31' : '30',
    check: (text, final) => (text === '' && !final ? undefined : verdictOn(read(text), question)),
  });
  if (typeof answer !== 'object') {
    return answer;
  }
  const choice = read(answer.value);
  const days = typeof choice === 'string' ? undefined : daysForEach(choice, sources, now());
  return typeof choice === 'string' || !days?.ok ? undefined : { value: { choice, days: days.value } };
}

/** The choice that was typed, or what is wrong with it. */
function readDate(text: string): RetentionChoice | string {
  const parsed = parseChoices(text);
  const choice = parsed?.ok ? parsed.value[0] : undefined;
  return choice?.kind === 'date' ? choice : typedFaultText('noSuchDate');
}

function readDays(text: string): RetentionChoice | string {
  const parsed = parseRetentionDays(text);
  if (!parsed.ok) {
    return retentionFaultText(parsed.reason);
  }
  return parsed.value === -1 ? untilDeleted : { kind: 'days', days: parsed.value };
}

function verdictOn(choice: RetentionChoice | string, { sources, now, mayBeOver }: Period): TextVerdict {
  if (typeof choice === 'string') {
    return { severity: 'error', message: choice };
  }
  const days = daysForEach(choice, sources, now());
  if (!days.ok) {
    return { severity: 'error', message: choiceFaultText(days.reason) };
  }
  const [over] = spansOver(sources, days.value, now());
  return over === undefined
    ? { severity: 'info', message: `${choiceText(choice)}: ${promiseText(sources, days.value, now())}` }
    : { severity: 'warning', message: overText(over, mayBeOver !== false) };
}

function choiceItem(choice: RetentionChoice, { sources, now }: Period): RetentionItem {
  const days = daysForEach(choice, sources, now());
  if (!days.ok) {
    return {
      label: choiceText(choice),
      iconPath: new ThemeIcon('error'),
      detail: choiceFaultText(days.reason),
      alwaysShow: true,
    };
  }
  const isOver = spansOver(sources, days.value, now()).length > 0;
  return {
    label: choiceText(choice),
    ...(isOver && { iconPath: new ThemeIcon('warning') }),
    description: promiseText(sources, days.value, now()),
    detail: sentText(sources, days.value),
    answer: { choice, days: days.value },
  };
}

/** Always shown, whatever the filter says: what the text can mean, or what is wrong with it. */
function typedItems(
  typed: string,
  item: (choice: RetentionChoice) => RetentionItem,
): readonly RetentionItem[] | undefined {
  const parsed = parseChoices(typed);
  if (parsed === undefined) {
    return undefined;
  }
  return parsed.ok
    ? parsed.value.map(choice => ({ ...item(choice), alwaysShow: true }))
    : [{ label: typedFaultText(parsed.reason), iconPath: new ThemeIcon('error'), alwaysShow: true }];
}

/** The earliest end of all. */
function promiseText(sources: readonly RetentionSource[], days: readonly number[], now: number): string {
  const lifetimes = sources.map((source, index) => lifetimeOf(days[index] ?? -1, source, now));
  const [worst] = lifetimes.toSorted((a, b) => endOf(a) - endOf(b));
  return worst === undefined ? '' : lifetimeText(worst);
}

/** What has no end that is known comes first. */
function endOf(lifetime: ReturnType<typeof lifetimeOf>): number {
  return lifetime.kind === 'untilDeleted' ? Infinity : lifetime.kind === 'unknown' ? -Infinity : lifetime.end;
}

function sentText(sources: readonly RetentionSource[], days: readonly number[]): string {
  const [source = {}] = sources;
  const [least, most] = [Math.min(...days), Math.max(...days)];
  return sources.length === 1 || most === -1
    ? sendsText(most, source)
    : l10n.t("sends {0} to {1} days: Redshift counts from each snapshot's retention start", least, most);
}

function spansOver(
  sources: readonly RetentionSource[],
  days: readonly number[],
  now: number,
): readonly RetentionSpan[] {
  return sources.flatMap((source, index) => {
    const lifetime = lifetimeOf(days[index] ?? -1, source, now);
    return lifetime.kind === 'over' ? [lifetime] : [];
  });
}

/** Asks once more before a period is sent that is over already. */
async function isConfirmed(
  { sources, now, mayBeOver }: RetentionQuestion,
  { choice, days }: RetentionAnswer,
): Promise<boolean> {
  const over = spansOver(sources, days, now());
  const [first] = over;
  if (first === undefined || choice.kind !== 'days' || mayBeOver === false) {
    return true;
  }
  const which = sources.length === 1 ? '' : `${l10n.t('{0} of {1}', count(over.length), count(sources.length))}: `;
  const question = l10n.t('A retention period of {0} is over already. Send it anyway?', retention(choice.days));
  const send = l10n.t('Send Anyway');
  const detail = `${which}${overText(first, true)}`;
  return confirm(question, [detail], send);
}
