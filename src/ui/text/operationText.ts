import { l10n } from 'vscode';
import type { Problem } from '../../core/model/problem';
import { operations } from '../../core/operations/all';
import type { Operation } from '../../core/operations/operation';
import type { OperationProgress } from '../../core/operations/progress';
import { accountOf, isPending, type OperationRecord, type OperationState } from '../../core/operations/record';
import { needsAttention, type OperationUnderWay } from '../../core/operations/underWay';
import { count, duration, left, relativeTime, size } from './format';
import { namesOf, nothingText, replacedText, wordsOf } from './operationWords';
import { problemLabel, serviceWords } from './problemText';
import { otherRetentionText } from './retentionText';

/** What else a row is about, beside its operation. */
export interface RowFacts {
  readonly progress: OperationProgress;
  /** Why it could not be read the last time. */
  readonly problem?: Problem | undefined;
  /** Where it is, unless that is what is on the screen. */
  readonly place?: string | undefined;
  readonly now: number;
}

/** `creating · 42 % · 180 MB/s · 3 minutes left · after 2 minutes`, `available 13 seconds ago · took 1 minute`. Nothing that is not known. */
export function operationText(operation: OperationRecord, facts: RowFacts): string {
  return operationFigures(operation, facts).join(' · ');
}

/** What tells it from the next row, what can be seen of it, and what it is: to be read aloud. */
export function operationSentence(operation: OperationRecord, facts: RowFacts): string {
  return [namesOf(operation).name, ...operationFigures(operation, facts), wordsOf(operation).spoken].join(', ');
}

function operationFigures(operation: OperationRecord, facts: RowFacts): readonly string[] {
  const { place, progress, now } = facts;
  const time = duration(progress.secondsElapsed * 1000);
  if (isPending(operation)) {
    const figures = pendingFigures(operation, facts);
    return [place, stateText(operation), ...figures, l10n.t('after {0}', time)].filter(text => text !== undefined);
  }
  const isMade = operation.state === 'available' || operation.state === 'done';
  const when = relativeTime(operation.ended ?? operation.planned, now, 'long');
  // "was not created 13 seconds ago" would say that it was created at another time.
  const ended = isMade ? l10n.t('{0} {1}', stateText(operation), when) : l10n.t('{0}, {1}', stateText(operation), when);
  return [place, ended, isMade ? l10n.t('took {0}', time) : undefined].filter(text => text !== undefined);
}

function pendingFigures(operation: OperationRecord, { progress, problem }: RowFacts): readonly (string | undefined)[] {
  return [
    problem && unreadText(problem, operation),
    accountOf(operation) === undefined ? l10n.t('account unknown') : undefined,
    progress.percent === undefined ? undefined : `${count(progress.percent)} %`,
    progress.megabytesPerSecond === undefined ? undefined : l10n.t('{0}/s', size(progress.megabytesPerSecond)),
    progress.secondsLeft === undefined ? undefined : l10n.t('{0} left', left(progress.secondsLeft * 1000)),
    progress.stuck ? stuckText() : undefined,
  ];
}

/** What is wrong with a snapshot that is being made, beside what its snapshot's row says; nothing, mostly. */
export function troubleText({ operation, progress, problem }: OperationUnderWay): string | undefined {
  return problem === undefined ? (progress.stuck ? stuckText() : undefined) : unreadText(problem, operation);
}

/** `2 being made`, `1 with a warning`. Nothing where there are none. */
export function creationsText(copies: readonly OperationUnderWay[]): readonly string[] {
  const troubled = copies.filter(needsAttention).length;
  return [
    ...(copies.length === 0 ? [] : [l10n.t('{0} being created', count(copies.length))]),
    ...(troubled === 0 ? [] : [l10n.t('{0} with a warning', count(troubled))]),
  ];
}

function stuckText(): string {
  return l10n.t('far longer than earlier ones');
}

/** `offline`, `cannot be read: Access required: redshift:DescribeClusterSnapshots`. */
function unreadText(problem: Problem, { target }: OperationRecord): string {
  return problem.kind === 'network' ? l10n.t('offline') : l10n.t('cannot be read: {0}', problemLabel(problem, target));
}

/** The state in the words of a row; an unknown state of the service as it came. */
export function stateText(record: OperationRecord): string {
  const { state, after: copy, problem } = record;
  const { effect } = operations[record.operation];
  switch (state) {
    case 'planned':
      return problem === undefined ? l10n.t('sending') : l10n.t('no clear response, checking');
    case 'inProgress':
      return copy?.status ?? l10n.t('creating');
    case 'failed':
      return problem === undefined ? (copy?.status ?? state) : l10n.t('failed: {0}', problem.code);
    case 'done':
      return wordsOf(record).state ?? state;
    case 'notMade':
      return notDoneText(effect);
    case 'clash':
      return effect === 'creates' ? l10n.t('the name is taken') : l10n.t('another snapshot has the name');
    case 'deleted':
      return l10n.t('deleted since then');
    case 'unwatched':
      return l10n.t('no longer watched');
    default:
      return plainState(state);
  }
}

function notDoneText(effect: Operation['effect']): string {
  switch (effect) {
    case 'creates':
      return l10n.t('was not created');
    case 'changes':
      return l10n.t('was not changed');
    case 'destroys':
      return l10n.t('was not deleted');
  }
}

/** How it ended, in a sentence; with where, if that is not what is on the screen. */
export function endText(operation: OperationRecord, place?: string): string {
  const text = endSentence(operation);
  return place === undefined ? text : l10n.t('{0} ({1})', text, place);
}

function endSentence(operation: OperationRecord): string {
  const { state, problem, holder, after } = operation;
  const { name } = namesOf(operation);
  const words = wordsOf(operation);
  switch (state) {
    case 'available':
    case 'done': {
      const other = state === 'available' ? otherRetentionText(operation, after) : undefined;
      return other === undefined ? words.ended : `${words.ended} ${other}`;
    }
    case 'deleted':
      return l10n.t('{0} was deleted while it was being watched.', name);
    case 'cancelled':
      return words.calledOff;
    case 'notMade':
      return words.notMade;
    case 'clash':
      if (operations[operation.operation].effect === 'changes') {
        return replacedText(operation);
      }
      return [
        holder === undefined
          ? l10n.t('The name {0} is taken by another snapshot.', name)
          : l10n.t('The name {0} is taken by another snapshot of {1}.', name, holder.clusterIdentifier),
        nothingText(operation.operation),
        l10n.t('Choose another name.'),
      ].join(' ');
    default:
      return problem === undefined
        ? l10n.t('{0} The snapshot is not usable.', words.failed)
        : `${words.failed} ${serviceWords(problem)}`;
  }
}

function plainState(state: OperationState): string {
  return state;
}
