import { l10n, type MarkdownString } from 'vscode';
import type { Cluster } from '../../core/model/cluster';
import type { SnapshotCounts } from '../../core/tree/nodes';
import { factSheet } from './factSheet';
import { count, retention } from './format';

/** `available · 14 automated · 3 manual`. */
export function clusterDescription(cluster: Cluster, counts: SnapshotCounts | undefined): string {
  return factsOf(cluster, counts).join(' · ');
}

/** "warning, alpha, available, 14 automated, 3 manual, automated snapshots off, cluster" */
export function clusterSentence(cluster: Cluster, counts: SnapshotCounts | undefined): string {
  const alarm = clusterAlarm(cluster);
  const words = alarm === undefined ? [] : [alarm === 'error' ? l10n.t('error') : l10n.t('warning')];
  return [...words, cluster.identifier, ...factsOf(cluster, counts), l10n.t('cluster')].join(', ');
}

/** Whether its row needs attention. */
export function clusterAlarm({ status, automatedRetentionDays }: Cluster): 'error' | 'warning' | undefined {
  if (/fail|incompatible|storage-full|hardware/.test(status)) {
    return 'error';
  }
  return automatedRetentionDays === 0 ? 'warning' : undefined;
}

function factsOf(cluster: Cluster, counts: SnapshotCounts | undefined): readonly string[] {
  return [
    cluster.status,
    ...(counts === undefined ? [] : [l10n.t('{0} automated', count(counts.automated))]),
    ...(counts === undefined ? [] : [l10n.t('{0} manual', count(counts.manual))]),
    ...(cluster.automatedRetentionDays === 0 ? [l10n.t('automated snapshots off')] : []),
  ];
}

/** What stands in the place of a cluster for snapshots that have none; for all where the clusters may not be listed. */
export function orphanGroupLabel(ofAllClusters: boolean): string {
  return ofAllClusters ? l10n.t('All snapshots: clusters cannot be listed') : l10n.t('Without a cluster');
}

export function clusterTooltip(cluster: Cluster): MarkdownString {
  const { nodeType, numberOfNodes, snapshotCopy } = cluster;
  return factSheet(cluster.identifier, [
    [l10n.t('Status'), cluster.status],
    [l10n.t('Availability'), cluster.availability],
    [l10n.t('Nodes'), nodeType === undefined ? undefined : `${numberOfNodes ?? '?'} × ${nodeType}`],
    [l10n.t('Encrypted'), cluster.encrypted ? l10n.t('yes') : l10n.t('no')],
    [l10n.t('Automated snapshots'), automatedText(cluster)],
    [l10n.t('Copied to'), snapshotCopy?.destinationRegion],
    [
      l10n.t('Retention there'),
      snapshotCopy?.retentionDays === undefined ? undefined : retention(snapshotCopy.retentionDays),
    ],
    [l10n.t('Tags'), cluster.tags?.join(', ')],
  ]);
}

function automatedText({ automatedRetentionDays: days }: Cluster): string | undefined {
  if (days === undefined) {
    return undefined;
  }
  return days === 0 ? l10n.t('switched off') : l10n.t('kept for {0}', retention(days));
}
