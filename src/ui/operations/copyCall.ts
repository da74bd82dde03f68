import type { Snapshot } from '../../core/model/snapshot';
import type { CopyInput } from '../../core/operations/copyClusterSnapshot';
import type { Call } from '../text/operationWords';

/** A copy as the sentences about it need it. */
export function copyOf(input: CopyInput, before?: Snapshot): Call {
  return { operation: 'CopyClusterSnapshot', input, before };
}
