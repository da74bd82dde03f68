import { commandIds } from './ids';

/** Those in the menus and icons of rows; a test proves that package.json has the same. */
export const rowCommands: ReadonlySet<string> = new Set([
  commandIds.changeRetention,
  commandIds.copyArn,
  commandIds.copyAs,
  commandIds.copyIdentifier,
  commandIds.copyToManual,
  commandIds.createSnapshot,
  commandIds.deleteSnapshot,
  commandIds.newCopyRequest,
  commandIds.previewResponse,
  commandIds.refreshNode,
  commandIds.saveEvidence,
  commandIds.showEvidence,
  commandIds.showEvidenceUnmasked,
  commandIds.showJson,
  commandIds.stopWatching,
  commandIds.undoChange,
]);
