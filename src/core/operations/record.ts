import type { OperationName } from '../model/gateway';
import type { Problem } from '../model/problem';
import type { Snapshot } from '../model/snapshot';
import type { CallerIdentity, Target } from '../model/target';
import type { CopyInput } from './copyClusterSnapshot';
import type { CopyOutcome } from './copySnapshot';
import type { SendAttempt } from './sendCopy';

/**
 * The life of a copy. `planned`: written down, not known to have reached the service. `inProgress`: the service has it and
 * is making it. The rest is the end of it. `cancelled`: by the user before it was sent, or as the service says of a copy
 * that it has. `notMade`: the service has said twice that it is not there; `deleted`: it was there. `clash`: another
 * snapshot has the name. `unwatched` says that the user no longer wants to know, not that the copy was stopped.
 */
export type OperationState =
  | 'planned'
  | 'inProgress'
  | 'available'
  | 'failed'
  | 'deleted'
  | 'refused'
  | 'cancelled'
  | 'notMade'
  | 'clash'
  | 'unwatched';

/** One copy, from before it is sent to its end. A value: each step of its life is another one. Times are ms since the epoch. */
export interface OperationRecord {
  /** Unique over all windows. */
  readonly id: string;
  readonly operation: OperationName;
  readonly target: Target;
  /** As the checks read it; absent in records of before they did. */
  readonly identity?: CallerIdentity;
  readonly input: CopyInput;
  readonly state: OperationState;
  readonly planned: number;
  /** When the service was known to have it. */
  readonly confirmed?: number;
  /** When it was last seen being made. */
  readonly lastSeen?: number;
  readonly ended?: number;
  /** The source as it was read before the copy was sent. */
  readonly before?: Snapshot;
  /** The copy as it was last seen. */
  readonly after?: Snapshot;
  /** The other snapshot that has the name. */
  readonly holder?: Snapshot;
  readonly problem?: Problem;
  /** Of the answer to CopyClusterSnapshot. */
  readonly requestId?: string;
  /** Each time that it was sent. */
  readonly attempts?: readonly Attempt[];
  /** The service did not say that it has the copy: it was found afterwards. */
  readonly recovered?: true;
}

/** One CopyClusterSnapshot, and what came of it. */
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
export function afterSending(operation: OperationRecord, outcome: CopyOutcome, now: number): OperationRecord {
  switch (outcome.kind) {
    case 'copied':
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

/** What the copy's own state makes of it. A state that is not known is work in progress, never an end. */
export function afterReading(operation: OperationRecord, copy: Snapshot, now: number): OperationRecord {
  const { confirmed = now } = operation;
  const found = operation.confirmed === undefined ? ({ recovered: true } as const) : {};
  const seen: OperationRecord = { ...withoutProblem(operation), ...found, after: copy, confirmed };
  switch (copy.status) {
    case 'available':
    case 'failed':
    case 'deleted':
    case 'cancelled':
      return { ...seen, state: copy.status, ended: now };
    default:
      return { ...seen, state: 'inProgress', lastSeen: now };
  }
}

/**
 * What it means that the service does not list the copy: it was deleted meanwhile; or, where it was never seen, it was
 * not made (an operation that was only planned when its window was closed).
 */
export function afterMissing(operation: OperationRecord, now: number): OperationRecord {
  return { ...operation, state: operation.confirmed === undefined ? 'notMade' : 'deleted', ended: now };
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
