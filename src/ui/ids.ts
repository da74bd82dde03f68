/** Every id that package.json names as well; a test proves that the two agree. */
const prefix = 'redshiftSnapshots';

export const commandIds = {
  copyToManual: `${prefix}.copyToManual`,
  showJson: `${prefix}.showJson`,
  refresh: `${prefix}.refresh`,
  refreshNode: `${prefix}.refreshNode`,
  selectProfile: `${prefix}.selectProfile`,
  selectRegion: `${prefix}.selectRegion`,
  exploreSampleData: `${prefix}.exploreSampleData`,
  showLog: `${prefix}.showLog`,
  copyIdentifier: `${prefix}.copyIdentifier`,
  copyArn: `${prefix}.copyArn`,
  openConfigFile: `${prefix}.openConfigFile`,
  checkPermissions: `${prefix}.checkPermissions`,
  openWalkthrough: `${prefix}.openWalkthrough`,
  showEvidence: `${prefix}.showEvidence`,
  saveEvidence: `${prefix}.saveEvidence`,
  stopWatching: `${prefix}.stopWatching`,
  exportActivity: `${prefix}.exportActivity`,
  clearActivity: `${prefix}.clearActivity`,
  runStep: `${prefix}.runStep`,
} as const;

export const viewId = `${prefix}.clusters`;
export const activityViewId = `${prefix}.activity`;
export const stateContextKey = `${prefix}.state`;
export const walkthroughId = 'redshift-snapshots.redshift-snapshots#keepSnapshot';
export const documentScheme = 'redshift-snapshot';
