import { l10n } from 'vscode';
import type { OperationName } from '../../core/model/gateway';
import { operations, subjectOf } from '../../core/operations/all';
import type { Asked } from '../../core/operations/operation';

/** What was asked of the service. */
export interface Call extends Asked {
  readonly operation: OperationName;
}

/** The sentences about an operation that no other one has. */
export interface OperationWords {
  /** Nothing has happened. */
  readonly nothing: string;
  readonly done: string;
  /** There was no clear answer, and it was done. */
  readonly recovered: string;
  /** There was no clear answer, and it is not known. */
  readonly unknown: string;
  /** It ended well, after it was watched. */
  readonly ended: string;
  /** It was not done. */
  readonly notMade: string;
  readonly failed: string;
  /** The service has called it off. */
  readonly calledOff: string;
  /** Why the service refuses it in the state that its snapshot has. */
  readonly wrongState: string;
  /** What its row is called when it is read aloud. */
  readonly spoken: string;
}

const words: Readonly<Record<OperationName, (names: Names) => OperationWords>> = {
  CopyClusterSnapshot: ({ name, cluster, source }) => ({
    nothing: l10n.t('Nothing was copied.'),
    done: l10n.t('Copied to {0}.', name),
    recovered: l10n.t('Redshift did not answer in time, but the copy was made: {0}.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was copied. Redshift gave no clear answer, and {1} is not listed yet. Activity keeps checking and tells you the result.',
      source,
      name,
    ),
    ended: l10n.t('{0} is available.', name),
    notMade: l10n.t('{0} was not made. Copy it again.', name),
    failed: l10n.t('The copy to {0} failed.', name),
    calledOff: l10n.t('The copy to {0} was canceled in Redshift. The snapshot is not usable.', name),
    wrongState: l10n.t(
      '{0} cannot be copied as it is now: only available snapshots can, and not the latest of a paused cluster.',
      source,
    ),
    spoken: l10n.t('copy {0} of cluster {1}', name, cluster),
  }),
  CreateClusterSnapshot: ({ name, cluster }) => ({
    nothing: l10n.t('No snapshot was created.'),
    done: l10n.t('{0} is being created.', name),
    recovered: l10n.t('Redshift did not answer in time, but {0} is being created.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was created. Redshift gave no clear answer. Activity tells how it ends.',
      name,
    ),
    ended: l10n.t('{0} is available.', name),
    notMade: l10n.t('{0} was not created. Create it again.', name),
    failed: l10n.t('Creating {0} failed.', name),
    calledOff: l10n.t('Creating {0} was canceled in Redshift. The snapshot is not usable.', name),
    wrongState: l10n.t('{0} cannot be created now.', name),
    spoken: l10n.t('snapshot {0} of cluster {1}', name, cluster),
  }),
  ModifyClusterSnapshot: ({ name, cluster }) => ({
    nothing: l10n.t('Nothing was changed.'),
    done: l10n.t('The retention period of {0} was changed.', name),
    recovered: l10n.t('Redshift did not answer in time, but the retention period of {0} was changed.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was changed. Redshift gave no clear answer. Activity tells how it ends.',
      name,
    ),
    ended: l10n.t('The retention period of {0} was changed.', name),
    notMade: l10n.t('{0} was not changed. Change it again.', name),
    failed: l10n.t('Changing {0} failed.', name),
    calledOff: l10n.t('Changing {0} was cancelled.', name),
    wrongState: l10n.t('{0} cannot be changed as it is now.', name),
    spoken: l10n.t('change of {0} of cluster {1}', name, cluster),
  }),
  DeleteClusterSnapshot: ({ name, cluster }) => ({
    nothing: l10n.t('Nothing was deleted.'),
    done: l10n.t('{0} was deleted.', name),
    recovered: l10n.t('Redshift did not answer in time, but {0} was deleted.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was deleted. Redshift gave no clear answer. Activity tells how it ends.',
      name,
    ),
    ended: l10n.t('{0} was deleted.', name),
    notMade: l10n.t('{0} was not deleted. Delete it again.', name),
    failed: l10n.t('Deleting {0} failed.', name),
    calledOff: l10n.t('Deleting {0} was cancelled.', name),
    wrongState: l10n.t('{0} cannot be deleted as it is now.', name),
    spoken: l10n.t('deletion of {0} of cluster {1}', name, cluster),
  }),
};

export function wordsOf(call: Call): OperationWords {
  return words[call.operation](namesOf(call));
}

/** Another snapshot has the name of the one that was to be changed. */
export function replacedText(call: Call): string {
  return l10n.t(
    'Another snapshot is called {0} by now. It is not known whether the one before it was changed.',
    namesOf(call).name,
  );
}

/** That nothing has happened, of whatever snapshot. */
export function nothingText(operation: OperationName): string {
  return words[operation]({ name: '', cluster: '', source: '' }).nothing;
}

export interface Names {
  /** Of the snapshot that is made, changed or removed. */
  readonly name: string;
  readonly cluster: string;
  /** Of the snapshot that must be there before: a copy's source. */
  readonly source: string;
}

export function namesOf(call: Call): Names {
  const { identifier: name, cluster = '' } = subjectOf(call);
  return { name, cluster, source: operations[call.operation].source?.(call.input).identifier ?? name };
}

/** The retention period that is asked for, where it asks for one. */
export function daysOf({ input }: Asked): number | undefined {
  const { ManualSnapshotRetentionPeriod: days } = input;
  return typeof days === 'number' ? days : undefined;
}
