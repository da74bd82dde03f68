import type { Checked } from '../model/checked';
import type { Cluster } from '../model/cluster';
import type { Problem } from '../model/problem';
import { isAutomated, isCopyable, isOwnedBy, type Snapshot } from '../model/snapshot';
import { isReservedKey, tagsOf } from '../model/tag';
import { attempt, failures, refuseTaken } from './attempt';
import { lifeOf } from './lifeOf';
import { type Asked, comparedMembers, type Examination, type Operation } from './operation';
import { clusterName, newName, retentionPeriod } from './parameters';
import { isNamed, type Reads, sameText } from './reads';
import type { Refusal } from './refusal';

/** The four parameters of CopyClusterSnapshot, all of them always sent. */
export type CopyInput = {
  readonly SourceSnapshotIdentifier: string;
  readonly SourceSnapshotClusterIdentifier: string;
  readonly TargetSnapshotIdentifier: string;
  /** Days: -1 (until deleted) or 1 to 3653. */
  readonly ManualSnapshotRetentionPeriod: number;
};

/** Makes a manual snapshot of an automated one, which is kept when the automated one is deleted. */
export const copyClusterSnapshot: Operation<CopyInput> = {
  name: 'CopyClusterSnapshot',
  effect: 'creates',
  documentation: 'Copies an automated snapshot to a manual one, which is kept when the automated one is deleted.',
  requestWord: 'copy',
  command: 'copyToManual',
  words: { verb: 'copy', several: 'copies', done: 'Copied' },
  resend: 'whenNotThere',
  parameters: [
    {
      name: 'SourceSnapshotIdentifier',
      argument: 'snapshot',
      kind: 'text',
      required: true,
      alsoCalled: ['snapshot', 'source', 'snapshotidentifier'],
      documentation:
        'The snapshot to copy, for example `rs:analytics-prod-2026-11-22-14-03-11`.\n\nIt must be an *automated* snapshot whose state is `available`; a manual snapshot is kept already and cannot be copied.',
      example: 'rs:my-cluster-2026-01-31-23-59-59',
    },
    clusterName({
      name: 'SourceSnapshotClusterIdentifier',
      required: false,
      alsoCalled: ['cluster', 'clusteridentifier', 'snapshotclusteridentifier'],
      documentation:
        "The cluster that the source snapshot was made of.\n\nNeeded when the IAM policy names the cluster in the snapshot's ARN instead of `*`, so it is best always given.",
    }),
    newName('TargetSnapshotIdentifier', ['target']),
    retentionPeriod(
      "Redshift counts from when the *source's* retention started (`SnapshotRetentionStartTime`), not from the copying: a copy with 30 days of a snapshot that is 7 days old is kept for 23 more days. A period that is not longer than the source's age is refused, or the copy is deleted at once.",
    ),
  ],
  subject: ({ input }) => ({
    identifier: input.TargetSnapshotIdentifier,
    cluster: input.SourceSnapshotClusterIdentifier,
  }),
  isOffered: isCopyable,
  about: ({ identifier, clusterIdentifier }) => ({
    SourceSnapshotIdentifier: identifier,
    SourceSnapshotClusterIdentifier: clusterIdentifier,
  }),
  source: input => ({ identifier: input.SourceSnapshotIdentifier, cluster: input.SourceSnapshotClusterIdentifier }),
  clusters: async (reads, { SourceSnapshotIdentifier: identifier }, signal) => {
    const [named, { account }] = await Promise.all([
      reads.named({ identifier, cluster: '' }, signal),
      reads.caller(signal),
    ]);
    const own = named.filter(candidate => isOwnedBy(candidate, account));
    const automated = own.filter(isAutomated);
    // Of a manual one the checks say that it is manual.
    const meant = automated.length > 0 ? automated : own.slice(0, 1);
    return [...new Set(meant.map(({ clusterIdentifier }) => clusterIdentifier))].sort();
  },
  examine: examineCopy,
  outcomeOf: (found, asked) => {
    if (found === undefined) {
      return 'notDone';
    }
    return isCopyOf(found, asked) ? lifeOf(found) : 'other';
  },
  // CopyClusterSnapshot takes none along.
  follow: ({ before }, { arn }) => {
    const Tags = before ? tagsOf(before).filter(({ Key }) => !isReservedKey(Key)) : [];
    return arn === undefined || Tags.length === 0
      ? undefined
      : { operation: 'CreateTags', input: { ResourceName: arn, Tags } };
  },
  compares: comparedMembers,
  expected: ({ input, before }) =>
    before && { ...before, manualRetentionDays: input.ManualSnapshotRetentionPeriod, type: 'manual' },
};

/** Ours if it has the source's cluster and SnapshotCreateTime, and the retention period that was asked for. */
function isCopyOf(found: Snapshot, { input, before }: Asked<CopyInput>): boolean {
  return (
    sameText(found.clusterIdentifier, input.SourceSnapshotClusterIdentifier) &&
    found.manualRetentionDays === input.ManualSnapshotRetentionPeriod &&
    (before?.createTime === undefined || found.createTime === before.createTime)
  );
}

/**
 * Reads the source, the target, the cluster and who is asking again, side by side (one round trip, two for a paused
 * cluster), and tells all that forbids the copy.
 */
async function examineCopy(reads: Reads, input: CopyInput, signal: AbortSignal): Promise<Examination> {
  const name = { identifier: input.SourceSnapshotIdentifier, cluster: input.SourceSnapshotClusterIdentifier };
  const [source, target, cluster, caller] = await Promise.all([
    attempt(() => reads.named(name, signal)),
    attempt(() => reads.manual(input.TargetSnapshotIdentifier, signal)),
    attempt(() => reads.cluster(name.cluster, signal)),
    attempt(() => reads.caller(signal)),
  ]);
  const account = caller.ok ? caller.value.account : undefined;
  const own = source.ok ? source.value.filter(candidate => isOwnedBy(candidate, account)) : [];
  const candidates = own.filter(candidate => isNamed(candidate, name));
  const found = candidates.find(isAutomated) ?? candidates[0];
  const ofSource = source.ok ? refuseSource(found, own) : undefined;
  const refusals: readonly (Refusal | undefined)[] = [
    ...failures({ source, target, cluster, caller }),
    ofSource,
    refuseTaken(target, caller),
    found !== undefined && ofSource === undefined && cluster.ok
      ? await refuseLatest(reads, { source: found, cluster: cluster.value, asked: name.cluster }, signal)
      : undefined,
  ];
  return { ...(found && { before: found }), caller, refusals: refusals.filter(refusal => refusal !== undefined) };
}

function refuseSource(source: Snapshot | undefined, named: readonly Snapshot[]): Refusal | undefined {
  if (source === undefined) {
    const clusters = [...new Set(named.map(({ clusterIdentifier }) => clusterIdentifier))].sort();
    return clusters.length > 0 ? { kind: 'sourceOfOtherCluster', clusters } : { kind: 'sourceGone' };
  }
  if (!isAutomated(source)) {
    return { kind: 'sourceNotAutomated', source };
  }
  return source.status === 'available' ? undefined : { kind: 'sourceNotAvailable', source };
}

/** "You can't copy the latest automated snapshots of a paused cluster to manual snapshots." (Pausing and resuming clusters) */
async function refuseLatest(
  reads: Reads,
  given: { readonly source: Snapshot; readonly cluster: Cluster | undefined; readonly asked: string },
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  const { source, asked } = given;
  const { clusterIdentifier, createTime } = source;
  const latest: Checked<boolean, Problem> = await attempt(async () => {
    // DescribeClusters tells upper case from lower case: only the snapshot is sure to write the name as it is.
    const cluster =
      given.cluster ?? (clusterIdentifier === asked ? undefined : await reads.cluster(clusterIdentifier, signal));
    if (cluster?.status !== 'paused' || createTime === undefined) {
      return false;
    }
    const automated = await reads.automated(clusterIdentifier, signal);
    return automated.every(other => (other.createTime ?? 0) <= createTime);
  });
  // Without the whole list it is left to the service, which refuses it as well.
  return latest.ok && latest.value ? { kind: 'latestOfPausedCluster', source } : undefined;
}
