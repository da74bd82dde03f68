import type { Checked } from '../../model/checked';
import type { CopyInput } from '../copyClusterSnapshot';
import { type CheckedCopy, type CopyRefusal, checkBeforeCopy } from '../preflight';
import type { ReadsGateway } from '../reads';
import { copiesAtOnce, forEachAtOnce } from './atOnce';
import { sharedReads } from './sharedReads';

/** What the checks of each copy have said. */
export type BatchChecks = ReadonlyMap<CopyInput, Checked<CheckedCopy, CopyRefusal>>;

export interface BatchCheckOptions {
  readonly gateway: ReadsGateway;
  readonly requests: readonly CopyInput[];
  readonly signal: AbortSignal;
}

/** Checks all before any is sent, e.g. for a summary. Never rejects. */
export async function checkBatch({ gateway, requests, signal }: BatchCheckOptions): Promise<BatchChecks> {
  const checks = new Map<CopyInput, Checked<CheckedCopy, CopyRefusal>>();
  const reads = sharedReads(gateway, requests, signal);
  await forEachAtOnce(requests, copiesAtOnce, async request => {
    checks.set(request, await checkBeforeCopy(reads, request, AbortSignal.any([signal])));
  });
  return checks;
}
