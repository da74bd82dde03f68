import type { Tracker } from '../../core/activity/tracker';
import type { OperationRecord } from '../../core/operations/record';

/** What VS Code hands a command from the view "Activity", the row and all selected rows if it is one of them, as it is by now. */
export function chosenOperations(
  tracker: Pick<Tracker, 'latest'>,
  [operation, selected]: readonly unknown[],
): readonly OperationRecord[] {
  const rows = Array.isArray(selected) ? selected : [operation];
  return rows.filter(isOperation).map(row => tracker.latest(row));
}

export function isOperation(value: unknown): value is OperationRecord {
  return typeof value === 'object' && value !== null && 'input' in value && 'planned' in value;
}
