import { l10n } from 'vscode';
import { showInformation } from '../vscode/window';
import { rowCommands } from './rowCommands';

/**
 * VS Code calls a command from a row with the row and the selection. While it asks for a node's rows anew it knows none of
 * them, and hands over nothing in the place of each (microsoft/vscode#144250).
 */
export function isOfLostRow(id: string, given: readonly unknown[]): boolean {
  const [row, selected] = given;
  // From the command palette there is no second argument.
  const isLost = Array.isArray(selected) ? selected.some(isNothing) : given.length > 1 && isNothing(row);
  return isLost && rowCommands.has(id);
}

/** No guess at which row it was: the wrong snapshot would be copied. */
export function tellLostRow(): void {
  // Not awaited: the message may stay.
  void showInformation(l10n.t('That row was just being updated, so nothing was done. Try again.'));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}
