import { l10n } from 'vscode';
import { stepsAfterCopy } from '../../core/access/nextStep';
import type { Tracker } from '../../core/activity/tracker';
import type { OperationInput } from '../../core/model/gateway';
import type { JsonObject } from '../../core/model/json';
import type { Snapshot } from '../../core/model/snapshot';
import { type BatchChecks, checkBatch } from '../../core/operations/batch/checkBatch';
import { reportOf, reportRow } from '../../core/operations/batch/report';
import { type BatchResult, runBatch } from '../../core/operations/batch/runBatch';
import type { Operation } from '../../core/operations/operation';
import { run } from '../../core/operations/run';
import type { Session } from '../../core/session/session';
import { UserError } from '../commands/userError';
import type { Documents } from '../documents/documents';
import { count } from '../text/format';
import { type Call, nothingText } from '../text/operationWords';
import { outcomeText } from '../text/outcomeText';
import { withProgress } from '../vscode/progress';
import { showInformation, showStatus, showWarning } from '../vscode/window';
import { confirmChange } from './confirmChange';
import { assertChangesAllowed, assertNoConfirmationNeeded, assertStillOpen } from './confirmCopy';

export interface ChangeHost {
  readonly tracker: Pick<Tracker, 'begin'>;
  readonly documents: Pick<Documents, 'openReport'>;
  /** For what goes on after a command has ended. */
  readonly logError: (error: unknown) => void;
}

export interface Change<Input extends OperationInput = OperationInput> {
  readonly operation: Operation<Input>;
  /** One for each snapshot. */
  readonly inputs: readonly Input[];
  /** What the user saw of each, where there was something to see. */
  readonly seen?: readonly Snapshot[];
}

/**
 * Checks all, confirms what the user wants to confirm and what cannot be undone, carries all out, and tells how it went.
 * One that cannot be sent is an error, of several a report says why. Undefined: cancelled, nothing has happened.
 */
export async function changeWithPrompts<Input extends OperationInput>(
  host: ChangeHost,
  session: Session,
  change: Change<Input>,
): Promise<readonly JsonObject[] | undefined> {
  const { operation, inputs } = change;
  assertChangesAllowed(nothingText(change.operation.name));
  const checks = await checkWithProgress(session, change);
  assertStillOpen(session, nothingText(change.operation.name));
  if (checks === undefined) {
    showStatus(l10n.t('Canceled. {0}', nothingText(change.operation.name)), 8000);
    return undefined;
  }
  const befores = new Map<Input, Snapshot | undefined>();
  for (const [input, checked] of checks) {
    if (checked.ok) {
      befores.set(input, checked.value.before);
    } else if (inputs.length === 1) {
      throw failureOf(session, operation, { input, outcome: { kind: 'refused', refusal: checked.reason } });
    }
  }
  const calls = [...befores].map(([input, before]): Call => ({ operation: operation.name, input, before }));
  if (calls.length > 0 && !(await confirmChange(session, operation, calls))) {
    return undefined;
  }
  return carryOut(host, session, change, checks);
}

/** Asks nothing: refused where the user wants to confirm. */
export async function changeAtOnce<Input extends OperationInput>(
  host: ChangeHost,
  session: Session,
  change: Change<Input>,
): Promise<readonly JsonObject[]> {
  assertChangesAllowed(nothingText(change.operation.name));
  await assertNoConfirmationNeeded(session, nothingText(change.operation.name));
  return carryOut(host, session, change);
}

/** Undefined: cancelled. */
function checkWithProgress<Input extends OperationInput>(
  { gateway, ended }: Session,
  change: Change<Input>,
): Promise<BatchChecks<Input> | undefined> {
  return withProgress(l10n.t('Checking {0} snapshots', count(change.inputs.length)), async cancelled => {
    const signal = AbortSignal.any([cancelled, ended]);
    const checks = await checkBatch({ gateway, ...change, signal });
    return cancelled.aborted ? undefined : checks;
  });
}

async function carryOut<Input extends OperationInput>(
  host: ChangeHost,
  session: Session,
  change: Change<Input>,
  checks?: BatchChecks<Input>,
): Promise<readonly JsonObject[]> {
  const { operation } = change;
  // The setting may be another one since the user was asked.
  assertChangesAllowed(nothingText(operation.name));
  assertStillOpen(session, nothingText(change.operation.name));
  const results = await session.carryThrough(runWithProgress(host, session, change, checks));
  const rows = results.map(result => rowOf(session, operation, result));
  const [only, ...others] = results;
  if (only !== undefined && others.length === 0) {
    if (only.outcome.kind !== 'done') {
      throw failureOf(session, operation, only);
    }
  } else {
    const place = { target: session.target, identity: await session.identity };
    const report = reportOf(operation, results, rows, place);
    await host.documents.openReport({ kind: 'batch', time: Date.now() }, session, report);
  }
  // On its own: the command is over, the message may stay.
  void tell(host, session, change, results).catch(host.logError);
  return rows;
}

function runWithProgress<Input extends OperationInput>(
  host: ChangeHost,
  session: Session,
  { operation, inputs }: Change<Input>,
  checks: BatchChecks<Input> | undefined,
): Promise<readonly BatchResult<Input>[]> {
  const { gateway } = session;
  return withProgress(l10n.t('{0}: {1} snapshots', operation.name, count(inputs.length)), signal =>
    runBatch({
      inputs,
      signal,
      run: async (input, own) => {
        const checked = checks?.get(input);
        if (checked?.ok === false) {
          return { kind: 'refused', refusal: checked.reason };
        }
        const entry = host.tracker.begin(session, operation, input);
        const { outcome, saved } = await run({
          operation,
          input,
          gateway,
          signal: own,
          entry,
          checked: checked?.value,
        });
        await saved;
        if (outcome.kind === 'done' && !session.ended.aborted) {
          // Its row; nobody waits for it.
          void session.tree.addAll([outcome.snapshot]).catch(host.logError);
        }
        return outcome;
      },
    }),
  );
}

function rowOf<Input extends OperationInput>(
  { target }: Session,
  operation: Operation<Input>,
  result: BatchResult<Input>,
): JsonObject {
  const { input, outcome } = result;
  const row = reportRow(operation, result, outcomeText(outcome, { operation: operation.name, input }, target));
  return outcome.kind === 'done' ? { ...row, Response: outcome.response } : row;
}

function failureOf<Input extends OperationInput>(
  session: Session,
  operation: Operation<Input>,
  { input, outcome }: BatchResult<Input>,
): UserError {
  const message = outcomeText(outcome, { operation: operation.name, input }, session.target);
  const problem = 'problem' in outcome ? outcome.problem : undefined;
  return problem === undefined
    ? new UserError(message, { steps: ['refresh'] })
    : new UserError(message, { steps: stepsAfterCopy(problem).filter(step => step !== 'retry'), problem, session });
}

/** How it went, with a button that takes it back where that is possible. */
async function tell<Input extends OperationInput>(
  host: ChangeHost,
  session: Session,
  { operation, inputs }: Change<Input>,
  results: readonly BatchResult<Input>[],
): Promise<void> {
  const done = results.filter(({ outcome }) => outcome.kind === 'done');
  const [first] = done;
  const back = done.flatMap(({ input, outcome }) => {
    if (outcome.kind !== 'done') {
      return [];
    }
    const inverse = operation.inverse?.({ input, before: outcome.before });
    return inverse === undefined ? [] : [{ inverse, seen: outcome.snapshot }];
  });
  const undo = l10n.t('Undo');
  const text =
    inputs.length === 1 && first !== undefined
      ? outcomeText(first.outcome, { operation: operation.name, input: first.input }, session.target)
      : l10n.t('{0} of {1} done. The report has the rest.', count(done.length), count(inputs.length));
  const show = done.length === inputs.length ? showInformation : showWarning;
  if ((await show(text, ...(back.length > 0 ? [undo] : []))) === undo) {
    await changeWithPrompts(host, session, {
      operation,
      inputs: back.map(({ inverse }) => inverse),
      seen: back.map(({ seen }) => seen),
    });
  }
}
