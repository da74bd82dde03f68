import type { RedshiftGateway, SnapshotQuery } from '../model/gateway';
import { problemOf } from '../model/problem';
import { isOwnedBy, type Snapshot } from '../model/snapshot';
import { subjectOf } from '../operations/all';
import { sameText } from '../operations/reads';
import { accountOf, type OperationRecord } from '../operations/record';

/** So many are asked for one by one, at once; more with one list. */
const mostByName = 5;
/** ms by which the service may have rounded a time. */
const rounding = 1000;

/** The manual snapshots that operations are about, by the ids of the operations; nothing is read that cannot be one of them. */
export async function readSubjects(
  gateway: Pick<RedshiftGateway, 'snapshots'>,
  operations: readonly OperationRecord[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Snapshot>> {
  const queries: readonly SnapshotQuery[] =
    operations.length <= mostByName
      ? operations.map(operation => ({ snapshotIdentifier: subjectOf(operation).identifier, type: 'manual' }))
      : [{ type: 'manual', ...timesOf(operations) }];
  // A signal of its own for each, as Node warns of more than ten listeners at one.
  const found = await Promise.all(
    queries.map(query => read(gateway, { ...query, whole: true }, AbortSignal.any([signal]))),
  );
  const snapshots = found.flat();
  return new Map(
    operations.flatMap(operation => {
      const { identifier } = subjectOf(operation);
      const account = accountOf(operation);
      const subject = snapshots.find(
        candidate => sameText(candidate.identifier, identifier) && isOwnedBy(candidate, account),
      );
      return subject === undefined ? [] : [[operation.id, subject] as const];
    }),
  );
}

/** A copy keeps its source's time, and were it counted from when it was made, that is later; a change keeps its own. */
function timesOf(operations: readonly OperationRecord[]): SnapshotQuery {
  const times = operations.flatMap(({ before: source }) => source?.createTime ?? []);
  return times.length < operations.length ? {} : { createdFrom: Math.min(...times) - rounding };
}

async function read(
  gateway: Pick<RedshiftGateway, 'snapshots'>,
  query: SnapshotQuery,
  signal: AbortSignal,
): Promise<readonly Snapshot[]> {
  const copies: Snapshot[] = [];
  try {
    for await (const { items } of gateway.snapshots(query, signal)) {
      copies.push(...items);
    }
  } catch (error) {
    // A single name that is not there is an answer, not a failure.
    if (problemOf(error).kind !== 'snapshotNotFound') {
      throw error;
    }
  }
  return copies;
}
