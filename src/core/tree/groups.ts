import type { Cluster } from '../model/cluster';
import {
  type ClusterNode,
  clusterKey,
  type ManualGroupNode,
  manualGroupKey,
  type OrphanGroupNode,
  orphanGroupKey,
} from './nodes';
import { countsOf, ownSnapshots } from './rows';
import type { TreeContent } from './treeContent';

/** A cluster with what is known of it by now. */
export function clusterNode(content: TreeContent, cluster: Cluster): ClusterNode {
  const key = clusterKey(cluster.identifier);
  const listing = content.snapshots.existing(key);
  const node: ClusterNode = { kind: 'cluster', key, cluster };
  // After a refresh the old numbers may be wrong; they are known again when the cluster is expanded.
  return listing?.state.complete ? { ...node, counts: countsOf(listing.state.items) } : node;
}

/** A cluster's manual snapshots, as far as they are listed. */
export function manualGroupNode(content: TreeContent, cluster: Cluster): ManualGroupNode {
  const key = clusterKey(cluster.identifier);
  const state = content.snapshots.existing(key)?.state;
  const count = countsOf(state?.items ?? []).manual;
  const creations = content.creations.at(key);
  return {
    kind: 'manualGroup',
    key: manualGroupKey(key),
    cluster,
    count,
    complete: state?.complete ?? false,
    creations,
  };
}

/** What has no cluster here. */
export function orphanGroupNode(content: TreeContent): OrphanGroupNode {
  const state = content.snapshots.existing(orphanGroupKey)?.state;
  const ofAllClusters = content.clusters.areDenied;
  const creations = content.creations.at(orphanGroupKey);
  const node: OrphanGroupNode = { kind: 'orphanGroup', key: orphanGroupKey, ofAllClusters, creations };
  if (!state?.complete) {
    return node;
  }
  const orphans = content.orphansOf(state.items);
  return { ...node, count: orphans.length, fromOtherRegions: orphans.length - ownSnapshots(orphans).length };
}
