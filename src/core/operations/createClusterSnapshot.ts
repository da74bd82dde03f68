import type { Cluster } from '../model/cluster';
import type { Tag } from '../model/tag';
import { attempt, failures, refuseTaken } from './attempt';
import { lifeOf } from './lifeOf';
import type { Examination, Operation } from './operation';
import { clusterName, newName, retentionPeriod, tagsParameter } from './parameters';
import { type Reads, sameText } from './reads';
import type { Refusal } from './refusal';

/** The parameters of CreateClusterSnapshot. The period is always sent: the service's own default is not certain. */
export type CreateInput = {
  readonly SnapshotIdentifier: string;
  readonly ClusterIdentifier: string;
  readonly ManualSnapshotRetentionPeriod: number;
  readonly Tags?: readonly Tag[];
};

/** Makes a manual snapshot of a cluster as it is now. */
export const createClusterSnapshot: Operation<CreateInput> = {
  name: 'CreateClusterSnapshot',
  effect: 'creates',
  documentation: 'Makes a manual snapshot of a cluster as it is now.',
  requestWord: 'create',
  command: 'createSnapshot',
  words: { verb: 'create', several: 'creations', done: 'Created' },
  resend: 'whenNotThere',
  parameters: [
    newName('SnapshotIdentifier', ['snapshot', 'target']),
    clusterName({
      name: 'ClusterIdentifier',
      required: true,
      alsoCalled: ['cluster'],
      documentation: 'The cluster to make a snapshot of. Its state must be `available`.',
    }),
    retentionPeriod('Redshift counts from when the snapshot is complete.'),
    tagsParameter('The tags of the new snapshot, as a list of `{ "Key": …, "Value": … }`.', { required: false }),
  ],
  subject: ({ input }) => ({ identifier: input.SnapshotIdentifier, cluster: input.ClusterIdentifier }),
  about: ({ clusterIdentifier }) => ({ ClusterIdentifier: clusterIdentifier }),
  examine,
  // Not by its create time, which moves until the snapshot is complete.
  outcomeOf: (found, { input }) => {
    if (found === undefined) {
      return 'notDone';
    }
    const isOurs =
      sameText(found.clusterIdentifier, input.ClusterIdentifier) &&
      found.manualRetentionDays === input.ManualSnapshotRetentionPeriod;
    return isOurs ? lifeOf(found) : 'other';
  },
  compares: ['clusterIdentifier', 'manualRetentionDays', 'type'],
  expected: ({ input }) => ({
    clusterIdentifier: input.ClusterIdentifier,
    manualRetentionDays: input.ManualSnapshotRetentionPeriod,
    type: 'manual',
  }),
};

async function examine(reads: Reads, input: CreateInput, signal: AbortSignal): Promise<Examination> {
  const [cluster, target, caller] = await Promise.all([
    attempt(() => reads.cluster(input.ClusterIdentifier, signal)),
    attempt(() => reads.manual(input.SnapshotIdentifier, signal)),
    attempt(() => reads.caller(signal)),
  ]);
  const refusals: readonly (Refusal | undefined)[] = [
    ...failures({ cluster, target, caller }),
    cluster.ok ? refuseCluster(cluster.value) : undefined,
    refuseTaken(target, caller),
  ];
  return { caller, refusals: refusals.filter(refusal => refusal !== undefined) };
}

function refuseCluster(cluster: Cluster | undefined): Refusal | undefined {
  if (cluster === undefined) {
    return { kind: 'clusterGone' };
  }
  return cluster.status === 'available' ? undefined : { kind: 'clusterNotAvailable', cluster };
}
