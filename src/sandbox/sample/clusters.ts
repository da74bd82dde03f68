import { hour } from '../model/clock';
import type { ClusterTraits } from './cluster';

/** The clusters of the sample account, by name: each is there for something that a user meets. `now`: ms since the epoch. */
export function sampleClusters(now: number): readonly ClusterTraits[] {
  return [analytics(now), ...others];
}

const others: readonly ClusterTraits[] = [
  {
    name: 'clickstream',
    nodeType: 'ra3.16xlarge',
    nodes: 6,
    ageDays: 1460,
    retentionDays: 35,
    encryption: 'kms',
    tags: { team: 'data-platform', environment: 'production', 'cost-center': '4711' },
    more: { DBName: 'events', AvailabilityZoneRelocationStatus: 'enabled' },
  },
  {
    name: 'finance-dw',
    nodeType: 'ra3.xlplus',
    nodes: 2,
    ageDays: 910,
    retentionDays: 35,
    encryption: 'kms',
    tags: { team: 'finance', environment: 'production' },
    more: { ClusterStatus: 'paused', ClusterAvailabilityStatus: 'Paused', DBName: 'ledger' },
  },
  {
    name: 'hr-restricted',
    nodeType: 'dc2.large',
    nodes: 2,
    ageDays: 2400,
    retentionDays: 1,
    encryption: 'hsm',
    tags: { team: 'people', confidentiality: 'restricted' },
    more: { DBName: 'hr', MaintenanceTrackName: 'trailing' },
  },
  {
    name: 'ingest-staging',
    nodeType: 'dc2.8xlarge',
    nodes: 3,
    ageDays: 320,
    retentionDays: 3,
    tags: { team: 'data-platform', environment: 'staging' },
    more: {
      ClusterStatus: 'modifying',
      ClusterAvailabilityStatus: 'Modifying',
      PendingModifiedValues: { NumberOfNodes: 4 },
      ResizeInfo: { ResizeType: 'ClassicResize', AllowCancelResize: true },
    },
  },
  { name: 'legacy-dc2', nodeType: 'dc2.large', nodes: 4, ageDays: 3100, retentionDays: 0, tags: { owner: 'nobody' } },
  {
    name: 'ml-features',
    nodeType: 'ra3.large',
    nodes: 1,
    ageDays: 0.01,
    retentionDays: 1,
    encryption: 'kms',
    tags: { team: 'ml', environment: 'production' },
  },
  {
    name: 'reporting-eu',
    nodeType: 'ra3.4xlarge',
    nodes: 2,
    ageDays: 540,
    retentionDays: 14,
    encryption: 'kms',
    managedPassword: true,
    tags: { team: 'bi', environment: 'production' },
    more: { DBName: 'reports', MultiAZ: 'Enabled' },
  },
];

function analytics(now: number): ClusterTraits {
  return {
    name: 'analytics-prod',
    nodeType: 'ra3.4xlarge',
    nodes: 4,
    ageDays: 780,
    retentionDays: 7,
    encryption: 'kms',
    tags: { team: 'analytics', environment: 'production', 'on-call': 'analytics@example.com' },
    more: {
      DBName: 'analytics',
      ClusterSnapshotCopyStatus: {
        DestinationRegion: 'eu-central-1',
        RetentionPeriod: 7,
        ManualSnapshotRetentionPeriod: -1,
        SnapshotCopyGrantName: 'analytics-prod-eu-central-1',
      },
      SnapshotScheduleIdentifier: 'every-12-hours',
      SnapshotScheduleState: 'ACTIVE',
      ExpectedNextSnapshotScheduleTime: new Date(now + 9 * hour),
      ExpectedNextSnapshotScheduleTimeStatus: 'OnTrack',
    },
  };
}

/** A cluster of another Region: only the cross-Region copies of its snapshots are here. */
export const clusterElsewhere: ClusterTraits = {
  name: 'analytics-us',
  nodeType: 'ra3.4xlarge',
  nodes: 2,
  ageDays: 400,
  retentionDays: 7,
  encryption: 'kms',
};

/** Clusters that were deleted, and left manual snapshots behind. */
export const deletedClusters = {
  crm: { name: 'crm-2019', nodeType: 'dc2.large', nodes: 2, ageDays: 2500, retentionDays: 1 },
  poc: { name: 'poc-spectrum', nodeType: 'ra3.xlplus', nodes: 1, ageDays: 210, retentionDays: 1 },
} as const satisfies Record<string, ClusterTraits>;

/** A cluster of a partner's account, which shares one snapshot. */
export const partnerCluster: ClusterTraits = {
  name: 'partner-exchange',
  nodeType: 'ra3.xlplus',
  nodes: 2,
  ageDays: 500,
  retentionDays: 7,
  encryption: 'kms',
};
