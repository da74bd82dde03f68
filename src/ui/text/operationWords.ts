import { l10n } from 'vscode';
import type { OperationName } from '../../core/model/gateway';
import { operations, subjectOf } from '../../core/operations/all';
import { askedValue } from '../../core/operations/input';
import type { Asked } from '../../core/operations/operation';
import { count } from './format';
import { authorizeSnapshotAccess } from './operations/authorizeSnapshotAccess';
import { copyClusterSnapshot } from './operations/copyClusterSnapshot';
import { createClusterSnapshot } from './operations/createClusterSnapshot';
import { createTags } from './operations/createTags';
import { deleteClusterSnapshot } from './operations/deleteClusterSnapshot';
import { deleteTags } from './operations/deleteTags';
import { modifyClusterSnapshot } from './operations/modifyClusterSnapshot';
import { revokeSnapshotAccess } from './operations/revokeSnapshotAccess';
import type { Names, OperationWords, WordsOfOne } from './operations/words';
import { valueText } from './valueText';

/** What was asked of the service. */
export interface Call extends Asked {
  readonly operation: OperationName;
}

/** The sentences about each operation that no other one has. */
export const operationWords: Readonly<Record<OperationName, OperationWords>> = {
  CopyClusterSnapshot: copyClusterSnapshot,
  CreateClusterSnapshot: createClusterSnapshot,
  ModifyClusterSnapshot: modifyClusterSnapshot,
  CreateTags: createTags,
  DeleteTags: deleteTags,
  AuthorizeSnapshotAccess: authorizeSnapshotAccess,
  RevokeSnapshotAccess: revokeSnapshotAccess,
  DeleteClusterSnapshot: deleteClusterSnapshot,
};

export function wordsOf(call: Call): WordsOfOne {
  return operationWords[call.operation].one(namesOf(call));
}

/** What a link or an item of a list says that does it, so many times. */
export function titleText(operation: OperationName, calls = 1): string {
  const { title, several } = operationWords[operation];
  return calls === 1 ? title : several(count(calls)).title;
}

/** Another snapshot has the name of the one that was to be changed. */
export function replacedText(call: Call): string {
  return l10n.t(
    'Another snapshot now has the name {0}. It is not known whether the previous one was changed.',
    namesOf(call).name,
  );
}

/** That nothing has happened. */
export function nothingText(operation: OperationName): string {
  return operationWords[operation].nothing;
}

/** Names what is left out of what was selected, and why. */
export function leftOutText(operation: OperationName, names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  const more = names.length > 5 ? `, ${l10n.t('and {0} more', names.length - 5)}` : '';
  return l10n.t('Left out: {0}. {1}', `${shown}${more}`, operationWords[operation].onlyFor);
}

export function namesOf(call: Call): Names {
  const { identifier: name, cluster = '' } = subjectOf(call);
  const operation = operations[call.operation];
  const source = operation.source?.(call.input).identifier ?? name;
  return { name, cluster, source, value: valueText(call.input[askedValue(operation)?.name ?? ''] ?? '') };
}

/** The retention period that is asked for, where it asks for one. */
export function daysOf({ input }: Asked): number | undefined {
  const { ManualSnapshotRetentionPeriod: days } = input;
  return typeof days === 'number' ? days : undefined;
}
