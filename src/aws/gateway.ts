import {
  CopyClusterSnapshotCommand,
  DescribeClusterSnapshotsCommand,
  type DescribeClusterSnapshotsCommandInput,
  DescribeClustersCommand,
  type Cluster as SdkCluster,
  type Snapshot as SdkSnapshot,
} from '@aws-sdk/client-redshift';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Cluster } from '../core/cluster';
import type { CopyAnswer, CopyRequest, Page, RedshiftGateway, SnapshotQuery, SnapshotReference } from '../core/gateway';
import type { JsonObject } from '../core/json';
import { ProblemError, type ProblemKind } from '../core/problem';
import type { Snapshot } from '../core/snapshot';
import type { CallerIdentity } from '../core/target';
import type { Connection } from './connection/connection';
import { toJsonObject } from './json';
import { toCluster, toSnapshot } from './models';
import { followMarkers } from './paging';
import { inputOf, matchesQuery, PAGE_SIZE, sameIdentifier } from './snapshotFilter';

/** Redshift through the AWS SDK. Reading repeats what failed for the moment; changing is sent once. */
export class SdkGateway implements RedshiftGateway {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async *clusters(signal?: AbortSignal): AsyncGenerator<Page<Cluster>, void> {
    for await (const page of this.#clusterPages(undefined, signal)) {
      yield { items: page.items.map(toCluster), more: page.more };
    }
  }

  async *snapshots(query: SnapshotQuery, signal?: AbortSignal): AsyncGenerator<Page<Snapshot>, void> {
    for await (const page of this.#snapshotPages(inputOf(query), signal)) {
      const items = page.items.map(toSnapshot).filter(snapshot => matchesQuery(snapshot, query));
      yield { items, more: page.more };
    }
  }

  async copySnapshot(request: CopyRequest, signal?: AbortSignal): Promise<CopyAnswer> {
    const command = new CopyClusterSnapshotCommand({
      SourceSnapshotIdentifier: request.sourceIdentifier,
      SourceSnapshotClusterIdentifier: request.clusterIdentifier,
      TargetSnapshotIdentifier: request.targetIdentifier,
      ManualSnapshotRetentionPeriod: request.retentionDays,
    });
    const answer = await this.#connection.send(
      { operation: 'CopyClusterSnapshot', changes: true, signal },
      command.middlewareStack,
      (clients, options) => clients.changing.send(command, options),
    );
    if (answer.Snapshot === undefined) {
      throw new ProblemError({
        kind: 'answerNotUnderstood',
        operation: 'CopyClusterSnapshot',
        code: 'NoSnapshot',
        message: 'The answer holds no snapshot.',
        outcomeUnknown: true,
      });
    }
    const { requestId } = answer.$metadata;
    return { snapshot: toSnapshot(answer.Snapshot), response: toJsonObject(answer), ...(requestId && { requestId }) };
  }

  async describeCluster(identifier: string, signal?: AbortSignal): Promise<JsonObject> {
    for await (const page of this.#clusterPages(identifier, signal)) {
      const found = page.items.filter(cluster => sameIdentifier(cluster.ClusterIdentifier, identifier));
      if (found.length > 0) {
        return toJsonObject({ Clusters: found });
      }
    }
    throw notFound('clusterNotFound', 'DescribeClusters', 'ClusterNotFound', `Cluster ${identifier} not found.`);
  }

  async describeSnapshot(reference: SnapshotReference, signal?: AbortSignal): Promise<JsonObject> {
    const { identifier, clusterIdentifier, ownerAccount } = reference;
    // Not the cluster: the service refuses both identifiers together.
    const input = { SnapshotIdentifier: identifier, ...(ownerAccount !== undefined && { OwnerAccount: ownerAccount }) };
    for await (const page of this.#snapshotPages(input, signal)) {
      const found = page.items.filter(
        snapshot =>
          sameIdentifier(snapshot.SnapshotIdentifier, identifier) &&
          sameIdentifier(snapshot.ClusterIdentifier, clusterIdentifier),
      );
      if (found.length > 0) {
        return toJsonObject({ Snapshots: found });
      }
    }
    const message = `Snapshot ${identifier} of cluster ${clusterIdentifier} not found.`;
    throw notFound('snapshotNotFound', 'DescribeClusterSnapshots', 'ClusterSnapshotNotFound', message);
  }

  async callerIdentity(signal?: AbortSignal): Promise<CallerIdentity> {
    const command = new GetCallerIdentityCommand({});
    const answer = await this.#connection.send(
      { operation: 'GetCallerIdentity', changes: false, signal },
      command.middlewareStack,
      (clients, options) => clients.sts.send(command, options),
    );
    return { account: answer.Account ?? '', arn: answer.Arn ?? '' };
  }

  renewCredentials(): void {
    this.#connection.renew();
  }

  dispose(): void {
    this.#connection.dispose();
  }

  #clusterPages(
    identifier: string | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Page<SdkCluster>, void> {
    const operation = 'DescribeClusters';
    return followMarkers(operation, async marker => {
      const input = identifier === undefined ? { MaxRecords: PAGE_SIZE } : { ClusterIdentifier: identifier };
      const command = new DescribeClustersCommand({ ...input, ...(marker !== undefined && { Marker: marker }) });
      const answer = await this.#connection.send(
        { operation, changes: false, signal },
        command.middlewareStack,
        (clients, options) => clients.reading.send(command, options),
      );
      return { items: answer.Clusters ?? [], marker: answer.Marker };
    });
  }

  #snapshotPages(
    input: DescribeClusterSnapshotsCommandInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Page<SdkSnapshot>, void> {
    const operation = 'DescribeClusterSnapshots';
    return followMarkers(operation, async marker => {
      const command = new DescribeClusterSnapshotsCommand({
        ...input,
        ...(marker !== undefined && { Marker: marker }),
      });
      const answer = await this.#connection.send(
        { operation, changes: false, signal },
        command.middlewareStack,
        (clients, options) => clients.reading.send(command, options),
      );
      return { items: answer.Snapshots ?? [], marker: answer.Marker };
    });
  }
}

/** For an endpoint that answers with other things than those asked for. */
function notFound(kind: ProblemKind, operation: string, code: string, message: string): ProblemError {
  return new ProblemError({ kind, operation, code, message });
}
