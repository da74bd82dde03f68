import { commands, l10n } from 'vscode';
import type { OperationInput } from '../../core/model/gateway';
import type { JsonObject } from '../../core/model/json';
import type { Target } from '../../core/model/target';
import { retryOf } from '../../core/operations/batch/retry';
import type { BatchResult } from '../../core/operations/batch/runBatch';
import type { Operation } from '../../core/operations/operation';
import { commandIds } from '../commands/ids';
import { count } from '../text/format';
import { operationWords } from '../text/operationWords';
import { outcomeText } from '../text/outcomeText';
import { showInformation, showWarning } from '../vscode/window';
import { callOf } from './result';
import type { Undo } from './takeBack';

export interface Told<Input extends OperationInput> {
  readonly operation: Operation<Input>;
  readonly target: Target;
  readonly results: readonly BatchResult<Input>[];
  /** On several. */
  readonly report: JsonObject | undefined;
  /** Takes back what was done, if the snapshots are still as they were left. */
  readonly undo: (undos: readonly Undo[]) => Promise<unknown>;
}

/** Tells how it went, with a button that takes back what was done where that is possible, or tries again what failed. */
export async function tell<Input extends OperationInput>(told: Told<Input>): Promise<void> {
  const { operation, results, report, undo } = told;
  const isAll = results.every(({ outcome }) => outcome.kind === 'done');
  const [undoButton, retryButton] = [l10n.t('Undo'), l10n.t('Retry Failed')];
  const back = undoable(operation, results);
  const canRetry = report !== undefined && retryOf(operation, report).inputs.length > 0;
  const text = report === undefined ? textOfOne(told) : textOfSeveral(told, isAll);
  if (text === undefined) {
    return;
  }
  const show = isAll ? showInformation : showWarning;
  const chosen = await show(text, ...(back.length > 0 ? [undoButton] : []), ...(canRetry ? [retryButton] : []));
  if (chosen === undoButton) {
    await undo(back);
  } else if (chosen === retryButton) {
    await commands.executeCommand(commandIds.retryFailed, report);
  }
}

/** The answer that is open says it, and Activity tells when it is available: nothing more is told of what is being made. */
function textOfOne<Input extends OperationInput>({ operation, target, results }: Told<Input>): string | undefined {
  const [result] = results;
  return result?.outcome.kind === 'done' && (operation.effect !== 'creates' || result.outcome.recovered)
    ? outcomeText(result.outcome, callOf(operation, result.input), target)
    : undefined;
}

function textOfSeveral<Input extends OperationInput>({ operation, results }: Told<Input>, isAll: boolean): string {
  const done = results.filter(({ outcome }) => outcome.kind === 'done').length;
  const text = operationWords[operation.name].several(count(results.length)).done(count(done));
  return isAll ? text : `${text} ${l10n.t('The report says what happened to the others.')}`;
}

function undoable<Input extends OperationInput>(
  { inverse }: Operation<Input>,
  results: readonly BatchResult<Input>[],
): readonly Undo[] {
  return results.flatMap(({ input, outcome }) => {
    const calls = outcome.kind === 'done' ? (inverse?.({ input, before: outcome.before }) ?? []) : [];
    return outcome.kind === 'done' && calls.length > 0 ? [{ calls, seen: outcome.snapshot }] : [];
  });
}
