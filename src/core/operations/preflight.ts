import { accepted, type Checked, rejected } from '../model/checked';
import type { Cluster } from '../model/cluster';
import { type Problem, problemOf } from '../model/problem';
import type { RetentionSpan } from '../model/retention';
import { isAutomated, type Snapshot } from '../model/snapshot';
import type { CallerIdentity } from '../model/target';
import type { CopyNames } from './copyClusterSnapshot';
import { type CopyReads, isSource } from './reads';

/** Why a copy was not sent: the service would have refused it. */
export type CopyRefusal =
  | { readonly kind: 'sourceGone' }
  | { readonly kind: 'sourceOfOtherCluster'; readonly clusters: readonly string[] }
  | { readonly kind: 'sourceNotAutomated'; readonly source: Snapshot }
  | { readonly kind: 'sourceNotAvailable'; readonly source: Snapshot }
  /** With other accounts, as the service had it when it refused the copy. */
  | { readonly kind: 'sourceShared'; readonly accounts: readonly string[] }
  /** Its retention period, counted from the source, is over. */
  | { readonly kind: 'retentionOver'; readonly span: RetentionSpan }
  | { readonly kind: 'latestOfPausedCluster'; readonly source: Snapshot }
  | { readonly kind: 'targetTaken'; readonly by: Snapshot }
  | { readonly kind: 'checkFailed'; readonly of: CheckedThing; readonly problem: Problem };

/** What a check reads. */
export type CheckedThing = 'source' | 'target' | 'cluster' | 'caller';

/** A copy that can be sent, by what was read at `time` (ms since the epoch). */
export interface CheckedCopy {
  /** Absent where it must not be read. */
  readonly source?: Snapshot;
  readonly caller: CallerIdentity;
  readonly time: number;
}

export interface Examination {
  readonly source?: Snapshot;
  readonly caller: Checked<CallerIdentity, Problem>;
  /** None: it can be sent. The first is the one to say. */
  readonly refusals: readonly CopyRefusal[];
}

/** Whether a copy can be sent, and if not, the first reason. See {@link examineCopy}. */
export async function checkBeforeCopy(
  reads: CopyReads,
  request: CopyNames,
  signal: AbortSignal,
): Promise<Checked<CheckedCopy, CopyRefusal>> {
  const time = Date.now();
  const { source, caller, refusals } = await examineCopy(reads, request, signal);
  const [refusal] = refusals;
  if (refusal !== undefined) {
    return rejected(refusal);
  }
  return caller.ok
    ? accepted({ time, caller: caller.value, ...(source && { source }) })
    : rejected({ kind: 'checkFailed', of: 'caller', problem: caller.reason });
}

/**
 * Reads the source, the target, the cluster and who is asking again, side by side (one round trip, two for a paused
 * cluster), and tells all that forbids the copy. A check that the caller's policy denies is left out: a policy may allow
 * the copy alone, and the service has the last word. Who is asking needs no permission: without knowing it, or when it is
 * somebody else by now, nothing is sent.
 */
export async function examineCopy(reads: CopyReads, request: CopyNames, signal: AbortSignal): Promise<Examination> {
  const [source, target, cluster, caller] = await Promise.all([
    attempt(() => reads.sources(request, signal)),
    attempt(() => reads.manual(request.TargetSnapshotIdentifier, signal)),
    attempt(() => reads.cluster(request.SourceSnapshotClusterIdentifier, signal)),
    attempt(() => reads.caller(signal)),
  ]);
  const own = source.ok ? source.value.filter(candidate => isSource(candidate, request)) : [];
  const found = own.find(isAutomated) ?? own[0];
  const ofSource = source.ok ? refuseSource(found, source.value) : undefined;
  const refusals: readonly (CopyRefusal | undefined)[] = [
    ...failures({ source, target, cluster, caller }),
    ofSource,
    target.ok && target.value !== undefined ? { kind: 'targetTaken', by: target.value } : undefined,
    found !== undefined && ofSource === undefined && cluster.ok
      ? await refuseLatest(
          reads,
          { source: found, cluster: cluster.value, asked: request.SourceSnapshotClusterIdentifier },
          signal,
        )
      : undefined,
  ];
  return { ...(found && { source: found }), caller, refusals: refusals.filter(refusal => refusal !== undefined) };
}

function failures(
  checks: Readonly<Record<CheckedThing, Checked<unknown, Problem>>>,
): readonly Extract<CopyRefusal, { kind: 'checkFailed' }>[] {
  return (['source', 'target', 'cluster', 'caller'] as const).flatMap(of => {
    const check = checks[of];
    return check.ok || (check.reason.kind === 'accessDenied' && of !== 'caller')
      ? []
      : [{ kind: 'checkFailed', of, problem: check.reason } as const];
  });
}

function refuseSource(source: Snapshot | undefined, named: readonly Snapshot[]): CopyRefusal | undefined {
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
  reads: CopyReads,
  given: { readonly source: Snapshot; readonly cluster: Cluster | undefined; readonly asked: string },
  signal: AbortSignal,
): Promise<CopyRefusal | undefined> {
  const { source, asked } = given;
  const { clusterIdentifier, createTime } = source;
  const read = async (): Promise<boolean> => {
    // DescribeClusters tells upper case from lower case: only the snapshot is sure to write the name as it is.
    const cluster =
      given.cluster ?? (clusterIdentifier === asked ? undefined : await reads.cluster(clusterIdentifier, signal));
    if (cluster?.status !== 'paused' || createTime === undefined) {
      return false;
    }
    const automated = await reads.automated(clusterIdentifier, signal);
    return automated.every(other => (other.createTime ?? 0) <= createTime);
  };
  const latest = await attempt(read);
  // Without the whole list it is left to the service, which refuses it as well.
  return latest.ok && latest.value ? { kind: 'latestOfPausedCluster', source } : undefined;
}

async function attempt<Value>(read: () => Promise<Value>): Promise<Checked<Value, Problem>> {
  try {
    return accepted(await read());
  } catch (error) {
    return rejected(problemOf(error));
  }
}
