import type { Problem } from '../model/problem';
import type { OperationProgress } from './progress';
import type { OperationRecord } from './record';

/** A copy that has not come to its end, and what is to be said of it. */
export interface OperationUnderWay {
  readonly operation: OperationRecord;
  readonly progress: OperationProgress;
  /** Why it could not be read the last time. */
  readonly problem?: Problem;
}

/** It is stuck, or nobody knows how it is. */
export function needsAttention(copy: {
  readonly progress: OperationProgress;
  readonly problem?: Problem | undefined;
}): boolean {
  return copy.problem !== undefined || copy.progress.stuck;
}
