import { l10n } from 'vscode';
import { type CopyOperation, isPending, type OperationState } from '../../core/operations/operation';
import { progressOf } from '../../core/operations/progress';
import type { Problem } from '../../core/problem';
import { count, duration, relativeTime, size } from '../text/format';
import { plainText } from '../text/plain';
import { problemLabel, serviceWords } from '../text/problemText';

/** What else a row is about, beside its operation. */
export interface RowFacts {
  /** Copies of the same place, to judge by. */
  readonly earlier: readonly CopyOperation[];
  /** Why it could not be read the last time. */
  readonly problem?: Problem | undefined;
  readonly now: number;
}

/** `creating · 42 % · 180 MB/s · 3 minutes left · after 2 minutes`. Nothing that is not known. */
export function operationText(operation: CopyOperation, { earlier, problem, now }: RowFacts): string {
  const progress = progressOf(operation, earlier, now);
  const figures = isPending(operation)
    ? [
        problem && unreadText(problem, operation),
        progress.percent === undefined ? undefined : `${count(progress.percent)} %`,
        progress.megabytesPerSecond === undefined ? undefined : l10n.t('{0}/s', size(progress.megabytesPerSecond)),
        progress.secondsLeft === undefined ? undefined : l10n.t('{0} left', duration(progress.secondsLeft * 1000)),
        progress.stuck ? l10n.t('far longer than earlier copies') : undefined,
      ]
    : [relativeTime(operation.ended ?? operation.planned, now)];
  const elapsed = l10n.t('after {0}', duration(progress.secondsElapsed * 1000));
  return [stateText(operation), ...figures.filter(text => text !== undefined), elapsed].join(' · ');
}

/** `offline`, `cannot be read: Access required: redshift:DescribeClusterSnapshots`. */
function unreadText(problem: Problem, { target }: CopyOperation): string {
  return problem.kind === 'network' ? l10n.t('offline') : l10n.t('cannot be read: {0}', problemLabel(problem, target));
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
    case 'clash':
      return l10n.t('the name is taken');
    case 'deleted':
      return l10n.t('deleted meanwhile');
    case 'unwatched':
      return l10n.t('no longer watched');
    default:
      return plainState(state);
  }
}

/** How it ended, in a sentence; with where, if that is not what is on the screen. */
export function endText(operation: CopyOperation, place?: string): string {
  const text = plainText(endSentence(operation));
  return place === undefined ? text : l10n.t('{0} ({1})', text, plainText(place));
}

function endSentence({ state, request, problem, holder }: CopyOperation): string {
  const name = request.targetIdentifier;
  switch (state) {
    case 'available':
      return l10n.t('{0} is available.', name);
    case 'deleted':
      return l10n.t('{0} was deleted while it was being watched.', name);
    case 'cancelled':
      return l10n.t('The copy to {0} was cancelled in Redshift. The snapshot is not usable.', name);
    case 'notMade':
      return l10n.t('{0} was not made. Copy it again.', name);
    case 'clash':
      return holder === undefined
        ? l10n.t('The name {0} is taken by another snapshot; the copy was not made. Choose another name.', name)
        : l10n.t(
            'The name {0} is taken by another snapshot of {1}; the copy was not made. Choose another name.',
            name,
            holder.clusterIdentifier,
          );
    default:
      return problem === undefined
        ? l10n.t('The copy to {0} failed. The snapshot is not usable.', name)
        : l10n.t('The copy to {0} failed. {1}', name, serviceWords(problem));
  }
}

function plainState(state: OperationState): string {
  return state;
}
