/** A provisioned cluster, as far as rows, tooltips and rules need it. Source: DescribeClusters. */
export interface Cluster {
  readonly identifier: string;
  /** The service's word, e.g. `available`, `paused`, `modifying`; an unknown word is kept as it came. */
  readonly status: string;
  /** E.g. `Available`, `Unavailable`, `Maintenance`, `Modifying`, `Failed` (ClusterAvailabilityStatus). */
  readonly availability?: string;
  readonly nodeType?: string;
  readonly numberOfNodes?: number;
  readonly encrypted: boolean;
  /** Days that automated snapshots are kept: 0 (off) to 35. Absent where the service did not say. */
  readonly automatedRetentionDays?: number;
  /** `key=value`. */
  readonly tags?: readonly string[];
  /** Cross-Region copy: where to, and the days that automated copies are kept there. */
  readonly snapshotCopy?: { readonly destinationRegion: string; readonly retentionDays?: number };
}
