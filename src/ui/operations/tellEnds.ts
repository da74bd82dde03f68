import { commands, l10n, window } from 'vscode';
import type { CopyOperation } from '../../core/operations/operation';
import { activityViewId } from '../ids';
import { count } from '../text/format';
import { endText } from './operationText';

/** Tells once how copies ended: those that are available together, each of the others by itself. */
export async function tellEnds(
  operations: readonly CopyOperation[],
  showRecord: (operation: CopyOperation) => unknown,
): Promise<void> {
  const available = operations.filter(({ state }) => state === 'available');
  const alone = available.length > 1 ? operations.filter(({ state }) => state !== 'available') : operations;
  await Promise.all([
    ...alone.map(operation => tellEnd(operation, showRecord)),
    ...(available.length > 1 ? [tellAvailable(available.length)] : []),
  ]);
}

async function tellEnd(operation: CopyOperation, showRecord: (operation: CopyOperation) => unknown): Promise<void> {
  const show = l10n.t('Show JSON');
  const text = endText(operation);
  const chosen =
    operation.state === 'available'
      ? await window.showInformationMessage(text, show)
      : await window.showWarningMessage(text, show);
  if (chosen === show) {
    await showRecord(operation);
  }
}

async function tellAvailable(number: number): Promise<void> {
  const show = l10n.t('Show Activity');
  const text = l10n.t('{0} manual snapshots are available.', count(number));
  if ((await window.showInformationMessage(text, show)) === show) {
    await commands.executeCommand(`${activityViewId}.focus`);
  }
}
