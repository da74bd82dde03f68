import type { OperationInput } from '../../model/gateway';
import { problemOf } from '../../model/problem';

import type { Outcome } from '../run';
import { atOnce, forEachAtOnce } from './atOnce';

export interface BatchResult<Input extends OperationInput = OperationInput> {
  readonly input: Input;
  readonly outcome: Outcome;
}

export interface BatchOptions<Input extends OperationInput> {
  readonly inputs: readonly Input[];
  /** Carries one out. */
  readonly run: (input: Input, signal: AbortSignal) => Promise<Outcome>;
  /** What is not sent when it is aborted stays unsent. */
  readonly signal: AbortSignal;
  /** Called after each one, with all that have ended. */
  readonly progress?: (ended: readonly BatchResult<Input>[]) => void;
}

/** Runs all, a bounded number at once, and tells of each how it ended, in their order. Never rejects. */
export async function runBatch<Input extends OperationInput>({
  inputs,
  run,
  signal,
  progress,
}: BatchOptions<Input>): Promise<readonly BatchResult<Input>[]> {
  const results = new Map<Input, BatchResult<Input>>();
  await forEachAtOnce(inputs, atOnce, async input => {
    const outcome = signal.aborted ? ({ kind: 'cancelled' } as const) : await attempt(run, input, signal);
    results.set(input, { input: input, outcome });
    progress?.([...results.values()]);
  });
  return inputs.flatMap(input => results.get(input) ?? []);
}

/** What could not be written down was not sent: that is a failure of this one, not of the others. */
async function attempt<Input extends OperationInput>(
  run: BatchOptions<Input>['run'],
  input: Input,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    // A signal of its own, as Node warns of more than ten listeners at one.
    return await run(input, AbortSignal.any([signal]));
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) };
  }
}
