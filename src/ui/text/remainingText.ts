import { l10n } from 'vscode';
import { isAutomated } from '../../core/model/snapshot';
import type { Remaining } from '../../core/operations/remaining';

/** What deleting leaves a cluster with, where that is a reason to think again; undefined where it is not. */
export function remainingText({ cluster, clusterExists, snapshots }: Remaining): string | undefined {
  if (snapshots === undefined) {
    return l10n.t("It isn't known whether {0} has other snapshots.", cluster);
  }
  if (snapshots.length === 0) {
    return clusterExists === false
      ? l10n.t('Nothing else is left of {0}: its cluster is deleted, and it has no other snapshot.', cluster)
      : l10n.t('{0} has no other snapshot.', cluster);
  }
  return snapshots.every(isAutomated)
    ? l10n.t('{0} has only automated snapshots left, which expire.', cluster)
    : undefined;
}
