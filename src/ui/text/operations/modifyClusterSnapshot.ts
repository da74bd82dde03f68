import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const modifyClusterSnapshot: OperationWords = {
  title: l10n.t('Change Retention'),
  verb: l10n.t('Change'),
  pick: cluster =>
    cluster === undefined ? l10n.t('Manual snapshot to change') : l10n.t('Manual snapshot of {0} to change', cluster),
  noneToPick: cluster =>
    cluster === undefined
      ? l10n.t('There is no manual snapshot here that can be changed.')
      : l10n.t('{0} has no manual snapshot that can be changed.', cluster),
  onlyFor: l10n.t('Only manual snapshots can be changed, except those of AWS Backup.'),
  nothing: l10n.t('Nothing was changed.'),
  consequences: [
    l10n.t('Redshift deletes each snapshot when its new period ends.'),
    l10n.t('Undo restores the previous period.'),
  ],
  one: ({ name, cluster }) => ({
    title: l10n.t('Change Retention of {0}', name),
    doing: l10n.t('Changing the retention of {0}', name),
    inDoubt: l10n.t('no clear response; checking whether it was changed…'),
    question: l10n.t('Change the retention of this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to change the retention of {1}.', word, name),
    state: l10n.t('changed'),
    done: l10n.t('The retention period of {0} was changed.', name),
    recovered: l10n.t('Redshift did not respond in time, but the retention period of {0} was changed.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was changed. Redshift gave no clear response. Activity keeps checking and shows the result.',
      name,
    ),
    ended: l10n.t('The retention period of {0} was changed.', name),
    notMade: l10n.t('{0} was not changed. Change it again.', name),
    failed: l10n.t('Changing {0} failed.', name),
    calledOff: l10n.t('Changing {0} was canceled.', name),
    wrongState: l10n.t('{0} cannot be changed as it is now.', name),
    spoken: l10n.t('change of {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('Changes the retention period.'),
  }),
  several: number => ({
    title: l10n.t('Change Retention of {0} Snapshots', number),
    verb: l10n.t('Change {0} Snapshots', number),
    doing: l10n.t('Changing the retention of {0} snapshots', number),
    question: l10n.t('Change the retention of {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to change the retention of {1} snapshots.', word, number),
    done: done => l10n.t('{0} of {1} snapshots were changed.', done, number),
  }),
};
