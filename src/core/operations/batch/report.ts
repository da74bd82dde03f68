import type { JsonObject } from '../../model/json';
import { type CallerIdentity, sourceKey, type Target } from '../../model/target';
import type { CopyOutcome } from '../copySnapshot';
import type { BatchResult } from './runBatch';

/** One copy of a report: what was asked, how it ended, in a word and in a sentence. */
export function reportRow({ request, outcome }: BatchResult, sentence: string): JsonObject {
  const { code, requestId } = factsOf(outcome);
  return {
    SourceSnapshotIdentifier: request.SourceSnapshotIdentifier,
    SourceSnapshotClusterIdentifier: request.SourceSnapshotClusterIdentifier,
    TargetSnapshotIdentifier: request.TargetSnapshotIdentifier,
    ManualSnapshotRetentionPeriod: request.ManualSnapshotRetentionPeriod,
    Outcome: outcomeWords[outcome.kind],
    Message: sentence,
    ...(code === undefined ? {} : { Code: code }),
    ...(requestId === undefined ? {} : { RequestId: requestId }),
  };
}

/** The whole of it, with the sums first. */
export function reportOf(
  results: readonly BatchResult[],
  rows: readonly JsonObject[],
  place: { readonly target: Target; readonly identity: CallerIdentity | undefined },
): JsonObject {
  const count = (kinds: readonly CopyOutcome['kind'][]): number =>
    results.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  return {
    Asked: results.length,
    Copied: count(['copied']),
    Failed: count(['failed', 'refused', 'clash']),
    Unknown: count(['unknown']),
    NotSent: count(['cancelled']),
    Target: {
      Credentials: sourceKey(place.target.source),
      ...(place.identity === undefined ? {} : { Account: place.identity.account }),
      Region: place.target.region,
    },
    Copies: rows,
  };
}

/** The words of a report for the ends of a copy. */
export const outcomeWords: Readonly<Record<CopyOutcome['kind'], string>> = {
  copied: 'Copied',
  failed: 'Failed',
  refused: 'Refused',
  clash: 'NameTaken',
  unknown: 'Unknown',
  cancelled: 'NotSent',
};

function factsOf(outcome: CopyOutcome): {
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
} {
  switch (outcome.kind) {
    case 'copied':
      return { requestId: outcome.requestId };
    case 'failed':
    case 'clash':
    case 'unknown':
      return { code: outcome.problem.code, requestId: outcome.problem.requestId };
    case 'refused':
      return outcome.refusal.kind === 'checkFailed'
        ? { code: outcome.refusal.problem.code, requestId: outcome.refusal.problem.requestId }
        : { code: outcome.refusal.kind };
    case 'cancelled':
      return {};
  }
}
