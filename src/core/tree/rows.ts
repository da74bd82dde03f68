import { type NextStep, stepsAfterRead } from '../access/nextStep';
import type { Cluster } from '../model/cluster';
import { expiryOf } from '../model/expiry';
import { hasSameData, isAutomated, isManual, isUnusable, type Snapshot, snapshotKey } from '../model/snapshot';
import type { ListingState } from './listing';
import {
  type AskingNode,
  type EmptyNode,
  type ListingKey,
  type LoadingNode,
  type NoMatchNode,
  type ProblemNode,
  problemKey,
  type SnapshotCounts,
  type SnapshotNode,
  type StepNode,
} from './nodes';

/** By the instant that the data shows, the newest first; those without one last; then by identifier. */
export function newestFirst(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  const time = (snapshot: Snapshot): number => snapshot.createTime ?? Number.NEGATIVE_INFINITY;
  return snapshots.toSorted((a, b) =>
    time(a) === time(b) ? compareText(a.identifier, b.identifier) : time(b) > time(a) ? 1 : -1,
  );
}

/** A copy from another Region is of another cluster, also where one of that name is here. */
export function ownSnapshots(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  return snapshots.filter(({ sourceRegion }) => sourceRegion === undefined);
}

/** A cluster's automated snapshots, newest first; the newest one that is available outlives its retention. */
export function automatedRows(snapshots: readonly Snapshot[], cluster: Cluster): readonly SnapshotNode[] {
  const automated = newestFirst(ownSnapshots(snapshots).filter(isAutomated));
  const newest = automated.find(({ status }) => status === 'available');
  const copies = copiesByTime(snapshots);
  return automated.map(snapshot => {
    const row = snapshotRow(snapshot, { cluster, newest: snapshot === newest });
    const keptAs =
      row.expiry.kind === 'whileNewest' || isUnusable(snapshot)
        ? undefined
        : copies.get(snapshot.createTime)?.find(copy => isKeptBy(row, copy));
    return keptAs === undefined ? row : { ...row, keptAs };
  });
}

function copiesByTime(snapshots: readonly Snapshot[]): ReadonlyMap<number | undefined, readonly Snapshot[]> {
  const copies = new Map<number | undefined, Snapshot[]>();
  for (const snapshot of ownSnapshots(snapshots).filter(isManual)) {
    copies.set(snapshot.createTime, [...(copies.get(snapshot.createTime) ?? []), snapshot]);
  }
  return copies;
}

/** Whether a manual snapshot that is there, or is being made, has the same data for longer. */
function isKeptBy({ snapshot, expiry }: SnapshotNode, copy: Snapshot): boolean {
  const until = expiryOf(copy, { newest: false });
  return (
    hasSameData(snapshot, copy) &&
    (until.kind === 'at'
      ? expiry.kind !== 'at' || until.time > expiry.time
      : until.kind === 'never' || (until.kind === 'unknown' && until.why === 'beingMade'))
  );
}

/** A cluster's other snapshots. */
export function manualOf(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  return ownSnapshots(snapshots).filter(snapshot => !isAutomated(snapshot));
}

/** The same as rows, newest first. */
export function manualRows(snapshots: readonly Snapshot[], cluster: Cluster): readonly SnapshotNode[] {
  return newestFirst(manualOf(snapshots)).map(snapshot => snapshotRow(snapshot, { cluster, newest: false }));
}

/** How many of each there are below a cluster. */
export function countsOf(snapshots: readonly Snapshot[]): SnapshotCounts {
  const own = ownSnapshots(snapshots);
  const automated = own.filter(isAutomated).length;
  return { automated, manual: own.length - automated };
}

/**
 * Each once: those whose cluster is not here, or that came from another Region, where a cluster of the same name is another
 * one. Some endpoints ignore ClusterExists and list all.
 */
export function orphansOf(
  snapshots: readonly Snapshot[],
  hasCluster: (clusterIdentifier: string) => boolean,
): readonly Snapshot[] {
  const orphans = snapshots.filter(
    ({ clusterIdentifier, sourceRegion }) => sourceRegion !== undefined || !hasCluster(clusterIdentifier),
  );
  return [...new Map(orphans.map(snapshot => [snapshotKey(snapshot), snapshot])).values()];
}

export function orphanRows(orphans: readonly Snapshot[]): readonly SnapshotNode[] {
  return newestFirst(orphans).map(snapshot => snapshotRow(snapshot, { newest: false, withoutCluster: true }));
}

export function snapshotRow(
  snapshot: Snapshot,
  place: { readonly cluster?: Cluster | undefined; readonly newest: boolean; readonly withoutCluster?: boolean },
): SnapshotNode {
  const { cluster, newest, withoutCluster = false } = place;
  const expiry = expiryOf(snapshot, cluster === undefined ? { newest } : { cluster, newest });
  const key = `${withoutCluster ? 'orphan' : 'snapshot'}:${snapshotKey(snapshot)}`;
  const isPaused = newest && cluster?.status === 'paused';
  return { kind: 'snapshot', key, snapshot, expiry, withoutCluster, ...(isPaused && { isPaused }) };
}

export function problemRow(
  state: ListingState<unknown>,
  of: ListingKey,
  { key = of, clusterIdentifier }: { readonly key?: string; readonly clusterIdentifier?: string } = {},
): readonly ProblemNode[] {
  if (state.problem === undefined) {
    return [];
  }
  const { problem, readAt } = state;
  const node: ProblemNode = { kind: 'problem', key: problemKey(key), problem, of };
  return [
    { ...node, ...(clusterIdentifier !== undefined && { clusterIdentifier }), ...(readAt !== undefined && { readAt }) },
  ];
}

export function loadingRow(state: ListingState<unknown>, key: string): readonly LoadingNode[] {
  const loading = !state.complete && state.problem === undefined;
  return loading ? [{ kind: 'loading', key: `${key}/loading`, soFar: state.items.length }] : [];
}

export function emptyRow(what: EmptyNode['what'], key: string): EmptyNode {
  return { kind: 'empty', key: `${key}/empty`, what };
}

export function askingRow(region?: string): AskingNode {
  return region === undefined ? { kind: 'asking', key: 'asking' } : { kind: 'asking', key: 'asking', region };
}

export function noMatchRow(text: string, scope: NoMatchNode['scope']): NoMatchNode {
  return { kind: 'noMatch', key: 'noMatch', text, scope };
}

/** The steps that help below a row, the best first. */
export function stepRows(parent: ProblemNode | AskingNode): readonly StepNode[] {
  const steps: readonly NextStep[] =
    parent.kind === 'asking'
      ? ['chooseProfile', 'showLog']
      : parent.isRetrying
        ? ['stopRetrying', 'chooseProfile', 'showLog']
        : stepsAfterRead(parent.problem);
  return steps.map(step => stepRow(step, parent));
}

function stepRow(step: NextStep, parent: ProblemNode | AskingNode): StepNode {
  return { kind: 'step', key: `${parent.key}/${step}`, step, parent };
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
