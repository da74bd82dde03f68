import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const createTags: OperationWords = {
  title: l10n.t('Add Tags'),
  verb: l10n.t('Add Tags'),
  pick: cluster => (cluster === undefined ? l10n.t('Snapshot to tag') : l10n.t('Snapshot of {0} to tag', cluster)),
  noneToPick: cluster =>
    cluster === undefined
      ? l10n.t('There is no snapshot here that can be tagged.')
      : l10n.t('{0} has no snapshot that can be tagged.', cluster),
  asks: l10n.t('Tags to add: key=value, with commas between several. A key that is there already gets the new value.'),
  onlyFor: l10n.t('Only snapshots whose ARN is known can be tagged.'),
  nothing: l10n.t('No tag was added.'),
  consequences: [l10n.t('Undo restores the previous tags.')],
  one: ({ name, cluster, value }) => ({
    title: l10n.t('Add Tags to {0}', name),
    doing: l10n.t('Tagging {0}', name),
    inDoubt: l10n.t('no clear response; checking the tags…'),
    question: l10n.t('Add tags to this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to tag {1}.', word, name),
    detail: l10n.t('Tags: {0}', value),
    state: l10n.t('tagged'),
    done: l10n.t('{0} was tagged: {1}.', name, value),
    recovered: l10n.t('Redshift did not respond in time, but {0} was tagged: {1}.', name, value),
    unknown: l10n.t(
      'It is not known yet whether {0} was tagged. Redshift gave no clear response. Activity keeps checking and shows the result.',
      name,
    ),
    ended: l10n.t('{0} was tagged: {1}.', name, value),
    notMade: l10n.t('{0} was not tagged. Add the tags again.', name),
    failed: l10n.t('Tagging {0} failed.', name),
    calledOff: l10n.t('Tagging {0} was canceled.', name),
    wrongState: l10n.t('{0} cannot be tagged as it is now.', name),
    spoken: l10n.t('tags of {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('Adds tags. Replace the example with your own.'),
  }),
  several: number => ({
    title: l10n.t('Add Tags to {0} Snapshots', number),
    verb: l10n.t('Add Tags to {0} Snapshots', number),
    doing: l10n.t('Tagging {0} snapshots', number),
    question: l10n.t('Add tags to {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to tag {1} snapshots.', word, number),
    done: done => l10n.t('{0} of {1} snapshots were tagged.', done, number),
  }),
};
