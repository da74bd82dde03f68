import { type NextStep, stepsAfterOperation } from '../../core/access/nextStep';
import type { OperationInput } from '../../core/model/gateway';
import type { JsonObject } from '../../core/model/json';
import type { Problem } from '../../core/model/problem';
import type { Snapshot } from '../../core/model/snapshot';
import type { Target } from '../../core/model/target';
import { operations } from '../../core/operations/all';
import type { BatchChecks } from '../../core/operations/batch/checkBatch';
import { reportRow } from '../../core/operations/batch/report';
import type { BatchResult } from '../../core/operations/batch/runBatch';
import { rowOfInput } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import type { Outcome } from '../../core/operations/run';
import type { Session } from '../../core/session/session';
import { UserError } from '../commands/userError';
import { refusalText } from '../text/faultText';
import { type Call, namesOf } from '../text/operationWords';
import { outcomeText } from '../text/outcomeText';
import { retentionWarning } from '../text/retentionText';

/** What was asked and how it ended, as a report has it. */
export function rowOf<Input extends OperationInput>(
  operation: Operation<Input>,
  { target, gateway }: Session,
  result: BatchResult<Input>,
): JsonObject {
  const { input, outcome } = result;
  const row = reportRow(operation, result, outcomeText(outcome, callOf(operation, input), target));
  const warning = warningOf(operation, result, gateway.now());
  return warning === undefined ? row : { ...row, Warning: warning };
}

/** The service's answer, with what a person would have been warned of; undefined where there is none. */
export function responseOf<Input extends OperationInput>(
  operation: Operation<Input>,
  { gateway }: Session,
  result: BatchResult<Input>,
): JsonObject | undefined {
  const { outcome } = result;
  if (outcome.kind !== 'done') {
    return undefined;
  }
  const warning = warningOf(operation, result, gateway.now());
  return warning === undefined ? outcome.response : { ...outcome.response, Warning: warning };
}

/** What programs get of each of several. */
export function withResponse<Input extends OperationInput>(
  operation: Operation<Input>,
  session: Session,
  result: BatchResult<Input>,
): JsonObject {
  const row = rowOf(operation, session, result);
  return result.outcome.kind === 'done' ? { ...row, Response: result.outcome.response } : row;
}

function warningOf<Input extends OperationInput>(
  operation: Operation<Input>,
  { input, outcome }: BatchResult<Input>,
  now: number,
): string | undefined {
  return outcome.kind === 'done' && operation.source !== undefined
    ? retentionWarning({ ...callOf(operation, input), before: outcome.before }, outcome.snapshot, now)
    : undefined;
}

export type Undone = Exclude<Outcome, { kind: 'done' | 'cancelled' }>;

/** What was not done, or of which it is not known, in a sentence with what helps; `retry` asks again. */
export function failureOf(
  outcome: Undone,
  call: Call,
  { session, retry }: { readonly session: Session; readonly retry: () => unknown },
): UserError {
  const message = outcomeText(outcome, call, session.target);
  const problem = problemOf(outcome);
  if (problem !== undefined) {
    const { cluster } = namesOf(call);
    return new UserError(message, { steps: stepsAfterOperation(problem), problem, cluster, session, retry });
  }
  return new UserError(message, { steps: stepsWithoutProblem(outcome, call), retry });
}

function problemOf(outcome: Undone): Problem | undefined {
  if (outcome.kind === 'failed') {
    return outcome.problem;
  }
  return outcome.kind === 'refused' && outcome.refusal.kind === 'checkFailed' ? outcome.refusal.problem : undefined;
}

function stepsWithoutProblem(outcome: Undone, { operation }: Call): readonly NextStep[] {
  if (outcome.kind === 'unknown') {
    return ['showActivity', 'refresh', 'showLog'];
  }
  const isNew = operations[operation].effect === 'creates';
  const isTaken =
    (isNew && outcome.kind === 'clash') || (outcome.kind === 'refused' && outcome.refusal.kind === 'targetTaken');
  return isTaken ? ['chooseAnotherName'] : ['refresh'];
}

export function callOf({ name: operation }: Pick<Operation, 'name'>, input: OperationInput, before?: Snapshot): Call {
  return { operation, input, before };
}

/** What is going to be sent, by what was read just now. */
export function callsOf<Input extends OperationInput>(
  operation: Operation<Input>,
  { gateway }: Session,
  checks: BatchChecks<Input>,
): readonly Call[] {
  return [...checks].flatMap(([input, checked]) => {
    if (!checked.ok) {
      return [];
    }
    // What is made of a cluster has its data of now.
    const before = operation.isOffered === undefined ? rowOfInput(operation, input, gateway) : checked.value.before;
    return [callOf(operation, input, before)];
  });
}

/** Why each of the others cannot be sent. */
export function refusedTexts<Input extends OperationInput>(
  operation: Operation<Input>,
  target: Target,
  checks: BatchChecks<Input>,
): readonly string[] {
  return [...checks].flatMap(([input, checked]) =>
    checked.ok ? [] : [refusalText(checked.reason, callOf(operation, input), target)],
  );
}
