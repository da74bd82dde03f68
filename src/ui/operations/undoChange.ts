import { l10n } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import { inverseOf } from '../../core/operations/all';
import type { OperationRecord } from '../../core/operations/record';
import type { Session } from '../../core/session/session';
import { chosenOperations } from '../activity/operationArguments';
import { UserError } from '../commands/userError';
import { callerText } from '../text/targetText';
import type { Runner } from './runner';
import { takeBack } from './takeBack';

export interface UndoHost {
  readonly tracker: Tracker;
  readonly runner: Pick<Runner, 'run'>;
}

/** Takes back what rows of Activity say was done, if the snapshots are still as they were left. */
export async function undoChange({ tracker, runner }: UndoHost, given: readonly unknown[]): Promise<void> {
  const records = chosenOperations(tracker, given).filter(record => inverseOf(record).length > 0);
  const owned = records.map(record => ({ record, session: ownerOf(tracker, record) }));
  for (const session of new Set(owned.map(owner => owner.session))) {
    const own = owned.filter(owner => owner.session === session).map(({ record }) => record);
    const undos = own.flatMap(record => (record.after ? [{ calls: inverseOf(record), seen: record.after }] : []));
    await takeBack(undos, (operation, inputs, seen) => runner.run(operation, session, inputs, { seen }));
  }
}

function ownerOf(tracker: Tracker, record: OperationRecord): Session {
  const session = tracker.sessionOf(record);
  if (session === undefined) {
    const where = callerText(record.target, record.identity);
    throw new UserError(l10n.t('This change was made in {0}. Choose that profile to undo it.', where), {
      steps: ['chooseProfile'],
    });
  }
  return session;
}
