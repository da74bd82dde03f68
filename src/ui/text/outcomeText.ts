import { l10n } from 'vscode';
import type { Target } from '../../core/model/target';
import { operations } from '../../core/operations/all';
import type { Outcome } from '../../core/operations/run';
import { refusalText } from './faultText';
import { type Call, nothingText, replacedText, wordsOf } from './operationWords';
import { changeProblemText, serviceWords } from './problemText';

/** How an operation ended, in a sentence, with the service's own words where it had any. */
export function outcomeText(outcome: Outcome, call: Call, target: Target): string {
  const words = wordsOf(call);
  switch (outcome.kind) {
    case 'done':
      return outcome.recovered ? words.recovered : words.done;
    case 'cancelled':
      return l10n.t('Canceled. {0}', nothingText(call.operation));
    case 'refused': {
      const text = refusalText(outcome.refusal, call, target);
      return outcome.refusal.kind === 'checkFailed' ? `${text} ${serviceWords(outcome.refusal.problem)}` : text;
    }
    case 'failed':
      return `${failureText(outcome, call, target)} ${serviceWords(outcome.problem)}`;
    case 'clash': {
      if (operations[call.operation].effect === 'changes') {
        return `${replacedText(call)} ${serviceWords(outcome.problem)}`;
      }
      const text = l10n.t(
        'The name "{0}" is taken by another snapshot of {1}. {2} Redshift gave no clear response.',
        outcome.by.identifier,
        outcome.by.clusterIdentifier,
        nothingText(call.operation),
      );
      return `${text} ${serviceWords(outcome.problem)}`;
    }
    case 'unknown':
      return `${words.unknown} ${serviceWords(outcome.problem)}`;
  }
}

function failureText({ problem, cause }: Extract<Outcome, { kind: 'failed' }>, call: Call, target: Target): string {
  return cause === undefined ? changeProblemText(problem, call, target) : refusalText(cause, call, target);
}
