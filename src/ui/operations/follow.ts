import { l10n } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import type { OperationInput } from '../../core/model/gateway';
import { operations } from '../../core/operations/all';
import type { BatchResult } from '../../core/operations/batch/runBatch';
import { count } from '../text/format';
import { nothingText, operationWords } from '../text/operationWords';
import { outcomeText } from '../text/outcomeText';
import { copiesTags } from '../vscode/settings';
import { showWarning } from '../vscode/window';
import { callOf } from './result';
import { type Sending, sendAll } from './sendAll';
import { type ShowHost, showRow } from './show';

export interface FollowHost extends ShowHost {
  readonly tracker: Pick<Tracker, 'begin'>;
}

/** Sends what goes with what was done. Never rejects: that was done. */
export async function sendFollowing<Input extends OperationInput>(
  host: FollowHost,
  { operation, session }: Sending<Input>,
  done: readonly BatchResult<Input>[],
): Promise<void> {
  const calls = copiesTags()
    ? done.flatMap(({ input, outcome }) =>
        outcome.kind === 'done' ? (operation.follow?.({ input, before: outcome.before }, outcome.snapshot) ?? []) : [],
      )
    : [];
  const [first] = calls;
  if (first === undefined) {
    return;
  }
  if (session.ended.aborted) {
    void showWarning(l10n.t('{0} Another profile or Region has been chosen meanwhile.', nothingText(first.operation)));
    return;
  }
  const next = { operation: operations[first.operation], session, inputs: calls.map(({ input }) => input) };
  const { results } = await session.carryThrough(sendAll(host.tracker, next, result => showRow(host, next, result)));
  const failed = results.filter(({ outcome }) => outcome.kind !== 'done');
  const [worst] = failed;
  if (worst !== undefined) {
    const { several } = operationWords[next.operation.name];
    const text = several(count(results.length)).done(count(results.length - failed.length));
    // Not awaited: nobody has to answer it.
    void showWarning(`${text} ${outcomeText(worst.outcome, callOf(next.operation, worst.input), session.target)}`);
  }
}
