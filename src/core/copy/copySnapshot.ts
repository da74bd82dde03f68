import type { CopyRequest } from '../gateway';
import type { Snapshot } from '../snapshot';
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
  /** Told between the checks and the sending, with the source as it was read. When it rejects, nothing is sent. */
  readonly beforeSending?: BeforeSending;
  /** No clear answer came; it is being found out whether the copy was made. */
  readonly inDoubt?: () => void;
  readonly wait?: Wait;
}

export type BeforeSending = (source: Snapshot | undefined) => Promise<void>;

/** Checks, then sends: see {@link checkBeforeCopy} and {@link sendCopy}. Rejects only when `beforeSending` does. */
export async function copySnapshot(options: CopyOptions): Promise<CopyOutcome> {
  const { gateway, request, signal, expected } = options;
  const checked = await checkBeforeCopy(gateway, request, signal, expected);
  if (signal.aborted) {
    return { kind: 'cancelled' };
  }
  if (!checked.ok) {
    return { kind: 'refused', refusal: checked.reason };
  }
  await options.beforeSending?.(checked.value);
  return sendCopy({ ...options, source: checked.value });
}
