import type { RedshiftGateway } from '../model/gateway';
import type { JsonObject } from '../model/json';
import { onlySnapshot } from '../model/maskedMembers';
import { problemOf } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import type { OperationRecord } from '../operations/record';

/** Source and copy as the service describes them at another time than the copy's; absent where they are gone. */
export interface ReadAgain {
  /** ms since the epoch. */
  readonly time: number;
  readonly source?: JsonObject;
  readonly copy?: JsonObject;
}

type Reader = Pick<RedshiftGateway, 'describeSnapshot'>;

/** Reads what a record masks: it is not kept anywhere. Rejects with a ProblemError. */
export async function readAgain(
  gateway: Reader,
  { before: source, after: copy }: Pick<OperationRecord, 'before' | 'after'>,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<ReadAgain> {
  const time = now();
  const [sourceNow, copyNow] = await Promise.all([read(gateway, source, signal), read(gateway, copy, signal)]);
  return { time, ...(sourceNow && { source: sourceNow }), ...(copyNow && { copy: copyNow }) };
}

/** Undefined where it is gone, also when another one has its name by now. */
async function read(
  gateway: Reader,
  snapshot: Snapshot | undefined,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  if (snapshot === undefined) {
    return undefined;
  }
  try {
    const now = onlySnapshot(await gateway.describeSnapshot(snapshot, signal));
    return now !== undefined && isSame(now, snapshot) ? now : undefined;
  } catch (error) {
    if (problemOf(error).kind === 'snapshotNotFound') {
      return undefined;
    }
    throw error;
  }
}

/** A copy has its source's time, so that the type tells them apart; the start of retention tells two copies apart. */
function isSame(now: JsonObject, { type, createTime, retentionStartTime }: Snapshot): boolean {
  const timeOf = (member: string): number | undefined => {
    const text = now[member];
    return typeof text === 'string' ? Date.parse(text) : undefined;
  };
  return (
    now['SnapshotType'] === type &&
    timeOf('SnapshotCreateTime') === createTime &&
    timeOf('SnapshotRetentionStartTime') === retentionStartTime
  );
}
