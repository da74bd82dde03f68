// The domain's things as tests need them: valid by default, and with what the sentence of a test is about.
import type { ProfileList } from '../../src/core/model/aws';
import type { Cluster } from '../../src/core/model/cluster';
import { type Problem, ProblemError, type ProblemKind } from '../../src/core/model/problem';
import type { Snapshot } from '../../src/core/model/snapshot';
import type { Target } from '../../src/core/model/target';
import type { CopyInput } from '../../src/core/operations/copyClusterSnapshot';

/** An available cluster that keeps its automated snapshots for a day. */
export function aCluster(given: Partial<Cluster> = {}): Cluster {
  return { identifier: 'alpha', status: 'available', encrypted: true, automatedRetentionDays: 1, ...given };
}

/** An automated snapshot of alpha that can be copied; what the service may leave out is left out. */
export function aSnapshot(given: Partial<Snapshot> = {}): Snapshot {
  return {
    identifier: 'rs:alpha-2026-11-22-14-03-27',
    clusterIdentifier: 'alpha',
    type: 'automated',
    status: 'available',
    encrypted: true,
    ...given,
  };
}

/** A manual snapshot of alpha that is kept until somebody deletes it. */
export function aManualSnapshot(given: Partial<Snapshot> = {}): Snapshot {
  return aSnapshot({ identifier: 'alpha-keep', type: 'manual', manualRetentionDays: -1, ...given });
}

/** So many automated snapshots of a cluster, an hour apart, the newest first. */
export function snapshotsOf(cluster: string, count: number, newest = time('2026-11-22T14:00:00Z')): Snapshot[] {
  return Array.from({ length: count }, (_, hoursAgo) => {
    const createTime = newest - hoursAgo * 3_600_000;
    const stamp = new Date(createTime).toISOString().slice(0, 19).replace(/[T:]/g, '-');
    return aSnapshot({ identifier: `rs:${cluster}-${stamp}`, clusterIdentifier: cluster, createTime });
  });
}

export function aTarget(given: Partial<Target> = {}): Target {
  return { source: { kind: 'profile', name: 'work' }, region: 'eu-west-1', ...given };
}

export function aCopyRequest(given: Partial<CopyInput> = {}): CopyInput {
  return {
    SourceSnapshotClusterIdentifier: 'alpha',
    SourceSnapshotIdentifier: 'rs:alpha-2026-11-22-14-03-27',
    TargetSnapshotIdentifier: 'alpha-keep',
    ManualSnapshotRetentionPeriod: 30,
    ...given,
  };
}

export function aProblem(kind: ProblemKind, given: Partial<Problem> = {}): Problem {
  return { kind, code: kind, message: `It is ${kind}.`, ...given };
}

/** What a gateway rejects with. */
export function aFailure(kind: ProblemKind, given: Partial<Problem> = {}): ProblemError {
  return new ProblemError(aProblem(kind, given));
}

/** A machine with the profile `work` in Ireland and no problems. */
export function aProfileList(given: Partial<ProfileList> = {}): ProfileList {
  return {
    profiles: [{ name: 'work', kind: 'keys', region: 'eu-west-1' }],
    problems: [],
    files: { config: 'config', credentials: 'credentials' },
    watched: { files: ['config', 'credentials'] },
    ...given,
  };
}

/** ms since the epoch of an ISO 8601 instant. */
export function time(iso: string): number {
  return Date.parse(iso);
}
