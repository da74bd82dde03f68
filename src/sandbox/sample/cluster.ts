import type { Cluster } from '@aws-sdk/client-redshift';
import { day } from '../model/clock';
import type { StoredCluster } from '../state/record';
import type { SampleContext } from './sampleContext';

/** What tells one sample cluster from another. */
export interface ClusterTraits {
  readonly name: string;
  readonly nodeType: string;
  readonly nodes: number;
  readonly ageDays: number;
  /** AutomatedSnapshotRetentionPeriod; 0 is off. */
  readonly retentionDays: number;
  /** With a customer managed key, with an HSM, or not at all. */
  readonly encryption?: 'kms' | 'hsm';
  /** true: the admin password is kept by AWS Secrets Manager. */
  readonly managedPassword?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** Anything else that differs. */
  readonly more?: Partial<Cluster>;
}

/** A cluster with all that DescribeClusters tells of a real one. */
export function makeCluster(traits: ClusterTraits, place: SampleContext): StoredCluster {
  return {
    ...identity(traits, place),
    ...network(traits, place),
    ...maintenance(place),
    ...security(traits, place),
    ...storage(traits),
    Tags: Object.entries(traits.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    ...traits.more,
  } as StoredCluster;
}

function identity(traits: ClusterTraits, { now, region, account, random }: SampleContext): Partial<Cluster> {
  return {
    ClusterIdentifier: traits.name,
    NodeType: traits.nodeType,
    ClusterStatus: 'available',
    ClusterAvailabilityStatus: 'Available',
    MasterUsername: 'awsuser',
    DBName: 'dev',
    ClusterCreateTime: new Date(now - traits.ageDays * day),
    AutomatedSnapshotRetentionPeriod: traits.retentionDays,
    ManualSnapshotRetentionPeriod: -1,
    ClusterVersion: '1.0',
    ClusterRevisionNumber: '137620',
    NumberOfNodes: traits.nodes,
    PendingModifiedValues: {},
    ClusterNamespaceArn: `arn:aws:redshift:${region}:${account}:namespace:${random.uuid()}`,
  };
}

function network(traits: ClusterTraits, { region, random }: SampleContext): Partial<Cluster> {
  return {
    Endpoint: { Address: `${traits.name}.${random.hex(12)}.${region}.redshift.amazonaws.com`, Port: 5439 },
    AvailabilityZone: `${region}${'abc'.charAt(random.integer(0, 2))}`,
    VpcId: `vpc-${random.hex(17)}`,
    VpcSecurityGroups: [{ VpcSecurityGroupId: `sg-${random.hex(17)}`, Status: 'active' }],
    ClusterSecurityGroups: [],
    ClusterSubnetGroupName: 'private-subnets',
    PubliclyAccessible: false,
    EnhancedVpcRouting: traits.nodeType.startsWith('ra3'),
    AvailabilityZoneRelocationStatus: 'disabled',
    MultiAZ: 'Disabled',
  };
}

function maintenance({ now }: SampleContext): Partial<Cluster> {
  return {
    ClusterParameterGroups: [{ ParameterGroupName: 'default.redshift-1.0', ParameterApplyStatus: 'in-sync' }],
    PreferredMaintenanceWindow: 'sun:03:30-sun:04:00',
    AllowVersionUpgrade: true,
    MaintenanceTrackName: 'current',
    DeferredMaintenanceWindows: [],
    NextMaintenanceWindowStartTime: new Date(Math.ceil(now / day) * day + 3.5 * 3_600_000),
    AquaConfiguration: { AquaStatus: 'disabled', AquaConfigurationStatus: 'auto' },
  };
}

function security(traits: ClusterTraits, { region, account, random }: SampleContext): Partial<Cluster> {
  const key = `arn:aws:kms:${region}:${account}:key/${random.uuid()}`;
  const secret = `arn:aws:secretsmanager:${region}:${account}:secret:redshift!${traits.name}-awsuser-${random.hex(6)}`;
  return {
    Encrypted: traits.encryption !== undefined,
    ...(traits.encryption === 'kms' ? { KmsKeyId: key } : {}),
    ...(traits.encryption === 'hsm'
      ? {
          HsmStatus: {
            HsmClientCertificateIdentifier: 'hsm-client',
            HsmConfigurationIdentifier: 'hsm',
            Status: 'active',
          },
        }
      : {}),
    ...(traits.managedPassword ? { MasterPasswordSecretArn: secret, MasterPasswordSecretKmsKeyId: key } : {}),
    IamRoles: [{ IamRoleArn: `arn:aws:iam::${account}:role/redshift-${traits.name}`, ApplyStatus: 'in-sync' }],
  };
}

/** MB a node. Source: "Amazon Redshift clusters", node type details of the Redshift guide. */
const capacity: Readonly<Record<string, number>> = {
  'dc2.large': 163_840,
  'dc2.8xlarge': 2_621_440,
  'ra3.large': 8_388_608,
  'ra3.xlplus': 33_554_432,
  'ra3.4xlarge': 134_217_728,
  'ra3.16xlarge': 134_217_728,
};

function storage({ nodeType, nodes }: ClusterTraits): Partial<Cluster> {
  const compute = Array.from({ length: nodes }, (_, i) => ({
    NodeRole: `COMPUTE-${i}`,
    PrivateIPAddress: `10.0.${nodes}.${10 + i}`,
  }));
  return {
    TotalStorageCapacityInMegaBytes: (capacity[nodeType] ?? 0) * nodes,
    ClusterNodes:
      nodes > 1 ? [{ NodeRole: 'LEADER', PrivateIPAddress: `10.0.${nodes}.5` }, ...compute] : [{ NodeRole: 'SHARED' }],
    ElasticResizeNumberOfNodeOptions: `[${nodes * 2}]`,
  };
}
