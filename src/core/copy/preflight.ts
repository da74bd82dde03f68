import { accepted, type Checked, rejected } from '../checked';
import type { CopyRequest, RedshiftGateway } from '../gateway';
import { type Problem, problemOf } from '../problem';
import { isAutomated, isManual, type Snapshot } from '../snapshot';

/** Why a copy was not sent: the service would have refused it. */
export type CopyRefusal =
  | { readonly kind: 'sourceGone' }
  | { readonly kind: 'sourceNotAutomated'; readonly source: Snapshot }
  | { readonly kind: 'sourceNotAvailable'; readonly source: Snapshot }
  | { readonly kind: 'targetTaken'; readonly by: Snapshot }
  | { readonly kind: 'checkFailed'; readonly problem: Problem };

type Reader = Pick<RedshiftGateway, 'snapshots'>;

/**
 * Reads source and target again, side by side (one round trip), and tells whether the copy can be sent. A check that the
 * caller's policy denies is left out: a policy may allow the copy alone, and the service has the last word.
 */
export async function checkBeforeCopy(
  gateway: Reader,
  request: CopyRequest,
  signal: AbortSignal,
): Promise<Checked<Snapshot | undefined, CopyRefusal>> {
  const [source, taken] = await Promise.all([
    attempt(() => readSource(gateway, request, signal)),
    attempt(() => findManualSnapshot(gateway, request.targetIdentifier, signal)),
  ]);
  const failed = [source, taken].find(answer => !answer.ok && answer.reason.kind !== 'accessDenied');
  if (failed !== undefined && !failed.ok) {
    return rejected({ kind: 'checkFailed', problem: failed.reason });
  }
  const refusal = source.ok ? refuseSource(source.value) : undefined;
  if (refusal !== undefined) {
    return rejected(refusal);
  }
  if (taken.ok && taken.value !== undefined) {
    return rejected({ kind: 'targetTaken', by: taken.value });
  }
  return accepted(source.ok ? source.value : undefined);
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
