import { l10n } from 'vscode';
import type { OperationWords } from './words';

export const copyClusterSnapshot: OperationWords = {
  title: l10n.t('Copy to Manual Snapshot'),
  verb: l10n.t('Copy'),
  pick: cluster =>
    cluster === undefined ? l10n.t('Automated snapshot to copy') : l10n.t('Automated snapshot of {0} to copy', cluster),
  noneToPick: cluster =>
    cluster === undefined
      ? l10n.t('There is no available automated snapshot to copy here.')
      : l10n.t('{0} has no available automated snapshot to copy.', cluster),
  onlyFor: l10n.t('Only available automated snapshots can be copied, except the latest of a paused cluster.'),
  nothing: l10n.t('Nothing was copied.'),
  consequences: [l10n.t('Manual snapshots are billed for as long as they are kept.')],
  one: ({ name, cluster, source }) => ({
    title: l10n.t('Copy {0}', source),
    doing: l10n.t('Copying {0} to {1}', source, name),
    inDoubt: l10n.t('no clear response; checking whether the copy was created…'),
    question: l10n.t('Copy this snapshot?'),
    typing: word => l10n.t('Type the name of the cluster, {0}, to copy {1} to {2}.', word, source, name),
    done: l10n.t('Copied to {0}.', name),
    recovered: l10n.t('Redshift did not respond in time, but the copy was created: {0}.', name),
    unknown: l10n.t(
      'It is not known yet whether {0} was copied. Redshift gave no clear response, and {1} is not listed yet. Activity keeps checking and shows the result.',
      source,
      name,
    ),
    ended: l10n.t('{0} is available.', name),
    notMade: l10n.t('{0} was not created. Copy it again.', name),
    failed: l10n.t('The copy to {0} failed.', name),
    calledOff: l10n.t('The copy to {0} was canceled in Redshift. The snapshot is not usable.', name),
    wrongState: l10n.t(
      '{0} cannot be copied as it is now: only available snapshots can, and not the latest of a paused cluster.',
      source,
    ),
    spoken: l10n.t('copy {0} of cluster {1}', name, cluster),
    asCommand: l10n.t('The copy is named {0}.', name),
  }),
  several: number => ({
    title: l10n.t('Copy {0} Snapshots', number),
    verb: l10n.t('Copy {0} Snapshots', number),
    doing: l10n.t('Copying {0} snapshots', number),
    question: l10n.t('Copy {0} snapshots?', number),
    typing: word => l10n.t('Type {0} to copy {1} snapshots.', word, number),
    done: done =>
      done === number ? l10n.t('{0} copies started.', done) : l10n.t('{0} of {1} copies started.', done, number),
  }),
};
