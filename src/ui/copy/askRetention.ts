import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { keepUntilDeleted, parseRetentionDays, retentionChoices } from '../../core/copy/retention';
import { type Answer, askText, back, type PromptOptions, pick } from '../input/prompt';
import { retentionFaultText } from '../text/faultText';
import { retention, retentionUntil } from '../text/format';

interface RetentionItem extends QuickPickItem {
  /** Undefined: another number, to be asked for; null: a reason, not a choice. */
  readonly days: number | undefined | null;
}

/** Asks how long to keep the copy; the answer is in days, -1 until it is deleted. A number can be typed at once. */
export async function askRetention(options: PromptOptions, answered?: number): Promise<Answer<number>> {
  const choices = retentionChoices.map(retentionItem);
  const other: RetentionItem = {
    label: l10n.t('Other…'),
    description: l10n.t('1 to 3653 days'),
    days: undefined,
  };
  const answer = await pick<RetentionItem>({
    ...options,
    placeholder: l10n.t('How long is the copy to be kept? Choose, or type a number of days.'),
    items: [...choices, other],
    active: item => item.days === (answered ?? keepUntilDeleted),
    itemsFor: typed => (looksLikeNumber(typed) ? [typedItem(typed)] : undefined),
    isChoice: item => item.days !== null,
  });
  if (typeof answer !== 'object') {
    return answer;
  }
  const { days } = answer.value;
  if (days !== undefined && days !== null) {
    return { value: days };
  }
  const typed = await askDays({ ...options, canGoBack: true });
  return typed === back ? askRetention(options, answered) : typed;
}

async function askDays(options: PromptOptions): Promise<Answer<number>> {
  const answer = await askText({
    ...options,
    prompt: l10n.t('Number of days, 1 to 3653. The copy is deleted by Redshift when they are over.'),
    value: '',
    placeholder: '30',
    check: (text, final) => {
      if (text === '' && !final) {
        return undefined;
      }
      const days = parseRetentionDays(text);
      return days.ok
        ? { severity: 'info', message: `${retention(days.value)}: ${retentionUntil(days.value, Date.now())}` }
        : { severity: 'error', message: retentionFaultText(days.reason) };
    },
  });
  if (typeof answer !== 'object') {
    return answer;
  }
  const days = parseRetentionDays(answer.value);
  return days.ok ? { value: days.value } : undefined;
}

function retentionItem(days: number): RetentionItem {
  return {
    label: retention(days),
    description: days === keepUntilDeleted ? l10n.t('retention -1, the default') : '',
    detail: retentionUntil(days, Date.now()),
    days,
  };
}

/** Always shown, whatever the filter says: the number that was typed, or what is wrong with it. */
function typedItem(typed: string): RetentionItem {
  const days = parseRetentionDays(typed);
  return days.ok
    ? { ...retentionItem(days.value), alwaysShow: true }
    : {
        label: retentionFaultText(days.reason),
        iconPath: new ThemeIcon('error'),
        alwaysShow: true,
        days: null,
      };
}

/** Words are for filtering the choices; anything that begins as a number is meant as one. */
function looksLikeNumber(typed: string): boolean {
  return /^\s*[-+.]?\d/.test(typed) && !/^\s*\d+ ?d/i.test(typed);
}
