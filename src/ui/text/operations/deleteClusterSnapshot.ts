import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const deleteClusterSnapshot: OperationWords = {
  title: l10n.t('Delete Snapshot'),
  verb: l10n.t('Delete'),
  pick: cluster =>
    cluster === undefined ? l10n.t('Manual snapshot to delete') : l10n.t('Manual snapshot of {0} to delete', cluster),
  noneToPick: cluster =>
    cluster === undefined
      ? l10n.t('There is no manual snapshot here that can be deleted.')
      : l10n.t('{0} has no manual snapshot that can be deleted.', cluster),
  onlyFor: l10n.t('Only manual snapshots can be deleted, except those of AWS Backup.'),
  nothing: l10n.t('Nothing was deleted.'),
  consequences: [
    l10n.t('No cluster or other snapshot is affected.'),
    l10n.t('This cannot be undone: nothing can be restored from a deleted snapshot.'),
    l10n.t('Afterward, its row is gone. Show Record in Activity shows what it was.'),
  ],
  one: ({ name, cluster }) => ({
    title: l10n.t('Delete {0}', name),
    doing: l10n.t('Deleting {0}', name),
    inDoubt: l10n.t('no clear response; checking whether it was deleted…'),
    question: l10n.t('Delete this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to delete {1}.', word, name),
    state: l10n.t('deleted'),
    done: l10n.t('{0} was deleted.', name),
    recovered: l10n.t('Redshift did not respond in time, but {0} was deleted.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was deleted. Redshift gave no clear response. Activity keeps checking and shows the result.',
      name,
    ),
    ended: l10n.t('{0} was deleted.', name),
    notMade: l10n.t('{0} was not deleted. Delete it again.', name),
    failed: l10n.t('Deleting {0} failed.', name),
    calledOff: l10n.t('Deleting {0} was canceled.', name),
    wrongState: l10n.t('{0} cannot be deleted as it is now.', name),
    spoken: l10n.t('deletion of {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('Deletes the snapshot when it is run. This cannot be undone.'),
  }),
  several: number => ({
    title: l10n.t('Delete {0} Snapshots', number),
    verb: l10n.t('Delete {0} Snapshots', number),
    doing: l10n.t('Deleting {0} snapshots', number),
    question: l10n.t('Delete {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to delete {1} snapshots.', word, number),
    done: done => l10n.t('{0} of {1} snapshots were deleted.', done, number),
  }),
};
