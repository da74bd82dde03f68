import { commandIds } from './ids';

/** Those in the menus and icons of rows; a test proves that package.json has the same. */
export const rowCommands: ReadonlySet<string> = new Set([
  commandIds.copyArn,
  commandIds.copyAs,
  commandIds.copyIdentifier,
  commandIds.copyToManual,
  commandIds.newCopyRequest,
  commandIds.previewResponse,
  commandIds.refreshNode,
  commandIds.saveEvidence,
  commandIds.showEvidence,
  commandIds.showEvidenceUnmasked,
  commandIds.showJson,
  commandIds.stopWatching,
]);
