import type { RedshiftGateway } from '../gateway';
import { problemOf } from '../problem';
import type { Snapshot } from '../snapshot';
import type { CopyOperation } from './operation';

/** The manual snapshots that operations made, by identifier in lower case: one alone by its name, several with one list. */
export async function readCopies(
  gateway: Pick<RedshiftGateway, 'snapshots'>,
  operations: readonly CopyOperation[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Snapshot>> {
  const [only, ...others] = operations;
  const query =
    only !== undefined && others.length === 0
      ? ({ snapshotIdentifier: only.request.targetIdentifier, type: 'manual' } as const)
      : ({ type: 'manual' } as const);
  const copies = new Map<string, Snapshot>();
  try {
    for await (const { items } of gateway.snapshots(query, signal)) {
      for (const snapshot of items) {
        copies.set(snapshot.identifier.toLowerCase(), snapshot);
      }
    }
  } catch (error) {
    // A single name that is not there is an answer, not a failure.
    if (problemOf(error).kind !== 'snapshotNotFound') {
      throw error;
    }
  }
  return copies;
}
