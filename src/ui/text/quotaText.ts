import { l10n } from 'vscode';
import { defaultManualSnapshotQuota } from '../../core/model/quota';
import { count } from './format';

/** That there may be no room for more manual snapshots. Undefined where there is, or where it is not known how many there are. */
export function quotaText(manualSnapshots: number | undefined, more = 1): string | undefined {
  if (manualSnapshots === undefined || manualSnapshots + more <= defaultManualSnapshotQuota) {
    return undefined;
  }
  const quota = count(defaultManualSnapshotQuota);
  return manualSnapshots >= defaultManualSnapshotQuota
    ? l10n.t(
        'The quota is probably used up: {0} manual snapshots; the default quota is {1}.',
        count(manualSnapshots),
        quota,
      )
    : l10n.t(
        'The quota is probably too low for {0} more: {1} manual snapshots; the default quota is {2}.',
        ...[count(more), count(manualSnapshots), quota],
      );
}
