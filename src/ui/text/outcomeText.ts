import { l10n } from 'vscode';
import type { Target } from '../../core/model/target';
import type { CopyInput } from '../../core/operations/copyClusterSnapshot';
import type { CopyOutcome } from '../../core/operations/copySnapshot';
import { refusalText } from './faultText';
import { copyProblemText, serviceWords } from './problemText';

/** How a copy ended, in a sentence, with the service's own words where it had any. */
export function outcomeText(outcome: CopyOutcome, request: CopyInput, target: Target): string {
  switch (outcome.kind) {
    case 'copied':
      return outcome.recovered
        ? l10n.t('Redshift did not answer in time, but the copy was made: {0}.', request.TargetSnapshotIdentifier)
        : l10n.t('Copied to {0}.', request.TargetSnapshotIdentifier);
    case 'cancelled':
      return l10n.t('Cancelled. Nothing was copied.');
    case 'refused': {
      const text = refusalText(outcome.refusal, request, target);
      return outcome.refusal.kind === 'checkFailed' ? `${text} ${serviceWords(outcome.refusal.problem)}` : text;
    }
    case 'failed':
      return `${failureText(outcome, request, target)} ${serviceWords(outcome.problem)}`;
    case 'clash': {
      const text = l10n.t(
        'The name "{0}" is taken by another snapshot of {1}. Redshift gave no clear answer to the copy; it was not made.',
        outcome.by.identifier,
        outcome.by.clusterIdentifier,
      );
      return `${text} ${serviceWords(outcome.problem)}`;
    }
    case 'unknown': {
      const text = l10n.t(
        'It is not known yet whether {0} was copied: Redshift gave no clear answer, and {1} is not to be seen yet. Activity goes on finding out, and tells how it ends.',
        request.SourceSnapshotIdentifier,
        request.TargetSnapshotIdentifier,
      );
      return `${text} ${serviceWords(outcome.problem)}`;
    }
  }
}

function failureText(
  { problem, cause }: Extract<CopyOutcome, { kind: 'failed' }>,
  request: CopyInput,
  target: Target,
): string {
  return cause === undefined ? copyProblemText(problem, request, target) : refusalText(cause, request, target);
}
