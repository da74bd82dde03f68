import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { ExpiringGroupNode, ManualGroupNode, OrphanGroupNode } from '../../core/tree/nodes';
import { orphanGroupLabel } from '../text/clusterText';
import { expiringText } from '../text/expiringText';
import { count } from '../text/format';
import { creationsText } from '../text/operationText';

/** "Manual snapshots" of a cluster. */
export function manualGroupItem({ count: number, complete, creations }: ManualGroupNode): TreeItem {
  const item = new TreeItem(l10n.t('Manual snapshots'), TreeItemCollapsibleState.Collapsed);
  item.description = [...(complete ? [count(number)] : []), ...creationsText(creations)].join(' · ');
  item.iconPath = new ThemeIcon('archive');
  item.contextValue = 'manualGroup refreshable';
  return item;
}

/** "Without a cluster". */
export function orphanGroupItem({
  count: number,
  fromOtherRegions,
  ofAllClusters,
  creations,
}: OrphanGroupNode): TreeItem {
  const item = new TreeItem(orphanGroupLabel(ofAllClusters), TreeItemCollapsibleState.Collapsed);
  const foreign = fromOtherRegions ? [l10n.t('{0} from other Regions', count(fromOtherRegions))] : [];
  const counts = [...(number === undefined ? [] : [count(number), ...foreign]), ...creationsText(creations)];
  item.description = counts.join(' · ');
  item.tooltip = ofAllClusters
    ? l10n.t("Clusters can't be listed, so the snapshots of all clusters are here.")
    : l10n.t(
        'Snapshots whose cluster no longer exists in this Region, and copies from other Regions. If a cluster here has the same name, they are found when it is expanded.',
      );
  item.iconPath = new ThemeIcon(ofAllClusters ? 'library' : 'circle-slash');
  item.contextValue = 'orphanGroup refreshable';
  return item;
}

/** "Expiring". In the warning color while something ends within 24 hours. */
export function expiringGroupItem(node: ExpiringGroupNode, now: number): TreeItem {
  const item = new TreeItem(l10n.t('Expiring'), TreeItemCollapsibleState.Collapsed);
  item.description = expiringText(node, now);
  item.iconPath =
    node.withinDay > 0 ? new ThemeIcon('watch', new ThemeColor('list.warningForeground')) : new ThemeIcon('watch');
  item.contextValue = 'expiringGroup refreshable';
  return item;
}
