import type { CopyOperation } from './operation';

/** Figures of a copy that is being made; each one absent where neither the service nor arithmetic knows it. */
export interface CopyProgress {
  /** 0 to 100. */
  readonly percent?: number;
  readonly megabytesPerSecond?: number;
  readonly secondsLeft?: number;
  /** Since it was sent. */
  readonly secondsElapsed: number;
  /** It takes far longer than this cluster's earlier copies did. */
  readonly stuck: boolean;
}

/** A copy is stuck when it takes this many times as long as the slowest of its cluster's earlier ones. */
const stuckFactor = 4;
/** Without enough earlier copies nothing is called stuck. */
const enoughEarlier = 3;

export function progressOf(operation: CopyOperation, earlier: readonly CopyOperation[], now: number): CopyProgress {
  const { copy, planned, ended } = operation;
  const { megabytesDone, megabytesPerSecond, secondsLeft } = copy?.progress ?? {};
  const total = copy?.incrementalMegabytes ?? copy?.totalMegabytes;
  const percent =
    megabytesDone === undefined || !total ? undefined : Math.min(100, Math.floor((100 * megabytesDone) / total));
  return {
    ...(percent === undefined ? {} : { percent }),
    ...(megabytesPerSecond === undefined ? {} : { megabytesPerSecond }),
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    secondsElapsed: Math.max(0, Math.round(((ended ?? now) - planned) / 1000)),
    stuck: isStuck(operation, earlier, now),
  };
}

/** Judged against the cluster's own earlier copies, not against a fixed limit: four minutes are long for one, short for another. */
function isStuck(operation: CopyOperation, earlier: readonly CopyOperation[], now: number): boolean {
  if (operation.state !== 'inProgress') {
    return false;
  }
  const durations = earlier
    .filter(({ state, request }) => state === 'available' && sameCluster(request, operation.request))
    .map(({ planned, ended = planned }) => ended - planned);
  return durations.length >= enoughEarlier && now - operation.planned > stuckFactor * Math.max(...durations);
}

function sameCluster(a: CopyOperation['request'], b: CopyOperation['request']): boolean {
  return a.clusterIdentifier.toLowerCase() === b.clusterIdentifier.toLowerCase();
}
