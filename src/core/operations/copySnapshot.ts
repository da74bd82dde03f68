import { accepted } from '../model/checked';
import type { Wait } from '../model/wait';
import type { CopyInput } from './copyClusterSnapshot';
import { explainFailure } from './explainFailure';
import { type CheckedCopy, type CopyRefusal, checkBeforeCopy } from './preflight';
import { type CopyReads, type ReadsGateway, readsOf } from './reads';
import { type SendGateway, type SendOptions, type SendOutcome, sendCopy } from './sendCopy';

/** How a copy ended; `refused`: nothing was sent, because the service would have refused it. */
export type CopyOutcome = SendOutcome | { readonly kind: 'refused'; readonly refusal: CopyRefusal };

export interface CopyOptions {
  readonly gateway: ReadsGateway & SendGateway;
  readonly request: CopyInput;
  /** Ends what has not been sent yet. */
  readonly signal: AbortSignal;
  /** What the checks read; the gateway's own when absent. */
  readonly reads?: CopyReads | undefined;
  /** The checks as they were made before, e.g. for a summary. They are made again when that is too long ago. */
  readonly checked?: CheckedCopy | undefined;
  /** Called between the checks and the sending, with what the checks read. When it rejects, nothing is sent. */
  readonly beforeSending?: BeforeSending;
  /** No clear answer came; it is being found out whether the copy was made. */
  readonly inDoubt?: () => void;
  readonly wait?: Wait;
}

/** Resolves with who is to be told of each sending. */
export type BeforeSending = (checked: CheckedCopy) => Promise<SendOptions['sent']>;

/** ms for which what was read is taken as it was. */
const freshFor = 60_000;

/** Checks, then sends: see {@link checkBeforeCopy} and {@link sendCopy}. Rejects only when `beforeSending` does. */
export async function copySnapshot(options: CopyOptions): Promise<CopyOutcome> {
  const { gateway, request, signal, reads = readsOf(gateway) } = options;
  const checked = isFresh(options.checked) ? accepted(options.checked) : await checkBeforeCopy(reads, request, signal);
  if (signal.aborted) {
    return { kind: 'cancelled' };
  }
  if (!checked.ok) {
    return { kind: 'refused', refusal: checked.reason };
  }
  const { source } = checked.value;
  const sent = await options.beforeSending?.(checked.value);
  const outcome = await explainFailure(await sendCopy({ ...options, source, sent }), { gateway, request, source });
  return outcome.kind === 'copied' && source !== undefined ? { ...outcome, source } : outcome;
}

function isFresh(checked: CheckedCopy | undefined): checked is CheckedCopy {
  return checked !== undefined && Date.now() - checked.time < freshFor;
}
