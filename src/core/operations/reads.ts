import type { Cluster } from '../model/cluster';
import type { RedshiftGateway } from '../model/gateway';
import { problemOf } from '../model/problem';
import { isManual, isOwnedBy, type Snapshot } from '../model/snapshot';
import type { CallerIdentity } from '../model/target';

/** What the checks read. Each rejects with a ProblemError. */
export interface Reads {
  /** The snapshots that have an identifier, of whatever clusters and owners; the one of this cluster in any case. */
  named(name: SnapshotName, signal: AbortSignal): Promise<readonly Snapshot[]>;
  /** The manual snapshots that have an identifier, of whatever owners. */
  manual(identifier: string, signal: AbortSignal): Promise<readonly Snapshot[]>;
  /** Undefined when there is no such cluster. */
  cluster(identifier: string, signal: AbortSignal): Promise<Cluster | undefined>;
  /** All automated snapshots of a cluster. */
  automated(cluster: string, signal: AbortSignal): Promise<readonly Snapshot[]>;
  caller(signal: AbortSignal): Promise<CallerIdentity>;
  /** ms since the epoch by the service's clock. */
  now(): number;
}

export interface SnapshotName {
  readonly identifier: string;
  readonly cluster: string;
}

export type ReadsGateway = Pick<RedshiftGateway, 'cluster' | 'snapshots' | 'callerIdentity' | 'now'>;
type Reader = Pick<RedshiftGateway, 'snapshots'>;

/** Reads each thing when it is asked for, with one request where it is one thing. */
export function readsOf(gateway: ReadsGateway): Reads {
  return {
    named: ({ identifier }, signal) => snapshotsNamed(gateway, identifier, signal),
    manual: (identifier, signal) => snapshotsNamed(gateway, identifier, signal, 'manual'),
    cluster: (identifier, signal) => unlessGone('clusterNotFound', () => gateway.cluster(identifier, signal)),
    automated: (clusterIdentifier, signal) =>
      allOf(gateway.snapshots({ clusterIdentifier, type: 'automated', whole: true }, signal)),
    caller: signal => gateway.callerIdentity(signal),
    now: () => gateway.now(),
  };
}

/** The manual snapshot of an account (undefined: not known) that has an identifier, ignoring case. One request. */
export async function findManualSnapshot(
  gateway: Reader,
  name: { readonly identifier: string; readonly account: string | undefined },
  signal: AbortSignal,
): Promise<Snapshot | undefined> {
  const { identifier, account } = name;
  return (await snapshotsNamed(gateway, identifier, signal, 'manual')).find(candidate => isOwnedBy(candidate, account));
}

/** The same of any type: only automated ones are told apart by their cluster, too. */
export async function findSnapshot(
  gateway: Reader,
  name: { readonly identifier: string; readonly cluster?: string | undefined; readonly account: string | undefined },
  signal: AbortSignal,
): Promise<Snapshot | undefined> {
  const { identifier, cluster, account } = name;
  const own = (await snapshotsNamed(gateway, identifier, signal)).filter(candidate => isOwnedBy(candidate, account));
  return (
    own.find(isManual) ?? own.find(({ clusterIdentifier }) => sameText(clusterIdentifier, cluster ?? clusterIdentifier))
  );
}

/** The snapshots of whatever clusters and owners that have an identifier, ignoring case. One request. */
export async function snapshotsNamed(
  gateway: Reader,
  identifier: string,
  signal: AbortSignal,
  type?: 'manual',
): Promise<readonly Snapshot[]> {
  const query = { snapshotIdentifier: identifier, ...(type && { type }), whole: true } as const;
  // The service answers a single identifier that is not there with ClusterSnapshotNotFound, some endpoints with nothing.
  const found = await unlessGone('snapshotNotFound', () => allOf(gateway.snapshots(query, signal)));
  return (found ?? []).filter(
    candidate => sameText(candidate.identifier, identifier) && (type === undefined || candidate.type === type),
  );
}

/** Everything that a listing has. */
export async function allOf(pages: ReturnType<Reader['snapshots']>): Promise<readonly Snapshot[]> {
  const all: Snapshot[] = [];
  for await (const { items } of pages) {
    all.push(...items);
  }
  return all;
}

export function isNamed(candidate: Snapshot, { identifier, cluster }: SnapshotName): boolean {
  return sameText(candidate.identifier, identifier) && sameText(candidate.clusterIdentifier, cluster);
}

/** Identifiers are compared ignoring case, as the service does. */
export function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function unlessGone<Value>(
  kind: 'clusterNotFound' | 'snapshotNotFound',
  read: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (problemOf(error).kind === kind) {
      return undefined;
    }
    throw error;
  }
}
