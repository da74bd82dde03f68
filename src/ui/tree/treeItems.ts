import { l10n, type MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Cluster } from '../../core/model/cluster';
import { isExpiringSoon } from '../../core/model/expiry';
import { remembered } from '../../core/model/remembered';
import type { Target } from '../../core/model/target';
import { allOperations } from '../../core/operations/all';
import { needsAttention } from '../../core/operations/underWay';
import type {
  AskingNode,
  ClusterNode,
  ConfigProblemNode,
  CreationNode,
  EmptyNode,
  LoadingNode,
  NoMatchNode,
  ProblemNode,
  RegionNode,
  SnapshotNode,
  StepNode,
  TreeNode,
} from '../../core/tree/nodes';
import { operationRow } from '../activity/operationRow';
import { commandIds } from '../commands/ids';
import { clusterAlarm, clusterDescription, clusterSentence, clusterTooltip } from '../text/clusterText';
import { configProblemRow } from '../text/configProblemText';
import { expiringTooltip } from '../text/expiringText';
import { noMatchText } from '../text/filterText';
import { count, localTime } from '../text/format';
import { plainLines } from '../text/plain';
import { problemLabel, stepText } from '../text/problemText';
import { snapshotDescription, snapshotLabel, snapshotSentence, snapshotTooltip } from '../text/snapshotText';
import { plainRow } from '../vscode/window';
import { expiringGroupItem, manualGroupItem, orphanGroupItem } from './groupItems';

const { None, Collapsed, Expanded } = TreeItemCollapsibleState;

/** The tooltip of a row, which is wanted of one row at a time only. */
export function treeTooltip(node: TreeNode, now: number): MarkdownString | undefined {
  switch (node.kind) {
    case 'cluster':
      return clusterTooltip(node.cluster);
    case 'snapshot':
      return snapshotTooltip(node, now);
    case 'expiringGroup':
      return expiringTooltip(node, now);
    default:
      return undefined;
  }
}

/** The one place that knows labels, icons and menus of rows. `now` is in ms since the epoch. */
export function treeItem(node: TreeNode, target: Target | undefined, now: number): TreeItem {
  const item = itemOf(node, target, now);
  // In the place of the tooltip, or of the label alone.
  item.accessibilityInformation ??= { label: nameOf(item) };
  return plainRow(item);
}

/** What can be seen of it. */
function nameOf({ label, description }: TreeItem): string {
  return [label, String(description ?? '').replaceAll(' · ', ', ')].filter(Boolean).join(', ');
}

function itemOf(node: TreeNode, target: Target | undefined, now: number): TreeItem {
  switch (node.kind) {
    case 'region':
      return regionItem(node);
    case 'cluster':
      return clusterItem(node);
    case 'manualGroup':
      return manualGroupItem(node);
    case 'orphanGroup':
      return orphanGroupItem(node);
    case 'expiringGroup':
      return expiringGroupItem(node, now);
    case 'snapshot':
      return snapshotItem(node, now);
    case 'creation':
      return creationItem(node, now);
    case 'asking':
      return askingItem(node);
    case 'loading':
      return loadingItem(node);
    case 'empty':
      return emptyItem(node, target);
    case 'noMatch':
      return noMatchItem(node);
    case 'problem':
      return problemItem(node, target);
    case 'configProblem':
      return configProblemItem(node);
    case 'step':
      return stepItem(node);
    default:
      return node satisfies never;
  }
}

function regionItem({ region }: RegionNode): TreeItem {
  const item = new TreeItem(region, Expanded);
  item.iconPath = new ThemeIcon('globe');
  item.accessibilityInformation = { label: l10n.t('{0}, Region', region) };
  item.contextValue = 'region refreshable';
  return item;
}

/** The operations that the row of a cluster offers, by their commands. */
const ofClusters = allOperations.filter(({ isOffered }) => isOffered === undefined).map(({ command }) => command);

function clusterItem({ cluster, counts }: ClusterNode): TreeItem {
  const item = new TreeItem(cluster.identifier, Collapsed);
  item.description = clusterDescription(cluster, counts);
  item.iconPath = clusterIcon(cluster);
  item.accessibilityInformation = { label: clusterSentence(cluster, counts) };
  item.contextValue = ['cluster', 'refreshable', ...ofClusters].join(' ');
  return item;
}

function clusterIcon(cluster: Cluster): ThemeIcon {
  const alarm = clusterAlarm(cluster);
  if (alarm !== undefined) {
    return new ThemeIcon(alarm, new ThemeColor(`list.${alarm}Foreground`));
  }
  switch (cluster.status) {
    case 'available':
      return new ThemeIcon('database');
    case 'paused':
      return new ThemeIcon('debug-pause');
    default:
      return new ThemeIcon('sync');
  }
}

/** Until its snapshot is listed. */
function creationItem({ creation }: CreationNode, now: number): TreeItem {
  const item = operationRow(creation.operation, { ...creation, now });
  item.contextValue = 'creation';
  return item;
}

/** Without arguments: VS Code keeps a handle for those of each row. */
const openCommand = { command: commandIds.openRow, title: l10n.t('Show JSON') };

function snapshotItem(node: SnapshotNode, now: number): TreeItem {
  const { snapshot } = node;
  const item = new TreeItem(snapshotLabel(node, now), None);
  item.description = snapshotDescription(node, now);
  item.iconPath = snapshotIcon(node, now);
  item.accessibilityInformation = { label: snapshotSentence(node, now) };
  item.command = openCommand;
  item.contextValue = [
    'snapshot',
    ...allOperations.filter(({ isOffered }) => isOffered?.(snapshot)).map(({ command }) => command),
    ...(snapshot.arn ? ['hasArn'] : []),
  ].join(' ');
  return item;
}

/** One for all rows that have the same. */
const icon = remembered((id: string, color: string) =>
  color === '' ? new ThemeIcon(id) : new ThemeIcon(id, new ThemeColor(color)),
);

/** Colour only for what needs attention: failed, or less than 24 hours to live. An unknown state is never shown as done. */
function snapshotIcon({ snapshot, expiry, creation, keptAs }: SnapshotNode, now: number): ThemeIcon {
  if (creation !== undefined && needsAttention(creation)) {
    return icon('warning', 'list.warningForeground');
  }
  switch (snapshot.status) {
    case 'available':
      if (isExpiringSoon(expiry, now) && keptAs === undefined) {
        return icon('warning', 'list.warningForeground');
      }
      return icon(snapshot.type === 'automated' ? 'history' : 'save', '');
    case 'creating':
      return icon('loading~spin', '');
    case 'failed':
      return icon('error', 'list.errorForeground');
    case 'final snapshot':
      return icon('milestone', '');
    case 'cancelled':
    case 'deleted':
      return icon('circle-slash', '');
    default:
      return icon('question', '');
  }
}

function askingItem({ region }: AskingNode): TreeItem {
  const label = region === undefined ? l10n.t('Reading AWS profiles…') : l10n.t('Loading {0}…', region);
  const item = new TreeItem(label, Expanded);
  item.iconPath = new ThemeIcon('loading~spin');
  return item;
}

function noMatchItem(node: NoMatchNode): TreeItem {
  const item = new TreeItem(noMatchText(node), None);
  item.description = l10n.t('Clear the filter');
  if (node.scope === 'loaded') {
    item.tooltip = l10n.t('The rest could not be listed. Refresh, or expand a cluster, to see why.');
  }
  item.iconPath = new ThemeIcon(node.scope === 'loading' ? 'loading~spin' : 'search');
  item.command = { command: commandIds.clearFilter, title: l10n.t('Clear Filter') };
  return item;
}

/** With three dots, and no ellipsis, for the reason that snapshotLabel has. */
function loadingItem({ soFar }: LoadingNode): TreeItem {
  const item = new TreeItem(soFar === 0 ? l10n.t('Loading...') : l10n.t('Loading more...'), None);
  item.description = soFar === 0 ? '' : l10n.t('{0} so far', count(soFar));
  item.iconPath = new ThemeIcon('loading~spin');
  return item;
}

function emptyItem({ what }: EmptyNode, target: Target | undefined): TreeItem {
  const item = new TreeItem(emptyText(what, target?.region ?? ''), None);
  item.iconPath = new ThemeIcon('info');
  if (what === 'clusters') {
    item.description = l10n.t('Choose another Region');
    item.command = { command: commandIds.selectRegion, title: l10n.t('Choose Region') };
  }
  return item;
}

function emptyText(what: EmptyNode['what'], region: string): string {
  switch (what) {
    case 'clusters':
      return l10n.t('No clusters in {0}', region);
    case 'automated':
      return l10n.t('No automated snapshots');
    case 'automatedOff':
      return l10n.t('No automated snapshots: they are switched off for this cluster');
    case 'manual':
      return l10n.t('No manual snapshots');
    case 'orphans':
      return l10n.t('No snapshots without a cluster');
    case 'expiring':
      return l10n.t('Nothing ends within 7 days');
  }
}

function problemItem(
  { problem, clusterIdentifier, region, readAt, isRetrying }: ProblemNode,
  target: Target | undefined,
): TreeItem {
  const label = target === undefined ? problem.message : problemLabel(problem, target);
  const item = new TreeItem(label, Expanded);
  item.description = [
    ...(isRetrying ? [l10n.t('retrying...')] : []),
    ...(clusterIdentifier === undefined ? [] : [l10n.t('on {0}', clusterIdentifier)]),
    ...(region === undefined ? [] : [region]),
    ...(readAt === undefined ? [] : [l10n.t('showing data from {0}', localTime(readAt))]),
  ].join(' · ');
  item.iconPath = isRetrying
    ? new ThemeIcon('loading~spin')
    : new ThemeIcon(problem.kind === 'accessDenied' ? 'lock' : 'error', new ThemeColor('list.errorForeground'));
  item.contextValue = 'problem refreshable';
  return item;
}

function configProblemItem({ problem }: ConfigProblemNode): TreeItem {
  const { label, description } = configProblemRow(problem);
  const item = new TreeItem(label, None);
  item.description = description;
  item.tooltip = plainLines([`${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}`, problem.text]);
  item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  item.command = { command: commandIds.openConfigFile, title: l10n.t('Open File'), arguments: [problem] };
  return item;
}

function stepItem(node: StepNode): TreeItem {
  const item = new TreeItem(stepText(node.step), None);
  item.iconPath = new ThemeIcon('arrow-small-right');
  item.command = { command: commandIds.runStep, title: stepText(node.step), arguments: [node] };
  return item;
}
