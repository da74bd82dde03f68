import type { OperationInput, RedshiftGateway } from '../model/gateway';
import type { JsonObject } from '../model/json';
import { onlySnapshot } from '../model/maskedMembers';
import { type Problem, type ProblemKind, problemOf } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import { backOff, type Wait, wait as waitForReal } from '../model/wait';
import type { Operation } from './operation';
import { findManualSnapshot, findSnapshot } from './reads';
import type { Refusal } from './refusal';

/**
 * How an operation that was to be sent ended.
 *
 * - `done`: the service has it. `recovered`: it did not say so itself, but it was found out afterwards.
 * - `failed`: the service refused it, or could not be reached. Nothing was done.
 * - `clash`: it was sent, no clear answer came, and another snapshot has the name.
 * - `unknown`: it was sent, and neither an answer nor its effect could be had; it may still be carried out.
 * - `cancelled`: nothing was sent.
 */
export type SendOutcome =
  | {
      readonly kind: 'done';
      readonly snapshot: Snapshot;
      readonly response: JsonObject;
      readonly recovered: boolean;
      /** As it was read before the sending. */
      readonly before?: Snapshot;
      readonly requestId?: string;
    }
  | {
      readonly kind: 'failed';
      readonly problem: Problem;
      /** What the service meant, where that was found out afterwards. */
      readonly cause?: Refusal;
    }
  | { readonly kind: 'clash'; readonly by: Snapshot; readonly problem: Problem }
  | { readonly kind: 'unknown'; readonly problem: Problem }
  | { readonly kind: 'cancelled' };

/** One call: the request's id, and the code of an answer that was none, or a refusal. */
export interface SendAttempt {
  readonly requestId?: string;
  readonly code?: string;
}

export type SendGateway = Pick<RedshiftGateway, 'snapshots' | 'send' | 'describeSnapshot'>;

export interface SendOptions<Input extends OperationInput = OperationInput> {
  readonly gateway: SendGateway;
  readonly operation: Operation<Input>;
  readonly input: Input;
  /** What it is about as it was read just before; absent where that was not allowed, or there is none. */
  readonly before: Snapshot | undefined;
  /** Whose snapshots it is about: another account's of the same name are others. */
  readonly account: string;
  /** Ends what has not been sent yet. What was sent is followed to its end. */
  readonly signal: AbortSignal;
  /** No clear answer came; it is being found out whether it was done. */
  readonly inDoubt?: (() => void) | undefined;
  /** Called after each call, when its result is known. */
  readonly sent?: ((attempt: SendAttempt) => void) | undefined;
  readonly wait?: Wait | undefined;
}

/** Calls at most: another one only after throttling, or when it can do no harm. */
const maxSends = 5;
const sendPause = { first: 1000, most: 8000 };
/** Consecutive "not found" answers needed, and looks at most. */
const answersToBelieve = 2;
const maxLooks = 6;
const lookPause = { first: 500, most: 4000 };

/**
 * Calls the service and never leaves open what can be known. No operation takes a client token: a call repeated blindly may
 * be refused for its own success. So an answer that says nothing (a time-out, a lost connection, a 5xx) is resolved as the
 * operation says: by reading its subject, calling again only where that is not there (should the first call arrive late, the
 * second finds the name taken, by us); or by calling again, where twice is the same as once. What was ever in doubt is not
 * called off, as it may arrive. Throttling is a clear refusal, and is tried again after a pause. Never rejects.
 */
export async function send<Input extends OperationInput>(options: SendOptions<Input>): Promise<SendOutcome> {
  const { signal, wait = waitForReal } = options;
  let doubt: Problem | undefined;
  for (let sends = 1; !signal.aborted; sends += 1) {
    const sent = await call(options);
    options.sent?.(attemptOf(sent));
    if (sent.kind === 'done') {
      return sent;
    }
    const { problem } = sent;
    if (isInDoubt(problem, doubt)) {
      doubt ??= problem;
      options.inDoubt?.();
      const seen = await settle(options, doubt);
      if (seen !== 'notDone') {
        return seen;
      }
    } else if (problem.kind !== 'throttled') {
      return isGone(options, problem, doubt) ? asGone(options) : notDone(sent, doubt);
    }
    if (sends === maxSends) {
      return notDone(sent, doubt);
    }
    await wait(backOff(sends, sendPause), signal);
  }
  return notDone({ kind: 'cancelled' }, doubt);
}

type Called = Extract<SendOutcome, { kind: 'done' | 'failed' }>;

/** Whatever the last call came to: a call before it that got no answer may still be carried out. */
function notDone(
  outcome: Extract<SendOutcome, { kind: 'failed' | 'cancelled' }>,
  doubt: Problem | undefined,
): SendOutcome {
  if (doubt !== undefined) {
    return { kind: 'unknown', problem: doubt };
  }
  return outcome.kind === 'failed' && outcome.problem.kind === 'cancelled' ? { kind: 'cancelled' } : outcome;
}

/** What is refused after a call in doubt because that call may have done it: a name that is taken, an access that is or is not there. */
const doneBefore: readonly ProblemKind[] = ['snapshotAlreadyExists', 'accessExists', 'accessNotFound'];

/** Whether it may have been done all the same. */
function isInDoubt(problem: Problem, doubt: Problem | undefined): boolean {
  return problem.outcomeUnknown === true || (doubt !== undefined && doneBefore.includes(problem.kind));
}

/** What is not found after a call in doubt was removed by that call. */
function isGone<Input extends OperationInput>(
  { operation }: SendOptions<Input>,
  { kind }: Problem,
  doubt: Problem | undefined,
): boolean {
  return operation.effect === 'destroys' && kind === 'snapshotNotFound' && doubt !== undefined;
}

function asGone<Input extends OperationInput>(options: SendOptions<Input>): SendOutcome {
  const { snapshot } = unreadSubject(options);
  const response = { Snapshot: { SnapshotIdentifier: snapshot.identifier, Status: 'deleted' } };
  return { kind: 'done', snapshot: { ...snapshot, status: 'deleted' }, response, recovered: true };
}

/** What is known of the subject without reading it. */
function unreadSubject<Input extends OperationInput>({
  operation,
  input,
  before,
}: SendOptions<Input>): {
  readonly snapshot: Snapshot;
  readonly response: JsonObject;
} {
  const { identifier, cluster = '' } = operation.subject({ input, before });
  const snapshot = before ?? {
    ...{ identifier, clusterIdentifier: cluster, type: 'manual', status: 'available', encrypted: false },
  };
  return { snapshot, response: { Snapshot: { SnapshotIdentifier: identifier } } };
}

async function call<Input extends OperationInput>(options: SendOptions<Input>): Promise<Called> {
  const { gateway, operation, input } = options;
  try {
    // Without the user's signal: a call that is given up half-way may be carried out all the same, and later.
    const { snapshot, ...answer } = await gateway.send(operation.name, input);
    const seen = snapshot === undefined ? await readAfterwards(options) : { snapshot };
    return { kind: 'done', recovered: false, ...answer, ...seen };
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) };
  }
}

/** The snapshot of an operation that answers nothing, as soon as it shows what was done; as it was before where it cannot be read. */
async function readAfterwards<Input extends OperationInput>(
  options: SendOptions<Input>,
): Promise<Pick<Called & { kind: 'done' }, 'snapshot' | 'response'>> {
  const { gateway, operation, wait = waitForReal } = options;
  let seen: Snapshot | undefined;
  for (let looks = 1; looks <= answersToBelieve; looks += 1) {
    if (looks > 1) {
      await wait(backOff(looks, lookPause));
    }
    const found = await findSubject(options).catch(() => undefined);
    seen = found ?? seen;
    if (operation.outcomeOf(found, options) === 'done') {
      break;
    }
  }
  return seen === undefined ? unreadSubject(options) : wholeAnswer(gateway, seen);
}

function attemptOf(sent: Called): SendAttempt {
  const { requestId } = sent.kind === 'done' ? sent : sent.problem;
  return { ...(requestId && { requestId }), ...(sent.kind === 'failed' && { code: sent.problem.code }) };
}

/** What can be known of a call that got no answer, without another one. */
async function settle<Input extends OperationInput>(
  options: SendOptions<Input>,
  problem: Problem,
): Promise<SendOutcome | 'notDone'> {
  const { operation, before } = options;
  // What was not read before cannot be told from another one that has its name by now.
  const isBlind = operation.resend === 'whenStillThere' && before === undefined;
  return isBlind ? { kind: 'unknown', problem } : lookForSubject(options, problem);
}

/** Reads the subject until it is there, or until the service has said twice that it is not: what was to be removed is gone. */
async function lookForSubject<Input extends OperationInput>(
  options: SendOptions<Input>,
  problem: Problem,
): Promise<SendOutcome | 'notDone'> {
  const { operation, wait = waitForReal } = options;
  let answers = 0;
  for (let looks = 1; looks <= maxLooks && answers < answersToBelieve; looks += 1) {
    // Also when the user has cancelled: what was sent is found out.
    await wait(backOff(looks, lookPause));
    try {
      const found = await findSubject(options);
      if (found !== undefined) {
        return await readingOf(options, found, problem);
      }
      answers += 1;
    } catch {
      // Not an answer; it is asked again.
    }
  }
  if (answers < answersToBelieve) {
    return { kind: 'unknown', problem };
  }
  switch (operation.effect) {
    case 'creates':
      return 'notDone';
    case 'changes':
      // It was removed after the call, and another one may be made under the name.
      return { kind: 'unknown', problem };
    case 'destroys':
      return asGone(options);
  }
}

function findSubject<Input extends OperationInput>(options: SendOptions<Input>): Promise<Snapshot | undefined> {
  const { gateway, operation, account } = options;
  const find = operation.effect === 'creates' ? findManualSnapshot : findSnapshot;
  return find(gateway, { ...operation.subject(options), account }, new AbortController().signal);
}

async function readingOf<Input extends OperationInput>(
  options: SendOptions<Input>,
  found: Snapshot,
  problem: Problem,
): Promise<SendOutcome | 'notDone'> {
  const { effect, resend } = options.operation;
  const outcome = options.operation.outcomeOf(found, options);
  if (outcome === 'other') {
    return { kind: 'clash', by: found, problem };
  }
  if (resend === 'whenStillThere' && outcome === 'notDone') {
    return 'notDone';
  }
  return effect === 'destroys' ? asGone(options) : asDone(options.gateway, found);
}

async function asDone(gateway: SendGateway, found: Snapshot): Promise<SendOutcome> {
  return { kind: 'done', ...(await wholeAnswer(gateway, found)), recovered: true };
}

/** With all members where they can be had; what was found is ours in any case. */
async function wholeAnswer(
  gateway: SendGateway,
  found: Snapshot,
): Promise<{ readonly snapshot: Snapshot; readonly response: JsonObject }> {
  const described = await gateway.describeSnapshot(found).catch(() => undefined);
  const snapshot = described && onlySnapshot(described);
  return { snapshot: found, response: { Snapshot: snapshot ?? { SnapshotIdentifier: found.identifier } } };
}
