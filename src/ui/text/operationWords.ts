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
      'It is not known yet whether {0} was copied: Redshift gave no clear answer, and {1} is not to be seen yet. Activity goes on finding out, and tells how it ends.',
      source,
      name,
    ),
    ended: l10n.t('{0} is available.', name),
    notMade: l10n.t('{0} was not made. Copy it again.', name),
    failed: l10n.t('The copy to {0} failed.', name),
    calledOff: l10n.t('The copy to {0} was cancelled in Redshift. The snapshot is not usable.', name),
    wrongState: l10n.t(
      '{0} cannot be copied as it is now: only available snapshots can, and not the latest of a paused cluster.',
      source,
    ),
    spoken: l10n.t('copy {0} of cluster {1}', name, cluster),
  }),
};

export function wordsOf(call: Call): OperationWords {
  return words[call.operation](namesOf(call));
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
