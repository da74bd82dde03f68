import type { Cluster } from '../model/cluster';
import { isAutomated, type Snapshot } from '../model/snapshot';
import type { OperationUnderWay } from '../operations/underWay';
import { clusterNode, manualGroupNode, orphanGroupNode } from './groups';
import { clusterKey, listingOf, orphanGroupKey, type TreeNode } from './nodes';
import { manualOf, ownSnapshots } from './rows';
import type { TreeContent } from './treeContent';

/** What the rows of the tree are narrowed to: those that have all of these words, ignoring case. */
export interface TreeFilter {
  /** As it was typed. */
  readonly text: string;
  readonly words: readonly string[];
}

/** What a filter leaves. */
export interface Found {
  readonly count: number;
  /** The rows with the snapshots that were found below them, where these are few. */
  readonly places: readonly TreeNode[];
}

/** So many snapshots are shown without being asked for. */
const few = 50;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `Nov 22` is one word, as rows say it, and not `nov` and any `22`. */
const day = new RegExp(`\\b(${months.join('|')})[a-z]* (\\d{1,2})(?![\\d:]),?`, 'g');

/** Undefined where nothing is asked for. */
export function treeFilter(text: string): TreeFilter | undefined {
  const lower = text.toLowerCase();
  const days = [...lower.matchAll(day)].map(([, month, number]) => `${month} ${Number(number)},`);
  const words = [
    ...days,
    ...lower
      .replace(day, ' ')
      .split(/[\s,]+/)
      .filter(Boolean),
  ];
  return words.length === 0 ? undefined : { text: text.trim(), words };
}

/** Whether a filter leaves a row; one with others below it also when one of these, as far as they are loaded, matches. */
export function rowMatches(node: TreeNode, filter: TreeFilter, content: TreeContent): boolean {
  const someBelow = (part: (items: readonly Snapshot[]) => readonly Snapshot[]): boolean => {
    const key = listingOf(node);
    const state = key && content.snapshots.existing(key)?.state;
    // What is not complete says so below.
    return state !== undefined && (!state.complete || part(state.items).some(item => snapshotMatches(item, filter)));
  };
  switch (node.kind) {
    case 'snapshot':
      return snapshotMatches(node.snapshot, filter);
    case 'cluster':
      return (
        clusterMatches(node.cluster, filter) ||
        someBelow(ownSnapshots) ||
        someCreation(content.creations.at(node.key), filter)
      );
    case 'manualGroup':
      return clusterMatches(node.cluster, filter) || someBelow(manualOf) || someCreation(node.creations, filter);
    case 'orphanGroup':
      return someBelow(items => content.orphansOf(items)) || someCreation(node.creations, filter);
    case 'creation':
      return someCreation([node.creation], filter);
    default:
      return true;
  }
}

/** Whether all that is below a row is left with it: who looks for a cluster wants to see its snapshots. */
export function leavesAllBelow(node: TreeNode | undefined, filter: TreeFilter): boolean {
  return (node?.kind === 'cluster' || node?.kind === 'manualGroup') && clusterMatches(node.cluster, filter);
}

/** The clusters and snapshots that a filter leaves, of what is loaded. */
export function findAll(content: TreeContent, filter: TreeFilter): Found {
  const places = new Map<string, TreeNode>();
  let count = 0;
  const look = (snapshots: readonly Snapshot[], placeOf: (snapshot: Snapshot) => TreeNode): void => {
    for (const snapshot of snapshots.filter(item => snapshotMatches(item, filter))) {
      count += 1;
      if (count <= few) {
        const place = placeOf(snapshot);
        places.set(place.key, place);
      }
    }
  };
  for (const cluster of content.clusters.items) {
    count += clusterMatches(cluster, filter) ? 1 : 0;
    look(ownSnapshots(content.snapshots.existing(clusterKey(cluster.identifier))?.state.items ?? []), snapshot =>
      isAutomated(snapshot) ? clusterNode(content, cluster) : manualGroupNode(content, cluster),
    );
  }
  look(content.orphansOf(content.snapshots.existing(orphanGroupKey)?.state.items ?? []), () =>
    orphanGroupNode(content),
  );
  return { count, places: count <= few ? [...places.values()] : [] };
}

const texts = new WeakMap<Snapshot, string>();

/** All that the row shows or says, its tags, and the cluster that it is of. */
function textOf(snapshot: Snapshot): string {
  const known = texts.get(snapshot);
  if (known !== undefined) {
    return known;
  }
  const {
    identifier,
    clusterIdentifier,
    status,
    type,
    sourceRegion = '',
    createTime,
    tags = [],
    sharedWith,
  } = snapshot;
  const shared = sharedWith === undefined ? [] : ['shared', ...sharedWith];
  const text = [identifier, clusterIdentifier, status, type, sourceRegion, ...datesOf(createTime), ...tags, ...shared]
    .join('\n')
    .toLowerCase();
  texts.set(snapshot, text);
  return text;
}

/** `2026-11-22T14:03:11.000Z`, `nov 22, 14:03`. */
function datesOf(time: number | undefined): readonly string[] {
  if (time === undefined) {
    return [];
  }
  const date = new Date(time);
  const iso = date.toISOString();
  return [iso, `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${iso.slice(11, 16)}`];
}

function snapshotMatches(snapshot: Snapshot, filter: TreeFilter): boolean {
  return hasAll(filter, textOf(snapshot));
}

function clusterMatches({ identifier, status, tags = [] }: Cluster, filter: TreeFilter): boolean {
  return hasAll(filter, [identifier, status, ...tags].join('\n').toLowerCase());
}

/** By its name, and by what it is made of. */
function someCreation(creations: readonly OperationUnderWay[], filter: TreeFilter): boolean {
  return creations.some(({ operation }) =>
    hasAll(filter, Object.values(operation.input).map(String).join('\n').toLowerCase()),
  );
}

function hasAll({ words }: TreeFilter, text: string): boolean {
  return words.every(word => text.includes(word));
}
