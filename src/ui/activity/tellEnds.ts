import { l10n } from 'vscode';
import type { OperationRecord } from '../../core/operations/record';
import { count } from '../text/format';
import { endText } from '../text/operationText';
import { otherRetentionText } from '../text/retentionText';
import { showInformation, showWarning } from '../vscode/window';

export interface TellOptions {
  readonly showRecord: (operation: OperationRecord) => unknown;
  readonly showActivity: () => Promise<void>;
  /** Where it was carried out, if that is not what is on the screen. */
  readonly placeOf: (operation: OperationRecord) => string | undefined;
}

/** Tells once how operations ended: those that are available, and kept as promised, together, each of the others by itself. */
export async function tellEnds(operations: readonly OperationRecord[], options: TellOptions): Promise<void> {
  const here = operations.filter(operation => options.placeOf(operation) === undefined);
  const available = here.filter(operation => operation.state === 'available' && isAsPromised(operation));
  const together = available.length > 1 ? available : [];
  const alone = operations.filter(operation => !together.includes(operation));
  await Promise.all([
    ...alone.map(operation => tellEnd(operation, options)),
    ...(together.length > 0 ? [tellAvailable(together.length, options)] : []),
  ]);
}

async function tellEnd(operation: OperationRecord, { showRecord, placeOf }: TellOptions): Promise<void> {
  const show = l10n.t('Show JSON');
  const text = endText(operation, placeOf(operation));
  const isGood = operation.state === 'available' || operation.state === 'done';
  const chosen = isGood ? await showInformation(text, show) : await showWarning(text, show);
  if (chosen === show) {
    await showRecord(operation);
  }
}

async function tellAvailable(number: number, { showActivity }: TellOptions): Promise<void> {
  const show = l10n.t('Show Activity');
  const text = l10n.t('{0} manual snapshots are available.', count(number));
  if ((await showInformation(text, show)) === show) {
    await showActivity();
  }
}

function isAsPromised(operation: OperationRecord): boolean {
  return otherRetentionText(operation, operation.after) === undefined;
}
