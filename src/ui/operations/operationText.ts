import { l10n } from 'vscode';
import { type CopyOperation, isPending, type OperationState } from '../../core/operations/operation';
import { progressOf } from '../../core/operations/progress';
import { count, duration, relativeTime, size } from '../text/format';
import { serviceWords } from '../text/problemText';

/** `creating · 42 % · 180 MB/s · 3 minutes left · after 2 minutes`. Nothing that is not known. */
export function operationText(operation: CopyOperation, earlier: readonly CopyOperation[], now: number): string {
  const progress = progressOf(operation, earlier, now);
  const figures = isPending(operation)
    ? [
        progress.percent === undefined ? undefined : `${count(progress.percent)} %`,
        progress.megabytesPerSecond === undefined ? undefined : l10n.t('{0}/s', size(progress.megabytesPerSecond)),
        progress.secondsLeft === undefined ? undefined : l10n.t('{0} left', duration(progress.secondsLeft * 1000)),
        progress.stuck ? l10n.t('far longer than earlier copies') : undefined,
      ]
    : [relativeTime(operation.ended ?? operation.planned, now)];
  const elapsed = l10n.t('after {0}', duration(progress.secondsElapsed * 1000));
  return [stateText(operation), ...figures.filter(text => text !== undefined), elapsed].join(' · ');
}

/** The state in the words of a row; an unknown state of the service as it came. */
export function stateText({ state, copy, problem }: CopyOperation): string {
  switch (state) {
    case 'planned':
      return problem === undefined ? l10n.t('being sent') : l10n.t('no clear answer, being found out');
    case 'inProgress':
      return copy?.status ?? l10n.t('creating');
    case 'failed':
      return problem === undefined ? (copy?.status ?? state) : l10n.t('failed: {0}', problem.code);
    case 'notMade':
      return l10n.t('was not made');
    case 'deleted':
      return l10n.t('deleted meanwhile');
    case 'unwatched':
      return l10n.t('no longer watched');
    default:
      return plainState(state);
  }
}

/** How it ended, in a sentence. */
export function endText({ state, request, problem }: CopyOperation): string {
  const name = request.targetIdentifier;
  switch (state) {
    case 'available':
      return l10n.t('{0} is available.', name);
    case 'deleted':
      return l10n.t('{0} was deleted while it was being watched.', name);
    case 'notMade':
      return l10n.t('{0} was not made. Copy it again.', name);
    default:
      return problem === undefined
        ? l10n.t('The copy to {0} failed. The snapshot is not usable.', name)
        : l10n.t('The copy to {0} failed. {1}', name, serviceWords(problem));
  }
}

function plainState(state: OperationState): string {
  return state;
}
