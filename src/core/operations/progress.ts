import { percentDone } from '../model/snapshot';
import { targetKey } from '../model/target';
import { subjectOf } from './all';
import { sameText } from './reads';
import { accountOf, type OperationRecord } from './record';

/** Figures of a copy that is being made; each one absent where neither the service nor arithmetic knows it. */
export interface OperationProgress {
  /** 0 to 100. */
  readonly percent?: number;
  readonly megabytesPerSecond?: number;
  readonly secondsLeft?: number;
  /** Since it was sent. */
  readonly secondsElapsed: number;
  /** It takes far longer than this cluster's earlier copies did. */
  readonly stuck: boolean;
}

/** A copy is stuck when it takes this many times as long as half of its cluster's earlier ones, */
const stuckFactor = 4;
/** and longer than this, ms, which says nothing of any copy, */
const neverStuckBefore = 300_000;
/** and there are enough of them to judge by. */
const enoughEarlier = 3;
/** ms between two readings, and what they may take: an end that was noticed later was some time before. */
const promptly = 90_000;

export function progressOf(
  operation: OperationRecord,
  earlier: readonly OperationRecord[],
  now: number,
): OperationProgress {
  const { after: copy, planned, ended, lastSeen = now } = operation;
  const { megabytesPerSecond, secondsLeft: estimate = 0 } = copy?.progress ?? {};
  // An estimate that is over says nothing any more.
  const secondsLeft = estimate - Math.round((now - lastSeen) / 1000);
  const percent = copy && percentDone(copy);
  return {
    ...(percent === undefined ? {} : { percent }),
    ...(megabytesPerSecond === undefined ? {} : { megabytesPerSecond }),
    ...(secondsLeft > 0 ? { secondsLeft } : {}),
    secondsElapsed: Math.max(0, Math.round(((ended ?? now) - planned) / 1000)),
    stuck: isStuck(operation, earlier, now),
  };
}

/** Judged against the cluster's own earlier copies, not against a fixed limit: four minutes are long for one, short for another. */
function isStuck(operation: OperationRecord, earlier: readonly OperationRecord[], now: number): boolean {
  if (operation.state !== 'inProgress' || now - operation.planned <= neverStuckBefore) {
    return false;
  }
  const durations = earlier.filter(other => isComparable(other, operation)).flatMap(other => durationOf(other) ?? []);
  const median = durations.toSorted((a, b) => a - b)[Math.floor(durations.length / 2)];
  return durations.length >= enoughEarlier && now - operation.planned > stuckFactor * (median ?? 0);
}

/** Copies of one cluster: the same name in another account or Region is another cluster. */
function isComparable(a: OperationRecord, b: OperationRecord): boolean {
  return (
    a.operation === b.operation &&
    sameText(subjectOf(a).cluster ?? '', subjectOf(b).cluster ?? '') &&
    targetKey(a.target) === targetKey(b.target) &&
    accountOf(a) === accountOf(b)
  );
}

/** ms that a copy took, where that is known: from the service, or because its end was noticed in time. */
function durationOf({
  state,
  after: copy,
  planned,
  confirmed,
  lastSeen = confirmed,
  ended,
}: OperationRecord): number | undefined {
  if (state !== 'available' || ended === undefined) {
    return undefined;
  }
  const seconds = copy?.progress?.secondsElapsed;
  const noticed = lastSeen !== undefined && ended - lastSeen <= promptly ? ended - planned : undefined;
  return seconds === undefined ? noticed : seconds * 1000;
}
