import { memoize } from '../../model/memoize';
import type { CopyInput } from '../copyClusterSnapshot';
import { allOf, type CopyReads, isSource, type ReadsGateway, readsOf } from '../reads';

/** From so many copies of one cluster on, the cluster's list costs less than a look at each of its snapshots. */
const sourcesToList = 4;
/** From so many copies on, the list of all manual snapshots costs less than a look at each name. */
const namesToList = 25;

/**
 * Reads once what several copies have in common: who is asking, each cluster, and by lists what would otherwise be asked
 * for one by one. What failed is read again when it is next asked for. `signal` ends what they share.
 */
export function sharedReads(gateway: ReadsGateway, requests: readonly CopyInput[], signal: AbortSignal): CopyReads {
  const single = readsOf(gateway);
  const sources = countsBy(requests, ({ SourceSnapshotClusterIdentifier: clusterIdentifier }) => clusterIdentifier);
  // A signal of its own for each, as Node warns of more than ten listeners at one.
  const ended = (): AbortSignal => AbortSignal.any([signal]);
  const caller = memoize(() => single.caller(ended()));
  const cluster = onceEach(identifier => single.cluster(identifier, ended()));
  const automated = onceEach(identifier => single.automated(identifier, ended()));
  const names = memoize(async () => {
    const all = await allOf(gateway.snapshots({ type: 'manual' }, ended()));
    return new Map(all.map(snapshot => [snapshot.identifier.toLowerCase(), snapshot]));
  });
  return {
    ...{ caller, cluster, automated },
    sources: async (request, own) => {
      const listed = (sources.get(request.SourceSnapshotClusterIdentifier) ?? 0) >= sourcesToList;
      const found = listed
        ? (await automated(request.SourceSnapshotClusterIdentifier)).filter(other => isSource(other, request))
        : [];
      // What the list does not have may be a manual snapshot, of another cluster, or gone.
      return found.length > 0 ? found : single.sources(request, own);
    },
    manual: async (identifier, own) =>
      requests.length < namesToList ? single.manual(identifier, own) : (await names()).get(identifier.toLowerCase()),
  };
}

function onceEach<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const reads = new Map<string, () => Promise<Value>>();
  return key => {
    const known = reads.get(key) ?? memoize(() => read(key));
    reads.set(key, known);
    return known();
  };
}

function countsBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  }
  return counts;
}
