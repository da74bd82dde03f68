import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const authorizeSnapshotAccess: OperationWords = {
  title: l10n.t('Share Snapshot'),
  verb: l10n.t('Share'),
  pick: cluster =>
    cluster === undefined ? l10n.t('Manual snapshot to share') : l10n.t('Manual snapshot of {0} to share', cluster),
  noneToPick: cluster =>
    cluster === undefined
      ? l10n.t('There is no manual snapshot here that can be shared.')
      : l10n.t('{0} has no manual snapshot that can be shared.', cluster),
  asks: l10n.t('Account that may restore it: 12 digits, or amazon-redshift-support'),
  onlyFor: l10n.t('Only manual snapshots can be shared, except those of AWS Backup.'),
  nothing: l10n.t('Nothing was shared.'),
  consequences: [
    l10n.t('That account can restore all of the data, for as long as the snapshot is shared.'),
    l10n.t(
      'If the snapshot is encrypted, that account also needs access to its KMS key. The default key aws/redshift cannot be shared.',
    ),
    l10n.t(
      'A shared snapshot cannot be deleted. Stop Sharing takes the access back; a restore that is running goes on.',
    ),
  ],
  one: ({ name, cluster, value }) => ({
    title: l10n.t('Share {0}', name),
    doing: l10n.t('Sharing {0} with {1}', name, value),
    inDoubt: l10n.t('no clear response; checking who has access…'),
    question: l10n.t('Share this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to share {1} with {2}.', word, name, value),
    detail: l10n.t('With account: {0}', value),
    state: l10n.t('shared with {0}', value),
    done: l10n.t('{0} is shared with {1}.', name, value),
    recovered: l10n.t('Redshift did not respond in time, but {0} is shared with {1}.', name, value),
    unknown: l10n.t(
      'It is not known yet whether {0} is shared with {1}. Redshift gave no clear response. Activity keeps checking and shows the result.',
      name,
      value,
    ),
    ended: l10n.t('{0} is shared with {1}.', name, value),
    notMade: l10n.t('{0} was not shared with {1}. Share it again.', name, value),
    failed: l10n.t('Sharing {0} with {1} failed.', name, value),
    calledOff: l10n.t('Sharing {0} was canceled.', name),
    wrongState: l10n.t('{0} cannot be shared as it is now.', name),
    spoken: l10n.t('sharing of {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('Lets another account restore the snapshot. Replace <account> with its 12 digits.'),
  }),
  several: number => ({
    title: l10n.t('Share {0} Snapshots', number),
    verb: l10n.t('Share {0} Snapshots', number),
    doing: l10n.t('Sharing {0} snapshots', number),
    question: l10n.t('Share {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to share {1} snapshots.', word, number),
    done: done => l10n.t('{0} of {1} snapshots are shared.', done, number),
  }),
};
