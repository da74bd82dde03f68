import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const deleteTags: OperationWords = {
  title: l10n.t('Remove Tags'),
  verb: l10n.t('Remove Tags'),
  pick: cluster =>
    cluster === undefined ? l10n.t('Snapshot with tags') : l10n.t('Snapshot of {0} with tags', cluster),
  noneToPick: cluster =>
    cluster === undefined
      ? l10n.t('There is no snapshot with tags here.')
      : l10n.t('{0} has no snapshot with tags.', cluster),
  asks: l10n.t('Tags to remove'),
  onlyFor: l10n.t('Only snapshots that have tags offer this.'),
  nothing: l10n.t('No tag was removed.'),
  consequences: [l10n.t('Undo restores the previous tags.')],
  one: ({ name, cluster, value }) => ({
    title: l10n.t('Remove Tags from {0}', name),
    doing: l10n.t('Removing tags from {0}', name),
    inDoubt: l10n.t('no clear response; checking the tags…'),
    question: l10n.t('Remove tags from this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to remove tags from {1}.', word, name),
    detail: l10n.t('Tags: {0}', value),
    state: l10n.t('untagged'),
    done: l10n.t('Tags were removed from {0}: {1}.', name, value),
    recovered: l10n.t('Redshift did not respond in time, but tags were removed from {0}: {1}.', name, value),
    unknown: l10n.t(
      'It is not known yet whether tags were removed from {0}. Redshift gave no clear response. Activity keeps checking and shows the result.',
      name,
    ),
    ended: l10n.t('Tags were removed from {0}: {1}.', name, value),
    notMade: l10n.t('No tag was removed from {0}. Remove them again.', name),
    failed: l10n.t('Removing tags from {0} failed.', name),
    calledOff: l10n.t('Removing tags from {0} was canceled.', name),
    wrongState: l10n.t('No tag can be removed from {0} as it is now.', name),
    spoken: l10n.t('removal of tags of {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('Removes tags. Replace the example with your own.'),
  }),
  several: number => ({
    title: l10n.t('Remove Tags from {0} Snapshots', number),
    verb: l10n.t('Remove Tags from {0} Snapshots', number),
    doing: l10n.t('Removing tags from {0} snapshots', number),
    question: l10n.t('Remove tags from {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to remove tags from {1} snapshots.', word, number),
    done: done => l10n.t('Tags were removed from {0} of {1} snapshots.', done, number),
  }),
};
