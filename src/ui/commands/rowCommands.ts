import { allOperations } from '../../core/operations/all';
import type { TreeNode } from '../../core/tree/nodes';
import { commandIds, operationCommandId } from './ids';
import { operationsOn } from './rowOfNode';

/** Those in the menus and icons of rows; a test proves that package.json has the same. */
export const rowCommands: ReadonlySet<string> = new Set([
  ...allOperations.map(operationCommandId),
  commandIds.copyArn,
  commandIds.copyAs,
  commandIds.copyIdentifier,
  commandIds.keepExpiring,
  commandIds.newRequest,
  commandIds.previewResponse,
  commandIds.refreshNode,
  commandIds.saveRecord,
  commandIds.showRecord,
  commandIds.showRecordUnmasked,
  commandIds.showJson,
  commandIds.showEvents,
  commandIds.stopWatching,
  commandIds.undoChange,
]);

/** Beside those of operations, the commands that are about the selected rows when the Command Palette calls them. */
const onSelection: ReadonlySet<string> = new Set([
  commandIds.copyAs,
  commandIds.newRequest,
  commandIds.previewResponse,
]);

/** What a command is called with: from the Command Palette with what a menu of the selected rows would hand over. */
export function withSelection(
  id: string,
  given: readonly unknown[],
  selection: readonly TreeNode[],
): readonly unknown[] {
  if (given.length > 0 || !onSelection.has(id)) {
    return given;
  }
  const rows = selection.filter(({ kind }) => kind === 'cluster' || kind === 'snapshot');
  const isMeant = id !== commandIds.newRequest || operationsOn(...rows).length > 0;
  return rows.length > 0 && isMeant ? [rows[0], rows] : given;
}
