import type { RedshiftGateway, SnapshotQuery } from '../model/gateway';
import { problemOf } from '../model/problem';
import { isAutomated, isManual, isOwnedBy, type Snapshot } from '../model/snapshot';
import { operations, subjectOf } from '../operations/all';
import { sameText } from '../operations/reads';
import { accountOf, type OperationRecord } from '../operations/record';

/** So many are asked for one by one, at once; more with one list. */
const mostByName = 5;
/** ms by which the service may have rounded a time. */
const rounding = 1000;

/** The snapshots that operations are about, by the ids of the operations; nothing is read that cannot be one of them. */
export async function readSubjects(
  gateway: Pick<RedshiftGateway, 'snapshots'>,
  records: readonly OperationRecord[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Snapshot>> {
  const byName = records.length <= mostByName ? records : records.filter(isOfAutomated);
  const listed = records.filter(operation => !byName.includes(operation));
  const queries: readonly SnapshotQuery[] = [
    ...byName.map(operation => ({
      snapshotIdentifier: subjectOf(operation).identifier,
      ...(!isOfAutomated(operation) && { type: 'manual' as const }),
    })),
    ...(listed.length > 0 ? [{ type: 'manual', ...timesOf(listed) } as const] : []),
  ];
  // A signal of its own for each, as Node warns of more than ten listeners at one.
  const found = await Promise.all(
    queries.map(query => read(gateway, { ...query, whole: true }, AbortSignal.any([signal]))),
  );
  const snapshots = found.flat();
  return new Map(
    records.flatMap(operation => {
      const { identifier, cluster } = subjectOf(operation);
      const account = accountOf(operation);
      const subject = snapshots.find(
        candidate =>
          sameText(candidate.identifier, identifier) &&
          isOwnedBy(candidate, account) &&
          (isManual(candidate) || sameText(candidate.clusterIdentifier, cluster ?? '')),
      );
      return subject === undefined ? [] : [[operation.id, subject] as const];
    }),
  );
}

/** Tags may be those of an automated snapshot, which the list of manual ones does not have. */
function isOfAutomated({ operation, before }: OperationRecord): boolean {
  return operations[operation].source === undefined && before !== undefined && isAutomated(before);
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
