import { l10n } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import { inverseOf, operations } from '../../core/operations/all';
import { chosenOperations } from '../activity/operationArguments';
import { UserError } from '../commands/userError';
import { callerText } from '../text/targetText';
import type { Runner } from './runner';

export interface UndoHost {
  readonly tracker: Tracker;
  readonly runner: Pick<Runner, 'run'>;
}

/** Takes back what rows of Activity say was done, if the snapshots are still as they were left. */
export async function undoChange({ tracker, runner }: UndoHost, given: readonly unknown[]): Promise<void> {
  for (const record of chosenOperations(tracker, given)) {
    const input = inverseOf(record);
    const session = tracker.sessionOf(record);
    if (session === undefined) {
      const where = callerText(record.target, record.identity);
      throw new UserError(l10n.t('This change was made in {0}. Choose that profile to undo it.', where), {
        steps: ['chooseProfile'],
      });
    }
    if (input !== undefined) {
      const seen = record.after === undefined ? undefined : [record.after];
      await runner.run(operations[record.operation], session, [input], { seen });
    }
  }
}
