import type { JsonObject } from '../../model/json';
import { type CallerIdentity, sourceKey, type Target } from '../../model/target';
import { inOrder } from '../input';
import type { Operation } from '../operation';
import type { Outcome } from '../run';
import type { BatchResult } from './runBatch';

/** One operation of a report: what was asked, how it ended, in a word and in a sentence. */
export function reportRow(operation: Operation, { input, outcome }: BatchResult, sentence: string): JsonObject {
  const { code, requestId } = factsOf(outcome);
  return {
    ...inOrder(operation, input),
    Outcome: outcome.kind === 'done' ? operation.words.done : otherWords[outcome.kind],
    Message: sentence,
    ...(code === undefined ? {} : { Code: code }),
    ...(requestId === undefined ? {} : { RequestId: requestId }),
  };
}

/** The whole of it, with the sums first. */
export function reportOf(
  operation: Operation,
  results: readonly BatchResult[],
  rows: readonly JsonObject[],
  place: { readonly target: Target; readonly identity: CallerIdentity | undefined },
): JsonObject {
  const count = (kinds: readonly Outcome['kind'][]): number =>
    results.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  return {
    Operation: operation.name,
    Asked: results.length,
    [operation.words.done]: count(['done']),
    Failed: count(['failed', 'refused', 'clash']),
    Unknown: count(['unknown']),
    NotSent: count(['cancelled']),
    Target: {
      Credentials: sourceKey(place.target.source),
      ...(place.identity === undefined ? {} : { Account: place.identity.account }),
      Region: place.target.region,
    },
    [rowsOf(operation)]: rows,
  };
}

/** The member with the rows: `Copies`. */
export function rowsOf({ words: { several } }: Operation): string {
  return several.replace(/^./, first => first.toUpperCase());
}

export const otherWords = {
  failed: 'Failed',
  refused: 'Refused',
  clash: 'NameTaken',
  unknown: 'Unknown',
  cancelled: 'NotSent',
} as const satisfies Readonly<Record<Exclude<Outcome['kind'], 'done'>, string>>;

function factsOf(outcome: Outcome): {
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
} {
  switch (outcome.kind) {
    case 'done':
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
