import { l10n, type MarkdownString } from 'vscode';
import type { Cluster } from '../../core/model/cluster';
import type { SnapshotCounts } from '../../core/tree/nodes';
import { factSheet } from './factSheet';
import { count, retention } from './format';

/** "cluster alpha, available, 14 automated and 3 manual snapshots" */
export function clusterSentence(cluster: Cluster, counts: SnapshotCounts | undefined): string {
  const words = [l10n.t('cluster {0}', cluster.identifier), cluster.status];
  if (counts !== undefined) {
    words.push(l10n.t('{0} automated and {1} manual snapshots', count(counts.automated), count(counts.manual)));
  }
  if (cluster.automatedRetentionDays === 0) {
    words.push(l10n.t('automated snapshots off'));
  }
  return words.join(', ');
}

/** What stands in the place of a cluster for snapshots that have none; for all where the clusters may not be listed. */
export function orphanGroupLabel(ofAllClusters: boolean): string {
  return ofAllClusters ? l10n.t('All snapshots: the clusters are not known') : l10n.t('Without a cluster');
}

export function clusterTooltip(cluster: Cluster): MarkdownString {
  const { nodeType, numberOfNodes, snapshotCopy } = cluster;
  return factSheet(cluster.identifier, [
    [l10n.t('State'), cluster.status],
    [l10n.t('Availability'), cluster.availability],
    [l10n.t('Nodes'), nodeType === undefined ? undefined : `${numberOfNodes ?? '?'} × ${nodeType}`],
    [l10n.t('Encrypted'), cluster.encrypted ? l10n.t('yes') : l10n.t('no')],
    [l10n.t('Automated snapshots'), automatedText(cluster)],
    [l10n.t('Copied to'), snapshotCopy?.destinationRegion],
    [
      l10n.t('Kept there'),
      snapshotCopy?.retentionDays === undefined ? undefined : retention(snapshotCopy.retentionDays),
    ],
  ]);
}

function automatedText({ automatedRetentionDays: days }: Cluster): string | undefined {
  if (days === undefined) {
    return undefined;
  }
  return days === 0 ? l10n.t('switched off') : l10n.t('kept for {0}', retention(days));
}
