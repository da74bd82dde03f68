import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const revokeSnapshotAccess: OperationWords = {
  title: l10n.t('Stop Sharing'),
  verb: l10n.t('Stop Sharing'),
  pick: cluster =>
    cluster === undefined ? l10n.t('Shared manual snapshot') : l10n.t('Shared manual snapshot of {0}', cluster),
  noneToPick: cluster =>
    cluster === undefined
      ? l10n.t('There is no manual snapshot here that is shared.')
      : l10n.t('{0} has no manual snapshot that is shared.', cluster),
  asks: l10n.t('Account that may no longer restore it'),
  onlyFor: l10n.t('Only manual snapshots that are shared offer this.'),
  nothing: l10n.t('No access was taken back.'),
  consequences: [
    l10n.t('That account can no longer restore the snapshot. A restore that is running goes on.'),
    l10n.t('Undo shares it again.'),
  ],
  one: ({ name, cluster, value }) => ({
    title: l10n.t('Stop Sharing {0}', name),
    doing: l10n.t('Taking the access of {0} to {1} back', value, name),
    inDoubt: l10n.t('no clear response; checking who has access…'),
    question: l10n.t('Stop sharing this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to stop sharing {1} with {2}.', word, name, value),
    detail: l10n.t('With account: {0}', value),
    state: l10n.t('no longer shared with {0}', value),
    done: l10n.t('{0} is no longer shared with {1}.', name, value),
    recovered: l10n.t('Redshift did not respond in time, but {0} is no longer shared with {1}.', name, value),
    unknown: l10n.t(
      'It is not known yet whether {0} is still shared with {1}. Redshift gave no clear response. Activity keeps checking and shows the result.',
      name,
      value,
    ),
    ended: l10n.t('{0} is no longer shared with {1}.', name, value),
    notMade: l10n.t('{0} is still shared with {1}. Stop sharing it again.', name, value),
    failed: l10n.t('Taking the access of {0} to {1} back failed.', value, name),
    calledOff: l10n.t('The change of {0} was canceled.', name),
    wrongState: l10n.t('The access to {0} cannot be taken back as it is now.', name),
    spoken: l10n.t('end of sharing of {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('Takes the access from another account. Replace <account> with its 12 digits.'),
  }),
  several: number => ({
    title: l10n.t('Stop Sharing {0} Snapshots', number),
    verb: l10n.t('Stop Sharing {0} Snapshots', number),
    doing: l10n.t('Taking back the access to {0} snapshots', number),
    question: l10n.t('Stop sharing {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to stop sharing {1} snapshots.', word, number),
    done: done => l10n.t('{0} of {1} snapshots are no longer shared with that account.', done, number),
  }),
};
