import type { CopyRequest, RedshiftGateway } from '../gateway';
import type { JsonObject } from '../json';
import { type Problem, problemOf } from '../problem';
import type { Snapshot } from '../snapshot';
import type { CallerIdentity } from '../target';
import { type CopyRefusal, checkBeforeCopy, findManualSnapshot, type PreflightGateway } from './preflight';

/**
 * How a copy ended.
 *
 * - `copied`: the service has it. `recovered`: it did not say so itself, but the copy was found afterwards.
 * - `refused`: nothing was sent, because the service would have refused it.
 * - `failed`: the service refused it, or could not be reached. Nothing was copied.
 * - `unknown`: it was sent, and neither an answer nor the copy could be had.
 * - `cancelled`: nothing was sent.
 */
export type CopyOutcome =
  | { readonly kind: 'copied'; readonly snapshot: Snapshot; readonly response: JsonObject; readonly recovered: boolean }
  | { readonly kind: 'refused'; readonly refusal: CopyRefusal }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'unknown'; readonly problem: Problem }
  | { readonly kind: 'cancelled' };

export type CopyGateway = PreflightGateway & Pick<RedshiftGateway, 'copySnapshot' | 'describeSnapshot'>;

/**
 * Checks, sends once, and never leaves open what can be known: CopyClusterSnapshot takes no client token, so that a
 * repeated call would answer ClusterSnapshotAlreadyExists for its own success. `expected` is who the user was told they
 * are. Never rejects.
 */
export async function copySnapshot(
  gateway: CopyGateway,
  request: CopyRequest,
  signal: AbortSignal,
  expected?: CallerIdentity,
): Promise<CopyOutcome> {
  const checked = await checkBeforeCopy(gateway, request, signal, expected);
  if (signal.aborted) {
    return { kind: 'cancelled' };
  }
  if (!checked.ok) {
    return { kind: 'refused', refusal: checked.reason };
  }
  try {
    const { snapshot, response } = await gateway.copySnapshot(request, signal);
    return { kind: 'copied', snapshot, response, recovered: false };
  } catch (error) {
    const problem = problemOf(error);
    return problem.outcomeUnknown
      ? await lookForCopy(gateway, request, { source: checked.value, problem })
      : problem.kind === 'cancelled'
        ? { kind: 'cancelled' }
        : { kind: 'failed', problem };
  }
}

/**
 * After an answer that says nothing: the copy is there if a manual snapshot of that identifier has the source's cluster,
 * its SnapshotCreateTime and our retention. Cancelling is over by now: the request is on its way.
 */
async function lookForCopy(
  gateway: CopyGateway,
  request: CopyRequest,
  { source, problem }: { readonly source: Snapshot | undefined; readonly problem: Problem },
): Promise<CopyOutcome> {
  try {
    const found = await findManualSnapshot(gateway, request.targetIdentifier, new AbortController().signal);
    if (found === undefined || !isCopyOf(found, request, source)) {
      return { kind: 'unknown', problem };
    }
    const { Snapshots: described } = await gateway.describeSnapshot(found);
    const [copy] = Array.isArray(described) ? described : [];
    return { kind: 'copied', snapshot: found, response: { Snapshot: copy ?? {} }, recovered: true };
  } catch {
    // The service cannot be asked either; what is known is the first problem.
    return { kind: 'unknown', problem };
  }
}

function isCopyOf(found: Snapshot, request: CopyRequest, source: Snapshot | undefined): boolean {
  return (
    found.clusterIdentifier.toLowerCase() === request.clusterIdentifier.toLowerCase() &&
    found.manualRetentionDays === request.retentionDays &&
    (source?.createTime === undefined || found.createTime === source.createTime)
  );
}
