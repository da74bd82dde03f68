import { hasSameData, isManual, isUnusable, type Snapshot } from '../model/snapshot';
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

/** A snapshot that remains and has the same data. */
export function sameDataAs(snapshot: Snapshot, remaining: readonly Remaining[]): Snapshot | undefined {
  const { snapshots } = remaining.find(({ cluster }) => cluster === snapshot.clusterIdentifier) ?? {};
  return snapshots?.find(other => hasSameData(snapshot, other));
}

function isAmong(deleted: readonly Snapshot[], snapshot: Snapshot): boolean {
  return isManual(snapshot) && deleted.some(({ identifier }) => sameText(identifier, snapshot.identifier));
}
