import type { Cluster } from '../model/cluster';
import type { Problem } from '../model/problem';
import type { RetentionSpan } from '../model/retention';
import type { Snapshot } from '../model/snapshot';

/** Why an operation was not sent: the service would have refused it. */
export type Refusal =
  // Of the automated snapshot that a copy is made of.
  | { readonly kind: 'sourceGone' }
  | { readonly kind: 'sourceOfOtherCluster'; readonly clusters: readonly string[] }
  | { readonly kind: 'sourceNotAutomated'; readonly source: Snapshot }
  | { readonly kind: 'sourceNotAvailable'; readonly source: Snapshot }
  /** With other accounts, as the service had it when it refused the copy. */
  | { readonly kind: 'sourceShared'; readonly accounts: readonly string[] }
  | { readonly kind: 'latestOfPausedCluster'; readonly source: Snapshot }
  /** The retention period, counted from the start of retention, is over. */
  | { readonly kind: 'retentionOver'; readonly span: RetentionSpan }
  | { readonly kind: 'targetTaken'; readonly by: Snapshot }
  // Of the cluster that a snapshot is made of.
  | { readonly kind: 'clusterGone' }
  | { readonly kind: 'clusterNotAvailable'; readonly cluster: Cluster }
  // Of the manual snapshot that is changed or removed.
  | { readonly kind: 'manualGone' }
  | { readonly kind: 'ofAwsBackup' }
  | { readonly kind: 'ofOtherAccount'; readonly account: string }
  /** Another one has its name since the user saw it. */
  | { readonly kind: 'replaced' }
  /** Somebody has changed it since the user saw it. */
  | { readonly kind: 'changedSince' }
  | { readonly kind: 'notDeletable'; readonly status: string }
  // Of a snapshot that is tagged.
  | { readonly kind: 'snapshotGone' }
  /** The ARN is of another account or Region than the snapshot that has its name here. */
  | { readonly kind: 'otherArn'; readonly arn: string }
  | { readonly kind: 'tooManyTags'; readonly tags: number }
  // Of a snapshot that is shared.
  | { readonly kind: 'notShareable'; readonly status: string }
  | { readonly kind: 'ownAccount' | 'hasAccess' | 'noAccess'; readonly account: string }
  | { readonly kind: 'tooManyAccounts' }
  | { readonly kind: 'checkFailed'; readonly of: CheckedThing; readonly problem: Problem };

/** What a check reads. */
export type CheckedThing = 'source' | 'target' | 'cluster' | 'caller';
