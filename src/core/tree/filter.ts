import type { Snapshot } from '../model/snapshot';
import type { OperationUnderWay } from '../operations/underWay';
import { listingOf, type TreeNode } from './nodes';
import { manualOf, ownSnapshots } from './rows';
import type { TreeContent } from './treeContent';

/** What the rows of the tree are narrowed to: those that have all of these words, ignoring case. */
export interface TreeFilter {
  /** As it was typed. */
  readonly text: string;
  readonly words: readonly string[];
}

/** Undefined where nothing is asked for. */
export function treeFilter(text: string): TreeFilter | undefined {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
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
        hasAll(filter, node.cluster.identifier) ||
        someBelow(ownSnapshots) ||
        someCopy(content.copies.at(node.key), filter)
      );
    case 'manualGroup':
      return hasAll(filter, node.cluster.identifier) || someBelow(manualOf) || someCopy(node.copies, filter);
    case 'orphanGroup':
      return someBelow(items => content.orphansOf(items)) || someCopy(node.copies, filter);
    case 'copy':
      return someCopy([node.copy], filter);
    default:
      return true;
  }
}

/** Looks at what the row shows, and at the cluster that it is of: whoever looks for that wants to see its snapshots. */
function snapshotMatches({ identifier, clusterIdentifier, status, type }: Snapshot, filter: TreeFilter): boolean {
  return hasAll(filter, identifier, clusterIdentifier, status, type);
}

/** By its name, and by what it is made of. */
function someCopy(copies: readonly OperationUnderWay[], filter: TreeFilter): boolean {
  return copies.some(({ operation }) => hasAll(filter, ...Object.values(operation.input).map(String)));
}

function hasAll({ words }: TreeFilter, ...texts: readonly string[]): boolean {
  const text = texts.join('\n').toLowerCase();
  return words.every(word => text.includes(word));
}
