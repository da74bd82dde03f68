import type { NextStep } from '../access/nextStep';
import type { ConfigProblem } from '../model/aws';
import type { Cluster } from '../model/cluster';
import type { Expiry } from '../model/expiry';
import type { Problem } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import type { OperationUnderWay } from '../operations/underWay';

/** What the tree shows, as data. `key` is unique in one tree and stays the same as long as the thing does. */
export type TreeNode =
  | RegionNode
  | ClusterNode
  | ManualGroupNode
  | OrphanGroupNode
  | ExpiringGroupNode
  | SnapshotNode
  | CreationNode
  | AskingNode
  | LoadingNode
  | EmptyNode
  | NoMatchNode
  | ProblemNode
  | ConfigProblemNode
  | StepNode;

/** A Region, at the root while more than one is shown. */
export interface RegionNode {
  readonly kind: 'region';
  readonly key: string;
  /** E.g. `eu-west-1`. */
  readonly region: string;
}

export interface ClusterNode {
  readonly kind: 'cluster';
  readonly key: ListingKey;
  readonly cluster: Cluster;
  /** Known after the cluster's snapshots have been listed completely. */
  readonly counts?: SnapshotCounts;
}

export interface SnapshotCounts {
  readonly automated: number;
  readonly manual: number;
}

/** "Manual snapshots" of one cluster. */
export interface ManualGroupNode {
  readonly kind: 'manualGroup';
  readonly key: string;
  readonly cluster: Cluster;
  /** So many were listed up to now; `complete` tells whether that is all. */
  readonly count: number;
  readonly complete: boolean;
  /** Those that are being made. */
  readonly creations: readonly OperationUnderWay[];
}

/** "Without a cluster": the cluster is gone, or lives in another Region. */
export interface OrphanGroupNode {
  readonly kind: 'orphanGroup';
  readonly key: ListingKey;
  /** Known after they have been listed completely. */
  readonly count?: number;
  readonly fromOtherRegions?: number;
  /** The clusters may not be listed, so that all snapshots are here. */
  readonly ofAllClusters: boolean;
  /** Those that are being made. */
  readonly creations: readonly OperationUnderWay[];
}

/** "Expiring": what ends within 7 days, over all clusters and Regions that are shown. */
export interface ExpiringGroupNode extends ExpiringCounts {
  readonly kind: 'expiringGroup';
  readonly key: string;
}

export interface ExpiringCounts {
  /** How many end within 24 hours, of those that nothing else keeps. */
  readonly withinDay: number;
  /** The same within 7 days. */
  readonly withinWeek: number;
  /**
   * How much of it is known: all, all of an earlier reading, nothing yet because it is being read, or only what could be read
   * (`none`: nothing could).
   */
  readonly known: 'all' | 'earlier' | 'loading' | 'some' | 'none';
  /** When it was last read as a whole, in ms since the epoch: the earliest of several Regions. */
  readonly readAt?: number;
}

/** Where snapshots are. */
export type SnapshotPlace = ClusterNode | OrphanGroupNode;

export interface SnapshotNode {
  readonly kind: 'snapshot';
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly expiry: Expiry;
  /** The row stands where its cluster's name is not on the screen. */
  readonly withoutCluster: boolean;
  /** The newest of a paused cluster: it cannot be copied before that is resumed. */
  readonly isPaused?: true;
  /** The operation that makes it, until it is there. */
  readonly creation?: OperationUnderWay;
  /** The manual snapshot that has the same data and is kept for longer. */
  readonly keptAs?: Snapshot;
  /** It stands in the group "Expiring". */
  readonly inExpiring?: true;
  /** Its Region, where it stands among those of others. */
  readonly region?: string;
}

/** A snapshot that is being made and not listed yet, where that will be. */
export interface CreationNode {
  readonly kind: 'creation';
  readonly key: string;
  readonly creation: OperationUnderWay;
}

/** The only row while the first answer takes its time. Its children are the steps that help. */
export interface AskingNode {
  readonly kind: 'asking';
  readonly key: string;
  /** The Region that is asked; absent while the AWS files are being read. */
  readonly region?: string;
}

/** The last row while more pages are to come. */
export interface LoadingNode {
  readonly kind: 'loading';
  readonly key: string;
  readonly soFar: number;
}

export interface EmptyNode {
  readonly kind: 'empty';
  readonly key: string;
  readonly what: 'clusters' | 'automated' | 'automatedOff' | 'manual' | 'orphans' | 'expiring';
}

/** Nothing is what the filter asks for: of all, of what is loaded by now while the rest is on its way, or could not be read. */
export interface NoMatchNode {
  readonly kind: 'noMatch';
  readonly key: string;
  readonly text: string;
  readonly scope: 'all' | 'loading' | 'loaded';
}

/** A read that failed. Its children are the steps that help. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly key: string;
  readonly problem: Problem;
  /** What would be here. */
  readonly of: ListingKey;
  readonly clusterIdentifier?: string;
  /** Its Region, where it stands among rows of others. */
  readonly region?: string;
  /** When the rows beside it were read, in ms since the epoch, where these are of an earlier answer. */
  readonly readAt?: number;
  /** It is being tried again. */
  readonly isRetrying?: boolean;
}

/** A fault in one of the shared AWS files. */
export interface ConfigProblemNode {
  readonly kind: 'configProblem';
  readonly key: string;
  readonly problem: ConfigProblem;
}

/** One thing to do about what the row above says; at the root, about there being no session. */
export interface StepNode {
  readonly kind: 'step';
  readonly key: string;
  readonly step: NextStep;
  readonly parent?: ProblemNode | AskingNode;
}

/** What is listed as a whole: the clusters, one cluster's snapshots, those without a cluster, or all of the account. */
export type ListingKey = 'clusters' | 'orphans' | 'account' | `cluster:${string}`;

/** Of the row that says why a listing's rows, or those of one of its groups, could not be read. */
export function problemKey(place: string): string {
  return `${place}/problem`;
}

export const orphanGroupKey = 'orphans' satisfies ListingKey;

/** Of the listing of the whole account, and so of the group that shows it. */
export const accountKey = 'account' satisfies ListingKey;

export function clusterKey(identifier: string): ListingKey {
  return `cluster:${identifier}`;
}

/** Of the group "Manual snapshots" below a cluster. */
export function manualGroupKey(cluster: ListingKey): string {
  return `${cluster}/manual`;
}

/** The listing that a node's rows come from. */
export function listingOf(node: TreeNode): ListingKey | undefined {
  switch (node.kind) {
    case 'cluster':
    case 'manualGroup':
      return clusterKey(node.cluster.identifier);
    case 'orphanGroup':
      return orphanGroupKey;
    case 'expiringGroup':
      return accountKey;
    case 'snapshot':
      if (node.inExpiring) {
        return accountKey;
      }
      return node.withoutCluster ? orphanGroupKey : clusterKey(node.snapshot.clusterIdentifier);
    case 'problem':
      return node.of;
    case 'step':
      return node.parent && listingOf(node.parent);
    default:
      return undefined;
  }
}
