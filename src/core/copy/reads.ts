import type { Cluster } from '../cluster';
import type { CopyRequest, RedshiftGateway } from '../gateway';
import { problemOf } from '../problem';
import { isManual, type Snapshot } from '../snapshot';
import type { CallerIdentity } from '../target';

/** What the checks before a copy read. Each rejects with a ProblemError. */
export interface CopyReads {
  /** The source, or undefined when the cluster has no snapshot of that identifier. */
  source(request: CopyRequest, signal: AbortSignal): Promise<Snapshot | undefined>;
  /** The manual snapshot of this account and Region that has an identifier. */
  manual(identifier: string, signal: AbortSignal): Promise<Snapshot | undefined>;
  /** Undefined when there is no such cluster. */
  cluster(identifier: string, signal: AbortSignal): Promise<Cluster | undefined>;
  /** All automated snapshots of a cluster. */
  automated(cluster: string, signal: AbortSignal): Promise<readonly Snapshot[]>;
  caller(signal: AbortSignal): Promise<CallerIdentity>;
}

export type ReadsGateway = Pick<RedshiftGateway, 'cluster' | 'snapshots' | 'callerIdentity'>;
type Reader = Pick<RedshiftGateway, 'snapshots'>;

/** Reads each thing when it is asked for, with one request where it is one thing. */
export function readsOf(gateway: ReadsGateway): CopyReads {
  return {
    source: (request, signal) => readSource(gateway, request, signal),
    manual: (identifier, signal) => findManualSnapshot(gateway, identifier, signal),
    cluster: (identifier, signal) => unlessGone('clusterNotFound', () => gateway.cluster(identifier, signal)),
    automated: (clusterIdentifier, signal) =>
      allOf(gateway.snapshots({ clusterIdentifier, type: 'automated' }, signal)),
    caller: signal => gateway.callerIdentity(signal),
  };
}

/** The manual snapshot of this account and Region that has an identifier, ignoring case. One request. */
export function findManualSnapshot(
  gateway: Reader,
  identifier: string,
  signal: AbortSignal,
): Promise<Snapshot | undefined> {
  return findSnapshot(
    gateway.snapshots({ snapshotIdentifier: identifier, type: 'manual' }, signal),
    candidate => isManual(candidate) && sameText(candidate.identifier, identifier),
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

export function isSource(candidate: Snapshot, request: CopyRequest): boolean {
  return (
    sameText(candidate.identifier, request.sourceIdentifier) &&
    sameText(candidate.clusterIdentifier, request.clusterIdentifier)
  );
}

/** Identifiers are compared ignoring case, as the service does. */
export function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function readSource(gateway: Reader, request: CopyRequest, signal: AbortSignal): Promise<Snapshot | undefined> {
  return findSnapshot(gateway.snapshots({ snapshotIdentifier: request.sourceIdentifier }, signal), candidate =>
    isSource(candidate, request),
  );
}

/** The service answers a single identifier that is not there with ClusterSnapshotNotFound, some endpoints with nothing. */
function findSnapshot(
  pages: ReturnType<Reader['snapshots']>,
  matches: (candidate: Snapshot) => boolean,
): Promise<Snapshot | undefined> {
  return unlessGone('snapshotNotFound', async () => {
    for await (const { items } of pages) {
      const found = items.find(matches);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  });
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
