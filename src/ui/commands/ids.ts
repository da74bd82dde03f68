import type { Operation } from '../../core/operations/operation';

const prefix = 'redshiftSnapshots';

/** Beside those of operations, every id that package.json names as well; a test proves that the two agree. */
export const commandIds = {
  retryFailed: `${prefix}.retryFailed`,
  undoChange: `${prefix}.undoChange`,
  keepExpiring: `${prefix}.keepExpiring`,
  showJson: `${prefix}.showJson`,
  showEvents: `${prefix}.showEvents`,
  showStorage: `${prefix}.showStorage`,
  openRow: `${prefix}.openRow`,
  openRecord: `${prefix}.openRecord`,
  refresh: `${prefix}.refresh`,
  refreshNode: `${prefix}.refreshNode`,
  filter: `${prefix}.filter`,
  clearFilter: `${prefix}.clearFilter`,
  selectProfile: `${prefix}.selectProfile`,
  selectRegion: `${prefix}.selectRegion`,
  exploreSampleData: `${prefix}.exploreSampleData`,
  showLog: `${prefix}.showLog`,
  copyIdentifier: `${prefix}.copyIdentifier`,
  copyArn: `${prefix}.copyArn`,
  openConfigFile: `${prefix}.openConfigFile`,
  checkPermissions: `${prefix}.checkPermissions`,
  openWalkthrough: `${prefix}.openWalkthrough`,
  showRecord: `${prefix}.showRecord`,
  showRecordUnmasked: `${prefix}.showRecordUnmasked`,
  saveRecord: `${prefix}.saveRecord`,
  stopWatching: `${prefix}.stopWatching`,
  exportActivity: `${prefix}.exportActivity`,
  clearActivity: `${prefix}.clearActivity`,
  newRequest: `${prefix}.newRequest`,
  checkRequest: `${prefix}.checkRequest`,
  runRequest: `${prefix}.runRequest`,
  showRequestAsCli: `${prefix}.showRequestAsCli`,
  previewResponse: `${prefix}.previewResponse`,
  copyAs: `${prefix}.copyAs`,
  copyValue: `${prefix}.copyValue`,
  copyValueAsYaml: `${prefix}.copyValueAsYaml`,
  copyValueAsTable: `${prefix}.copyValueAsTable`,
  runStep: `${prefix}.runStep`,
} as const;

/** The command of an operation. */
export function operationCommandId({ command }: Pick<Operation, 'command'>): string {
  return `${prefix}.${command}`;
}

/** Ids of earlier versions, which go on working. */
export const formerIds = {
  newCopyRequest: `${prefix}.newCopyRequest`,
} as const;

export const viewId = `${prefix}.clusters`;
export const activityViewId = `${prefix}.activity`;
export const stateContextKey = `${prefix}.state`;
export const filteredContextKey = `${prefix}.filtered`;
export const walkthroughId = 'redshift-snapshots.redshift-snapshots#keepSnapshot';
export const documentScheme = 'redshift-snapshot';
/** Read-only documents with the command of another tool. */
export const commandTextScheme = 'redshift-snapshot-command';
/** The JSON schema of request files. */
export const requestSchemaScheme = 'redshift-snapshot-schema';
