import type { CopyRequest } from '../gateway';
import type { CallerIdentity } from '../target';
import type { Wait } from '../wait';
import { type CopyRefusal, checkBeforeCopy, type PreflightGateway } from './preflight';
import { type SendGateway, type SendOutcome, sendCopy } from './sendCopy';

/** How a copy ended; `refused`: nothing was sent, because the service would have refused it. */
export type CopyOutcome = SendOutcome | { readonly kind: 'refused'; readonly refusal: CopyRefusal };

export interface CopyOptions {
  readonly gateway: PreflightGateway & SendGateway;
  readonly request: CopyRequest;
  /** Ends what has not been sent yet. */
  readonly signal: AbortSignal;
  /** Who the user was told they are. */
  readonly expected?: CallerIdentity | undefined;
  readonly wait?: Wait;
}

/** Checks, then sends: see {@link checkBeforeCopy} and {@link sendCopy}. Never rejects. */
export async function copySnapshot(options: CopyOptions): Promise<CopyOutcome> {
  const { gateway, request, signal, expected } = options;
  const checked = await checkBeforeCopy(gateway, request, signal, expected);
  if (signal.aborted) {
    return { kind: 'cancelled' };
  }
  return checked.ok ? sendCopy({ ...options, source: checked.value }) : { kind: 'refused', refusal: checked.reason };
}
