/** The four parameters of CopyClusterSnapshot, all of them always sent. */
export type CopyInput = {
  readonly SourceSnapshotIdentifier: string;
  readonly SourceSnapshotClusterIdentifier: string;
  readonly TargetSnapshotIdentifier: string;
  /** Days: -1 (until deleted) or 1 to 3653. */
  readonly ManualSnapshotRetentionPeriod: number;
};

/** What is copied and how the copy is called: all that the checks before it need. */
export type CopyNames = Omit<CopyInput, 'ManualSnapshotRetentionPeriod'>;
