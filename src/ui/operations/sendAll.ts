import { l10n } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import type { OperationInput } from '../../core/model/gateway';
import type { Snapshot } from '../../core/model/snapshot';
import { type BatchChecks, checkBatch } from '../../core/operations/batch/checkBatch';
import { type BatchResult, runBatch } from '../../core/operations/batch/runBatch';
import { sharedReads } from '../../core/operations/batch/sharedReads';
import type { Operation } from '../../core/operations/operation';
import { run } from '../../core/operations/run';
import type { Session } from '../../core/session/session';
import { count } from '../text/format';
import { operationWords, wordsOf } from '../text/operationWords';
import { withProgress } from '../vscode/progress';

/** Everything that is going to be sent. */
export interface Sending<Input extends OperationInput> {
  readonly operation: Operation<Input>;
  readonly session: Session;
  readonly inputs: readonly Input[];
  /** What the user saw of each, where there was something to see. */
  readonly seen?: readonly Snapshot[] | undefined;
  /** What the checks have said, where they were made before. */
  readonly checks?: BatchChecks<Input> | undefined;
}

/** How all ended, and when that is written down. */
export interface Sent<Input extends OperationInput> {
  readonly results: readonly BatchResult<Input>[];
  /** Never rejects. */
  readonly saved: Promise<unknown>;
}

/** Checks all behind a progress notification, for a summary. Undefined: cancelled. */
export function checkAll<Input extends OperationInput>({
  operation,
  session: { gateway, ended },
  inputs,
  seen,
}: Sending<Input>): Promise<BatchChecks<Input> | undefined> {
  const [only, ...others] = inputs;
  const title =
    only === undefined || others.length > 0
      ? l10n.t('Checking {0} snapshots', count(inputs.length))
      : l10n.t('Checking {0}', (operation.source?.(only) ?? operation.subject({ input: only })).identifier);
  return withProgress(title, async cancelled => {
    const signal = AbortSignal.any([cancelled, ended]);
    const checks = await checkBatch({ gateway, operation, inputs, seen, signal });
    return cancelled.aborted ? undefined : checks;
  });
}

/** Sends all behind a progress notification; each is told as soon as it has ended. Never rejects. */
export function sendAll<Input extends OperationInput>(
  tracker: Pick<Tracker, 'begin'>,
  { operation, session, inputs, seen = [], checks }: Sending<Input>,
  ended: (result: BatchResult<Input>) => void,
): Promise<Sent<Input>> {
  const { gateway } = session;
  const saved: Promise<void>[] = [];
  const [only, ...others] = inputs;
  const one =
    only !== undefined && others.length === 0 ? wordsOf({ operation: operation.name, input: only }) : undefined;
  const title = one?.doing ?? operationWords[operation.name].several(count(inputs.length)).doing;
  return withProgress(title, async (signal, progress) => {
    const reads = sharedReads(gateway, { operation, inputs, signal });
    const results = await runBatch({
      inputs,
      signal,
      run: async (input, own) => {
        const checked = checks?.get(input);
        if (checked?.ok === false) {
          return { kind: 'refused', refusal: checked.reason };
        }
        const done = await run({
          ...{ operation, gateway, input, reads, signal: own, checked: checked?.value },
          seen: seen[inputs.indexOf(input)],
          entry: tracker.begin(session, operation, input),
          inDoubt: () => one && progress.report({ message: one.inDoubt }),
        });
        // The next one is sent while the outcome is written down.
        saved.push(done.saved);
        ended({ input, outcome: done.outcome });
        return done.outcome;
      },
      progress: all =>
        one === undefined &&
        progress.report({ message: progressText(all, inputs.length), increment: 100 / inputs.length }),
    });
    return { results, saved: Promise.all(saved) };
  });
}

/** `7 of 12, 1 failed` */
function progressText(ended: readonly BatchResult[], all: number): string {
  const failed = ended.filter(({ outcome }) => outcome.kind !== 'done' && outcome.kind !== 'cancelled').length;
  const done = l10n.t('{0} of {1}', count(ended.length), count(all));
  return failed === 0 ? done : `${done}, ${l10n.t('{0} failed', count(failed))}`;
}
