import { accepted, type Checked, rejected } from '../checked';
import type { CopyRequest, RedshiftGateway } from '../gateway';
import { type Problem, problemOf } from '../problem';
import { isAutomated, isManual, type Snapshot } from '../snapshot';
import { type CallerIdentity, samePrincipal } from '../target';

/** Why a copy was not sent: the service would have refused it. */
export type CopyRefusal =
  | { readonly kind: 'sourceGone' }
  | { readonly kind: 'sourceNotAutomated'; readonly source: Snapshot }
  | { readonly kind: 'sourceNotAvailable'; readonly source: Snapshot }
  | { readonly kind: 'latestOfPausedCluster'; readonly source: Snapshot }
  | { readonly kind: 'targetTaken'; readonly by: Snapshot }
  | { readonly kind: 'otherPrincipal'; readonly expected: CallerIdentity; readonly found: CallerIdentity }
  | { readonly kind: 'checkFailed'; readonly problem: Problem };

export type PreflightGateway = Pick<RedshiftGateway, 'clusters' | 'snapshots' | 'callerIdentity'>;
type Reader = Pick<RedshiftGateway, 'snapshots'>;

/**
 * Reads the source, the target, the cluster and who is asking again, side by side (one round trip, two for a paused
 * cluster), and tells whether the copy can be sent. A check that the caller's policy denies is left out: a policy may
 * allow the copy alone, and the service has the last word.
 *
 * `expected` is who the user was told they are; if the credentials are another one's by now, nothing is sent.
 */
export async function checkBeforeCopy(
  gateway: PreflightGateway,
  request: CopyRequest,
  signal: AbortSignal,
  expected?: CallerIdentity,
): Promise<Checked<Snapshot | undefined, CopyRefusal>> {
  const [source, taken, paused, found] = await Promise.all([
    attempt(() => readSource(gateway, request, signal)),
    attempt(() => findManualSnapshot(gateway, request.targetIdentifier, signal)),
    attempt(() => isPaused(gateway, request.clusterIdentifier, signal)),
    attempt(async () => expected && (await gateway.callerIdentity(signal))),
  ]);
  const failed = [source, taken, paused, found].find(answer => !answer.ok && answer.reason.kind !== 'accessDenied');
  if (failed !== undefined && !failed.ok) {
    return rejected({ kind: 'checkFailed', problem: failed.reason });
  }
  if (expected !== undefined && found.ok && found.value !== undefined && !samePrincipal(expected, found.value)) {
    return rejected({ kind: 'otherPrincipal', expected, found: found.value });
  }
  const refusal = source.ok ? refuseSource(source.value) : undefined;
  if (refusal !== undefined) {
    return rejected(refusal);
  }
  if (taken.ok && taken.value !== undefined) {
    return rejected({ kind: 'targetTaken', by: taken.value });
  }
  const known = source.ok ? source.value : undefined;
  if (known !== undefined && paused.ok && paused.value && (await isLatest(gateway, known, signal))) {
    return rejected({ kind: 'latestOfPausedCluster', source: known });
  }
  return accepted(known);
}

async function isPaused(gateway: PreflightGateway, identifier: string, signal: AbortSignal): Promise<boolean> {
  for await (const { items } of gateway.clusters(signal)) {
    const cluster = items.find(candidate => sameText(candidate.identifier, identifier));
    if (cluster !== undefined) {
      return cluster.status === 'paused';
    }
  }
  return false;
}

/** "You can't copy the latest automated snapshots of a paused cluster to manual snapshots." (Pausing and resuming clusters) */
async function isLatest(gateway: Reader, source: Snapshot, signal: AbortSignal): Promise<boolean> {
  const query = { clusterIdentifier: source.clusterIdentifier, type: 'automated' } as const;
  const times: number[] = [];
  const listed = await attempt(async () => {
    for await (const { items } of gateway.snapshots(query, signal)) {
      times.push(...items.map(({ createTime }) => createTime ?? 0));
    }
  });
  // Without the whole list it is left to the service, which refuses it as well.
  return listed.ok && source.createTime !== undefined && times.every(time => time <= (source.createTime ?? 0));
}

/** The manual snapshot of this account and Region that has an identifier, ignoring case. One request. */
export async function findManualSnapshot(
  gateway: Reader,
  identifier: string,
  signal: AbortSignal,
): Promise<Snapshot | undefined> {
  return findSnapshot(
    gateway.snapshots({ snapshotIdentifier: identifier, type: 'manual' }, signal),
    candidate => isManual(candidate) && sameText(candidate.identifier, identifier),
  );
}

async function readSource(gateway: Reader, request: CopyRequest, signal: AbortSignal): Promise<Snapshot | undefined> {
  return findSnapshot(
    gateway.snapshots({ snapshotIdentifier: request.sourceIdentifier }, signal),
    candidate =>
      sameText(candidate.identifier, request.sourceIdentifier) &&
      sameText(candidate.clusterIdentifier, request.clusterIdentifier),
  );
}

function refuseSource(source: Snapshot | undefined): CopyRefusal | undefined {
  if (source === undefined) {
    return { kind: 'sourceGone' };
  }
  if (!isAutomated(source)) {
    return { kind: 'sourceNotAutomated', source };
  }
  return source.status === 'available' ? undefined : { kind: 'sourceNotAvailable', source };
}

/** The service answers a single identifier that is not there with ClusterSnapshotNotFound, some endpoints with nothing. */
async function findSnapshot(
  pages: ReturnType<Reader['snapshots']>,
  matches: (candidate: Snapshot) => boolean,
): Promise<Snapshot | undefined> {
  try {
    for await (const { items } of pages) {
      const found = items.find(matches);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  } catch (error) {
    if (problemOf(error).kind === 'snapshotNotFound') {
      return undefined;
    }
    throw error;
  }
}

async function attempt<Value>(read: () => Promise<Value>): Promise<Checked<Value, Problem>> {
  try {
    return accepted(await read());
  } catch (error) {
    return rejected(problemOf(error));
  }
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
