/** Manual snapshots of an account in a Region, unless its quota was raised (quotas of Amazon Redshift). No call tells the real one. */
export const defaultManualSnapshotQuota = 20;
