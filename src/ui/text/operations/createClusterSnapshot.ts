import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const createClusterSnapshot: OperationWords = {
  title: l10n.t('Create Snapshot'),
  verb: l10n.t('Create'),
  pick: () => l10n.t('Cluster of the snapshot'),
  noneToPick: () => l10n.t('There is no cluster here.'),
  onlyFor: l10n.t('Snapshots can be created only of clusters that are available.'),
  nothing: l10n.t('No snapshot was created.'),
  consequences: [
    l10n.t('The cluster stays available.'),
    l10n.t('Manual snapshots are billed for as long as they are kept.'),
  ],
  one: ({ name, cluster }) => ({
    title: l10n.t('Create Snapshot of {0}', cluster),
    doing: l10n.t('Creating {0}', name),
    inDoubt: l10n.t('no clear response; checking whether it is being created…'),
    question: l10n.t('Create this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to create {1}.', word, name),
    done: l10n.t('{0} is being created.', name),
    recovered: l10n.t('Redshift did not respond in time, but {0} is being created.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was created. Redshift gave no clear response. Activity keeps checking and shows the result.',
      name,
    ),
    ended: l10n.t('{0} is available.', name),
    notMade: l10n.t('{0} was not created. Create it again.', name),
    failed: l10n.t('Creating {0} failed.', name),
    calledOff: l10n.t('Creating {0} was canceled in Redshift. The snapshot is not usable.', name),
    wrongState: l10n.t('{0} cannot be created now.', name),
    spoken: l10n.t('snapshot {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('The snapshot is named {0}.', name),
  }),
  several: number => ({
    title: l10n.t('Create {0} Snapshots', number),
    verb: l10n.t('Create {0} Snapshots', number),
    doing: l10n.t('Creating {0} snapshots', number),
    question: l10n.t('Create {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to create {1} snapshots.', word, number),
    done: done => l10n.t('{0} of {1} snapshots are being created.', done, number),
  }),
};
