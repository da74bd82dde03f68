import { l10n } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import { accepted } from '../../core/model/checked';
import type { OperationInput } from '../../core/model/gateway';
import type { JsonObject } from '../../core/model/json';
import type { Snapshot } from '../../core/model/snapshot';
import { operations } from '../../core/operations/all';
import type { BatchChecks } from '../../core/operations/batch/checkBatch';
import type { BatchResult } from '../../core/operations/batch/runBatch';
import type { CheckedOperation } from '../../core/operations/check';
import type { Operation } from '../../core/operations/operation';
import type { Session } from '../../core/session/session';
import { UserError } from '../commands/userError';
import { nothingText } from '../text/operationWords';
import { showInformation, showStatus } from '../vscode/window';
import { askInputs, type Draft, draftOf } from './askInputs';
import { laterCalls } from './askWhen';
import { type Confirmation, confirmationsFor, confirmCalls } from './confirm';
import { sendFollowing } from './follow';
import { assertChangesAllowed, assertNoConfirmationNeeded, assertStillOpen } from './guard';
import { callOf, callsOf, failureOf, refusedTexts, responseOf, withResponse } from './result';
import { checkAll, type Sending, sendAll } from './sendAll';
import { type ShowHost, showAnswer, showReport, showRow } from './show';
import { takeBack, type Undo } from './takeBack';
import { tell } from './tell';

export interface RunnerHost extends ShowHost {
  readonly tracker: Pick<Tracker, 'begin'>;
  /** For what a person goes on with when a command is over: what it rejects with is shown as that of a command. */
  readonly inside: (work: () => unknown) => Promise<void>;
}

export interface RunOptions {
  /** What the user saw of each, where there was something to see: nothing else is changed or removed. */
  readonly seen?: readonly Snapshot[] | undefined;
  /** The checks of the only one, where they were made while something was asked. */
  readonly checked?: CheckedOperation | undefined;
  /** How many manual snapshots there are, where that is known. */
  readonly manualSnapshots?: number | undefined;
  /** A sentence on what was selected and is left out. */
  readonly leftOut?: string | undefined;
  /** Asks again, when it fails, with what was answered; absent: asks with what the only input says. */
  readonly retry?: () => unknown;
}

export interface PromptOptions extends Pick<RunOptions, 'leftOut'> {
  /** The rows were not read: nobody saw them. */
  readonly areUnseen?: true;
}

/** Carries out any operation: prompts, confirmation, progress, result. */
export class Runner {
  readonly #host: RunnerHost;

  constructor(host: RunnerHost) {
    this.#host = host;
  }

  /** Asks for what is not known yet, then does as {@link run}. Esc anywhere means that nothing has happened. */
  async runWithPrompts<Input extends OperationInput>(
    operation: Operation<Input>,
    session: Session,
    draft: Draft,
    { leftOut, ...options }: PromptOptions = {},
  ): Promise<readonly JsonObject[] | undefined> {
    assertChangesAllowed(operation);
    if (leftOut !== undefined) {
      // Not awaited: nobody has to answer it.
      void showInformation(leftOut);
    }
    const asked = await askInputs(session, operation, draft);
    if (asked === undefined) {
      return undefined;
    }
    if (asked.draft.isLater) {
      return this.#runLater(operation, session, asked.draft, leftOut);
    }
    const { inputs, checked, manualSnapshots } = asked;
    return this.run(operation, session, inputs, {
      ...{ checked, manualSnapshots, leftOut },
      seen: operation.effect === 'creates' || options.areUnseen ? undefined : asked.draft.rows,
      retry: () => this.runWithPrompts(operation, session, asked.draft, options),
    });
  }

  /**
   * Confirms where the user wants that and what cannot be undone, carries out, and shows the answer of one, or a report on
   * several. Returns what was done with each, as a report has it, with the `Response`. One that fails is an error.
   * Undefined: cancelled, nothing has happened.
   */
  async run<Input extends OperationInput>(
    operation: Operation<Input>,
    session: Session,
    inputs: readonly Input[],
    options: RunOptions = {},
  ): Promise<readonly JsonObject[] | undefined> {
    assertChangesAllowed(operation);
    const { seen, checked, retry } = options;
    const [only, ...others] = inputs;
    const how = { isOne: others.length === 0, again: retry ?? this.#againWith(operation, session, only) };
    const wanted = await confirmationsFor(session, operation);
    const confirmation = wanted && { wanted, ...options };
    const checks = confirmation
      ? await this.#confirm({ operation, session, inputs, seen }, how.again, confirmation)
      : new Map(only && checked && [[only, accepted(checked)]]);
    const results = checks && (await this.#carryOut({ operation, session, inputs, seen, checks }, how));
    return results?.map(result => withResponse(operation, session, result));
  }

  async #runLater(
    operation: Operation,
    session: Session,
    { rows = [] }: Draft,
    leftOut: string | undefined,
  ): Promise<readonly JsonObject[] | undefined> {
    const later = laterCalls(operation, rows, session.gateway.now());
    const [first] = later;
    const inputs = later.map(({ call }) => call.input);
    const seen = later.map(({ row }) => row);
    return first && this.run(operations[first.call.operation], session, inputs, { seen, leftOut });
  }

  /** For programs: asks nothing, is refused where the user wants to confirm, and returns the service's answer. */
  async runAtOnce<Input extends OperationInput>(
    operation: Operation<Input>,
    session: Session,
    input: Input,
  ): Promise<JsonObject | undefined> {
    assertChangesAllowed(operation);
    await assertNoConfirmationNeeded(session, operation);
    const again = this.#againWith(operation, session, input);
    const [result] = (await this.#carryOut({ operation, session, inputs: [input] }, { isOne: true, again })) ?? [];
    if (result === undefined) {
      throw new UserError(l10n.t('Canceled. {0}', nothingText(operation.name)));
    }
    return responseOf(operation, session, result);
  }

  /** The same for many: each as a report has it, with the `Response`. */
  async runAllAtOnce<Input extends OperationInput>(
    operation: Operation<Input>,
    session: Session,
    inputs: readonly Input[],
  ): Promise<readonly JsonObject[]> {
    assertChangesAllowed(operation);
    await assertNoConfirmationNeeded(session, operation);
    const results = inputs.length === 0 ? [] : await this.#carryOut({ operation, session, inputs }, { isOne: false });
    return (results ?? []).map(result => withResponse(operation, session, result));
  }

  /** Checks all and has them confirmed. Undefined: cancelled. Throws what forbids the only one. */
  async #confirm<Input extends OperationInput>(
    sending: Sending<Input>,
    retry: () => unknown,
    { leftOut, ...confirmation }: Confirmation & Pick<RunOptions, 'leftOut'>,
  ): Promise<BatchChecks<Input> | undefined> {
    const { operation, session, inputs } = sending;
    const checks = await checkAll(sending);
    assertStillOpen(session, operation);
    if (checks === undefined) {
      tellCancelled(operation);
      return undefined;
    }
    const [only] = inputs;
    const first = only && checks.get(only);
    if (only && first?.ok === false && inputs.length === 1) {
      throw failureOf({ kind: 'refused', refusal: first.reason }, callOf(operation, only), { session, retry });
    }
    const calls = callsOf(operation, session, checks);
    const refused = refusedTexts(operation, session.target, checks);
    const notSent = leftOut === undefined ? refused : [leftOut, ...refused];
    // Where none can be sent, the report says so.
    const isConfirmed =
      calls.length === 0 || (await confirmCalls(session, operation, calls, { ...confirmation, notSent }));
    return isConfirmed ? (operation.effect === 'creates' ? checks : withoutTime(checks)) : undefined;
  }

  /** Undefined: the only one was cancelled. */
  async #carryOut<Input extends OperationInput>(
    sending: Sending<Input>,
    { isOne, again }: { readonly isOne: boolean; readonly again?: () => unknown },
  ): Promise<readonly BatchResult<Input>[] | undefined> {
    const { operation, session } = sending;
    // The setting may be another one since the user was asked.
    assertChangesAllowed(operation);
    assertStillOpen(session, operation);
    const sent = session.carryThrough(
      sendAll(this.#host.tracker, sending, result => isOne || showRow(this.#host, sending, result)),
    );
    // What the user waits for comes first.
    const shown = isOne && showAnswer(this.#host, sending, sent);
    const { results, saved } = await sent;
    const [first] = results;
    if (isOne && first !== undefined) {
      const { input, outcome } = first;
      if (outcome.kind === 'cancelled') {
        tellCancelled(operation);
        return undefined;
      }
      if (outcome.kind !== 'done') {
        throw failureOf(outcome, callOf(operation, input), { session, retry: again ?? (() => {}) });
      }
      await shown;
      showRow(this.#host, sending, first, 'reveal');
      await saved;
    }
    const report = isOne ? undefined : await showReport(this.#host, sending, results);
    const undo = (undos: readonly Undo[]): Promise<unknown> =>
      takeBack(undos, (back, undone, seen) => this.run(back, session, undone, { seen }));
    await sendFollowing(this.#host, sending, results);
    // On its own: the command is over, the message may stay.
    void this.#host.inside(() => tell({ operation, target: session.target, results, report, undo }));
    return results;
  }

  #againWith<Input extends OperationInput>(
    operation: Operation<Input>,
    session: Session,
    input: Input | undefined,
  ): () => unknown {
    return () =>
      input && this.runWithPrompts(operation, session, draftOf(session, operation, input), { areUnseen: true });
  }
}

/** Who is asked takes time: what is changed or removed is read once more, and has to be what was confirmed. */
function withoutTime<Input extends OperationInput>(checks: BatchChecks<Input>): BatchChecks<Input> {
  return new Map(
    [...checks].map(([input, checked]) => [input, checked.ok ? accepted({ ...checked.value, time: 0 }) : checked]),
  );
}

function tellCancelled({ name }: Pick<Operation, 'name'>): void {
  showStatus(l10n.t('Canceled. {0}', nothingText(name)), 8000);
}
