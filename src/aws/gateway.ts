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
import { KeptTexts } from './listing/keptTexts';
import { Pace } from './listing/pace';
import { Patience } from './listing/patience';
import { listSnapshots } from './listing/snapshotListing';
import { realTime } from './listing/time';
import type { TimeRange } from './listing/timeRange';
import { toCluster, toSnapshot } from './models';
import { type Fetched, followMarkers } from './paging';
import { inputOf, matchesQuery, PAGE_SIZE, sameIdentifier } from './snapshotFilter';

/** Redshift through the AWS SDK. Reading repeats what failed for the moment; changing is sent once. */
export class SdkGateway implements RedshiftGateway {
  readonly #connection: Connection;
  readonly #pace = new Pace(realTime);
  readonly #patience = new Patience(this.#pace, realTime);
  readonly #texts = new KeptTexts();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async *clusters(signal?: AbortSignal): AsyncGenerator<Page<Cluster>, void> {
    for await (const page of this.#clusterPages(undefined, signal)) {
      yield { items: page.items.map(cluster => toCluster(cluster, this.#texts)), more: page.more };
    }
  }

  async cluster(identifier: string, signal?: AbortSignal): Promise<Cluster> {
    return toCluster(await this.#findCluster(identifier, signal), this.#texts);
  }

  async *snapshots(query: SnapshotQuery, signal?: AbortSignal): AsyncGenerator<Page<Snapshot>, void> {
    const input = inputOf(query);
    const fetch = async (more: DescribeClusterSnapshotsCommandInput, client: 'reading' | 'listing', stop = signal) => {
      const { items, marker } = await this.#fetchSnapshots({ ...input, ...more }, client, stop);
      return { items: items.map(item => toSnapshot(item, this.#texts)), marker };
    };
    const fetchPage = (marker: string | undefined) => fetch({ Marker: marker }, 'reading');
    const pages =
      query.snapshotIdentifier === undefined
        ? listSnapshots({
            fetchPage,
            fetchRange: ({ range, marker }, stop) =>
              this.#patience.send(() => fetch({ ...timesOf(range), Marker: marker }, 'listing', stop), stop),
            // One or two requests are all that most clusters need.
            firstPages: query.clusterIdentifier === undefined ? 1 : 2,
            pace: this.#pace,
            signal: signal ?? new AbortController().signal,
          })
        : followMarkers('DescribeClusterSnapshots', fetchPage);
    for await (const { items, more } of pages) {
      yield { items: items.filter(snapshot => matchesQuery(snapshot, query)), more };
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
    return toJsonObject({ Clusters: [await this.#findCluster(identifier, signal)] });
  }

  async describeSnapshot(reference: SnapshotReference, signal?: AbortSignal): Promise<JsonObject> {
    const { identifier, clusterIdentifier, ownerAccount } = reference;
    // Not the cluster: the service refuses both identifiers together.
    const input = { SnapshotIdentifier: identifier, ...(ownerAccount !== undefined && { OwnerAccount: ownerAccount }) };
    const pages = followMarkers('DescribeClusterSnapshots', marker =>
      this.#fetchSnapshots({ ...input, Marker: marker }, 'reading', signal),
    );
    for await (const page of pages) {
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

  allowQuestions(): void {
    this.#connection.allowQuestions();
  }

  renewCredentials(): void {
    this.#connection.renew();
  }

  dispose(): void {
    this.#connection.dispose();
  }

  async #findCluster(identifier: string, signal: AbortSignal | undefined): Promise<SdkCluster> {
    for await (const page of this.#clusterPages(identifier, signal)) {
      const found = page.items.find(cluster => sameIdentifier(cluster.ClusterIdentifier, identifier));
      if (found !== undefined) {
        return found;
      }
    }
    throw notFound('clusterNotFound', 'DescribeClusters', 'ClusterNotFound', `Cluster ${identifier} not found.`);
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

  /** One page; `listing` tries once only. */
  async #fetchSnapshots(
    input: DescribeClusterSnapshotsCommandInput,
    client: 'reading' | 'listing',
    signal: AbortSignal | undefined,
  ): Promise<Fetched<SdkSnapshot>> {
    const command = new DescribeClusterSnapshotsCommand(input);
    const answer = await this.#connection.send(
      { operation: 'DescribeClusterSnapshots', changes: false, signal },
      command.middlewareStack,
      (clients, options) => clients[client].send(command, options),
    );
    return { items: answer.Snapshots ?? [], marker: answer.Marker };
  }
}

function timesOf({ start, end }: TimeRange): DescribeClusterSnapshotsCommandInput {
  return {
    ...(start !== undefined && { StartTime: new Date(start) }),
    ...(end !== undefined && { EndTime: new Date(end) }),
  };
}

/** For an endpoint that answers with other things than those asked for. */
function notFound(kind: ProblemKind, operation: string, code: string, message: string): ProblemError {
  return new ProblemError({ kind, operation, code, message });
}
