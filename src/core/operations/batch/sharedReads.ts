import type { OperationInput } from '../../model/gateway';
import { memoize } from '../../model/memoize';
import type { Snapshot } from '../../model/snapshot';
import type { Operation } from '../operation';
import { allOf, isNamed, type Reads, type ReadsGateway, readsOf } from '../reads';

/** From so many copies of one cluster on, the cluster's list costs less than a look at each of its snapshots. */
const sourcesToList = 4;
/** From so many copies on, the list of all manual snapshots costs less than a look at each name. */
const namesToList = 25;

export interface SharedReadsOptions<Input extends OperationInput> {
  readonly operation: Operation<Input>;
  readonly inputs: readonly Input[];
  /** Ends what they share. */
  readonly signal: AbortSignal;
}

/**
 * Reads once what several operations of a kind have in common: who is asking, each cluster, and by lists what would otherwise be asked
 * for one by one. What failed is read again when it is next asked for.
 */
export function sharedReads<Input extends OperationInput>(
  gateway: ReadsGateway,
  { operation, inputs, signal }: SharedReadsOptions<Input>,
): Reads {
  const single = readsOf(gateway);
  const sources = inputs.flatMap(input => operation.source?.(input) ?? []);
  const counts = countsBy(sources, ({ cluster: name }) => name);
  // A signal of its own for each, as Node warns of more than ten listeners at one.
  const ended = (): AbortSignal => AbortSignal.any([signal]);
  const caller = memoize(() => single.caller(ended()));
  const cluster = onceEach(identifier => single.cluster(identifier, ended()));
  const automated = onceEach(identifier => single.automated(identifier, ended()));
  const names = memoize(async () => {
    // What is changed or removed is recorded with all its members.
    const whole = operation.effect === 'creates' ? {} : ({ whole: true } as const);
    const all = await allOf(gateway.snapshots({ type: 'manual', ...whole }, ended()));
    const named = new Map<string, readonly Snapshot[]>();
    for (const snapshot of all) {
      const key = snapshot.identifier.toLowerCase();
      named.set(key, [...(named.get(key) ?? []), snapshot]);
    }
    return named;
  });
  return {
    ...{ caller, cluster, automated, now: single.now },
    named: async (name, own) => {
      const isListed = (counts.get(name.cluster) ?? 0) >= sourcesToList;
      const found = isListed ? (await automated(name.cluster)).filter(other => isNamed(other, name)) : [];
      // What the list does not have may be a manual snapshot, of another cluster, or gone.
      return found.length > 0 ? found : single.named(name, own);
    },
    manual: async (identifier, own) =>
      inputs.length < namesToList
        ? single.manual(identifier, own)
        : ((await names()).get(identifier.toLowerCase()) ?? []),
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
