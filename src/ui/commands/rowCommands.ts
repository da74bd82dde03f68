import { allOperations } from '../../core/operations/all';
import { commandIds, operationCommandId } from './ids';

/** Those in the menus and icons of rows; a test proves that package.json has the same. */
export const rowCommands: ReadonlySet<string> = new Set([
  ...allOperations.map(operationCommandId),
  commandIds.copyArn,
  commandIds.copyAs,
  commandIds.copyIdentifier,
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
