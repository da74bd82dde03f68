import type { Problem } from '../model/problem';
import type { CopyOperation } from './operation';
import type { CopyProgress } from './progress';

/** A copy that has not come to its end, and what is to be said of it. */
export interface CopyUnderWay {
  readonly operation: CopyOperation;
  readonly progress: CopyProgress;
  /** Why it could not be read the last time. */
  readonly problem?: Problem;
}

/** It is stuck, or nobody knows how it is. */
export function needsAttention(copy: {
  readonly progress: CopyProgress;
  readonly problem?: Problem | undefined;
}): boolean {
  return copy.problem !== undefined || copy.progress.stuck;
}
