import type { RedshiftGateway } from '../model/gateway';
import type { JsonObject } from '../model/json';
import { onlySnapshot } from '../model/maskedMembers';
import { type Problem, problemOf } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import { backOff, type Wait, wait as waitForReal } from '../model/wait';
import type { CopyInput } from './copyClusterSnapshot';
import type { CopyRefusal } from './preflight';
import { findManualSnapshot } from './reads';

/**
 * How a copy that was to be sent ended.
 *
 * - `copied`: the service has it. `recovered`: it did not say so itself, but the copy was found afterwards.
 * - `failed`: the service refused it, or could not be reached. Nothing was copied.
 * - `clash`: it was sent, no clear answer came, and another snapshot has the name.
 * - `unknown`: it was sent, and neither an answer nor the copy could be had; it may still be made.
 * - `cancelled`: nothing was sent.
 */
export type SendOutcome =
  | {
      readonly kind: 'copied';
      readonly snapshot: Snapshot;
      readonly response: JsonObject;
      readonly recovered: boolean;
      /** As it was read before the sending. */
      readonly source?: Snapshot;
      readonly requestId?: string;
    }
  | {
      readonly kind: 'failed';
      readonly problem: Problem;
      /** What the service meant, where that was found out afterwards. */
      readonly cause?: CopyRefusal;
    }
  | { readonly kind: 'clash'; readonly by: Snapshot; readonly problem: Problem }
  | { readonly kind: 'unknown'; readonly problem: Problem }
  | { readonly kind: 'cancelled' };

/** One CopyClusterSnapshot: the request's id, and the code of an answer that was none, or a refusal. */
export interface SendAttempt {
  readonly requestId?: string;
  readonly code?: string;
}

export type SendGateway = Pick<RedshiftGateway, 'snapshots' | 'send' | 'describeSnapshot'>;

export interface SendOptions {
  readonly gateway: SendGateway;
  readonly request: CopyInput;
  /** The source as it was read just before; absent where that was not allowed. */
  readonly source: Snapshot | undefined;
  /** Ends what has not been sent yet. What was sent is followed to its end. */
  readonly signal: AbortSignal;
  /** No clear answer came; it is being found out whether the copy was made. */
  readonly inDoubt?: () => void;
  /** Told each time that it was sent, as soon as something has come of it. */
  readonly sent?: ((attempt: SendAttempt) => void) | undefined;
  readonly wait?: Wait;
}

/** So often it is sent at most: again only after throttling, or when it is certain that nothing was done. */
const maxSends = 5;
const sendPause = { first: 1000, most: 8000 };
/** So often the service has to say that the copy is not there before it is believed; and so often it is asked at most. */
const answersToBelieve = 2;
const maxLooks = 6;
const lookPause = { first: 500, most: 4000 };

/**
 * Sends CopyClusterSnapshot and never leaves open what can be known. The operation takes no client token: a call repeated
 * blindly answers ClusterSnapshotAlreadyExists for its own success. So an answer that says nothing (a time-out, a lost
 * connection, a 5xx) is resolved by reading the target, and only a target that is not there is sent again: should the first
 * call arrive late, the second finds the name taken, by us. What was ever in doubt is not called off, as it may arrive.
 * Throttling is a clear refusal, and is tried again after a pause. Never rejects.
 */
export async function sendCopy(options: SendOptions): Promise<SendOutcome> {
  const { gateway, request, signal, wait = waitForReal } = options;
  let doubt: Problem | undefined;
  for (let sends = 1; !signal.aborted; sends += 1) {
    const sent = await send(gateway, request);
    options.sent?.(attemptOf(sent));
    if (sent.kind === 'copied') {
      return sent;
    }
    const { problem } = sent;
    if (isInDoubt(problem, doubt)) {
      doubt ??= problem;
      options.inDoubt?.();
      const seen = await lookForCopy(options, doubt);
      if (seen !== 'notThere') {
        return seen;
      }
    } else if (problem.kind !== 'throttled') {
      return notCopied(problem.kind === 'cancelled' ? { kind: 'cancelled' } : sent, doubt);
    }
    if (sends === maxSends) {
      return notCopied(sent, doubt);
    }
    await wait(backOff(sends, sendPause), signal);
  }
  return notCopied({ kind: 'cancelled' }, doubt);
}

/** Whatever the last call came to: a call before it that got no answer may still be carried out. */
function notCopied(
  outcome: Extract<SendOutcome, { kind: 'failed' | 'cancelled' }>,
  doubt: Problem | undefined,
): SendOutcome {
  return doubt === undefined ? outcome : { kind: 'unknown', problem: doubt };
}

/** Whether it may have been done all the same. A name that is taken after a send in doubt may be taken by that send. */
function isInDoubt(problem: Problem, doubt: Problem | undefined): boolean {
  return problem.outcomeUnknown === true || (doubt !== undefined && problem.kind === 'snapshotAlreadyExists');
}

async function send(
  gateway: SendGateway,
  request: CopyInput,
): Promise<Extract<SendOutcome, { kind: 'copied' | 'failed' }>> {
  try {
    // Without the user's signal: a call that is given up half-way may be carried out all the same, and later.
    const answer = await gateway.send('CopyClusterSnapshot', request);
    return { kind: 'copied', ...answer, recovered: false };
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) };
  }
}

function attemptOf(sent: Extract<SendOutcome, { kind: 'copied' | 'failed' }>): SendAttempt {
  const { requestId } = sent.kind === 'copied' ? sent : sent.problem;
  return { ...(requestId && { requestId }), ...(sent.kind === 'failed' && { code: sent.problem.code }) };
}

/** Reads the target until it is there, or until the service has said twice that it is not. */
async function lookForCopy(options: SendOptions, problem: Problem): Promise<SendOutcome | 'notThere'> {
  const { gateway, request, wait = waitForReal } = options;
  let answers = 0;
  for (let looks = 1; looks <= maxLooks && answers < answersToBelieve; looks += 1) {
    // Also when the user has cancelled: what was sent is found out.
    await wait(backOff(looks, lookPause));
    try {
      const found = await findManualSnapshot(gateway, request.TargetSnapshotIdentifier, new AbortController().signal);
      if (found !== undefined) {
        return isCopyOf(found, { input: request, before: options.source })
          ? await asCopied(gateway, found)
          : { kind: 'clash', by: found, problem };
      }
      answers += 1;
    } catch {
      // Not an answer; it is asked again.
    }
  }
  return answers === answersToBelieve ? 'notThere' : { kind: 'unknown', problem };
}

/** With all members where they can be had; what was found is the copy in any case. */
async function asCopied(gateway: SendGateway, found: Snapshot): Promise<SendOutcome> {
  const described = await gateway.describeSnapshot(found).catch(() => undefined);
  const copy = described && onlySnapshot(described);
  const response = { Snapshot: copy ?? { SnapshotIdentifier: found.identifier } };
  return { kind: 'copied', snapshot: found, response, recovered: true };
}

/** Ours if it has the source's cluster and SnapshotCreateTime, and the retention period that was asked for. */
export function isCopyOf(
  found: Snapshot,
  { input, before }: { readonly input: CopyInput; readonly before?: Snapshot | undefined },
): boolean {
  return (
    found.clusterIdentifier.toLowerCase() === input.SourceSnapshotClusterIdentifier.toLowerCase() &&
    found.manualRetentionDays === input.ManualSnapshotRetentionPeriod &&
    (before?.createTime === undefined || found.createTime === before.createTime)
  );
}
