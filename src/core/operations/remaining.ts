import { isManual, isUnusable, type Snapshot } from '../model/snapshot';
import { allOf, type ReadsGateway, readsOf, sameText } from './reads';

/** What a cluster has when some of its manual snapshots have been deleted. */
export interface Remaining {
  readonly cluster: string;
  /** Undefined: not known. */
  readonly clusterExists: boolean | undefined;
  /** The snapshots that can still be restored. Undefined: not known. */
  readonly snapshots: readonly Snapshot[] | undefined;
}

/** Reads what remains when manual snapshots are deleted, cluster by cluster. Never rejects. */
export function readRemaining(
  gateway: ReadsGateway,
  deleted: readonly Snapshot[],
  signal: AbortSignal,
): Promise<readonly Remaining[]> {
  const clusters = new Set(deleted.map(({ clusterIdentifier }) => clusterIdentifier));
  return Promise.all(
    [...clusters].map(async cluster => {
      const [snapshots, exists] = await Promise.allSettled([
        allOf(gateway.snapshots({ clusterIdentifier: cluster }, signal)),
        readsOf(gateway).cluster(cluster, signal),
      ]);
      return {
        cluster,
        clusterExists: exists.status === 'fulfilled' ? exists.value !== undefined : undefined,
        snapshots:
          snapshots.status === 'fulfilled'
            ? snapshots.value.filter(snapshot => !isUnusable(snapshot) && !isAmong(deleted, snapshot))
            : undefined,
      };
    }),
  );
}

/** A snapshot that remains and shows the same instant of the same cluster: a copy keeps its source's SnapshotCreateTime. */
export function sameDataAs(
  { clusterIdentifier, createTime }: Snapshot,
  remaining: readonly Remaining[],
): Snapshot | undefined {
  const { snapshots } = remaining.find(({ cluster }) => cluster === clusterIdentifier) ?? {};
  return createTime === undefined ? undefined : snapshots?.find(other => other.createTime === createTime);
}

function isAmong(deleted: readonly Snapshot[], snapshot: Snapshot): boolean {
  return isManual(snapshot) && deleted.some(({ identifier }) => sameText(identifier, snapshot.identifier));
}
