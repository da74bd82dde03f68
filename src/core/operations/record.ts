import type { OperationInput, OperationName } from '../model/gateway';
import type { Problem } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import type { CallerIdentity, Target } from '../model/target';
import { operations } from './all';
import type { Outcome } from './run';
import type { SendAttempt } from './send';

/**
 * The life of an operation. `planned`: written down, not known to have reached the service. `inProgress`: the service has
 * it and is making the snapshot. The rest is the end of it. `available`: the snapshot is made. `done`: it is changed or
 * removed. `cancelled`: by the user before it was sent, or as the service says of a snapshot that it makes. `notMade`: the
 * service has said twice that it was not done; `deleted`: the snapshot was there. `clash`: another snapshot has the name.
 * `unwatched`: the user no longer wants to know; the operation was not stopped.
 */
export const operationStates = [
  'planned',
  'inProgress',
  'available',
  'done',
  'failed',
  'deleted',
  'refused',
  'cancelled',
  'notMade',
  'clash',
  'unwatched',
] as const;

export type OperationState = (typeof operationStates)[number];

/** One operation, from before it is sent to its end. A value: each step of its life is another one. Times are ms since the epoch. */
export interface OperationRecord {
  /** Unique over all windows. */
  readonly id: string;
  readonly operation: OperationName;
  readonly target: Target;
  /** As the checks read it; absent in records of before they did. */
  readonly identity?: CallerIdentity;
  readonly input: OperationInput;
  readonly state: OperationState;
  readonly planned: number;
  /** When the service was known to have it. */
  readonly confirmed?: number;
  /** When it was last seen being made. */
  readonly lastSeen?: number;
  readonly ended?: number;
  /** What it is about as it was read before it was sent: a copy's source. */
  readonly before?: Snapshot;
  /** The snapshot that was made or changed as it was last seen. */
  readonly after?: Snapshot;
  /** The other snapshot that has the name. */
  readonly holder?: Snapshot;
  readonly problem?: Problem;
  /** Of the answer. */
  readonly requestId?: string;
  /** Each time that it was sent. */
  readonly attempts?: readonly Attempt[];
  /** The service did not say that it has it: it was found out afterwards. */
  readonly recovered?: true;
}

/** One call, and what came of it. */
export interface Attempt extends SendAttempt {
  readonly time: number;
}

export function isPending({ state }: OperationRecord): boolean {
  return state === 'planned' || state === 'inProgress';
}

/** The account that it was made in: that of its caller, else of the snapshots that were read there; undefined where nobody knows. */
export function accountOf({ identity, after: copy, before: source }: OperationRecord): string | undefined {
  return identity?.account ?? copy?.ownerAccount ?? source?.ownerAccount;
}

/** What the answer of the service, or its absence, makes of an operation. */
export function afterSending(operation: OperationRecord, outcome: Outcome, now: number): OperationRecord {
  switch (outcome.kind) {
    case 'done':
      return afterReading(
        outcome.recovered
          ? operation
          : { ...operation, confirmed: now, ...(outcome.requestId && { requestId: outcome.requestId }) },
        outcome.snapshot,
        now,
      );
    case 'refused':
    case 'cancelled':
      return { ...operation, state: outcome.kind, ended: now };
    case 'failed':
      return { ...operation, state: 'failed', ended: now, problem: outcome.problem };
    case 'clash':
      return { ...afterClash(operation, outcome.by, now), problem: outcome.problem };
    case 'unknown':
      // It stays to be found out: the next reading tells.
      return { ...operation, problem: outcome.problem };
  }
}

/** What its subject, as it was read, makes of it. */
export function afterReading(record: OperationRecord, subject: Snapshot, now: number): OperationRecord {
  const { confirmed = now } = record;
  const found = record.confirmed === undefined ? ({ recovered: true } as const) : {};
  const seen: OperationRecord = { ...withoutProblem(record), ...found, after: subject, confirmed };
  switch (operations[record.operation].effect) {
    case 'changes':
      return { ...seen, state: 'done', ended: now };
    case 'destroys':
      // What has its name by now is none of ours.
      return { ...withoutProblem(record), ...found, confirmed, state: 'done', ended: now };
    case 'creates':
      return afterLook(seen, subject, now);
  }
}

function afterLook(seen: OperationRecord, subject: Snapshot, now: number): OperationRecord {
  switch (subject.status) {
    case 'available':
    case 'failed':
    case 'deleted':
    case 'cancelled':
      return { ...seen, state: subject.status, ended: now };
    default:
      // A state that is not known is work in progress, never an end.
      return { ...seen, state: 'inProgress', lastSeen: now };
  }
}

/**
 * What it means that the service does not list its subject: it is removed, as was asked; it was deleted meanwhile; or, where
 * it was never seen, it was not made (an operation that was only planned when its window was closed).
 */
export function afterMissing(record: OperationRecord, now: number): OperationRecord {
  const { effect } = operations[record.operation];
  if (effect === 'destroys') {
    return { ...withoutProblem(record), state: 'done', recovered: true, ended: now };
  }
  // What was to be changed was there.
  const wasThere = effect === 'changes' || record.confirmed !== undefined;
  return { ...record, state: wasThere ? 'deleted' : 'notMade', ended: now };
}

/** The service shows that it was not carried out. */
export function afterNothing(record: OperationRecord, now: number): OperationRecord {
  return { ...record, state: 'notMade', ended: now };
}

/** Another snapshot has the name that the copy was to have. */
export function afterClash(operation: OperationRecord, holder: Snapshot, now: number): OperationRecord {
  return { ...operation, state: 'clash', ended: now, holder };
}

export function unwatched(operation: OperationRecord, now: number): OperationRecord {
  return { ...operation, state: 'unwatched', ended: now };
}

function withoutProblem({ problem: _solved, ...operation }: OperationRecord): OperationRecord {
  return operation;
}
