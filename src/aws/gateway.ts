import {
  DescribeClusterSnapshotsCommand,
  type DescribeClusterSnapshotsCommandInput,
  DescribeClustersCommand,
  type DescribeClustersCommandInput,
  DescribeEventsCommand,
  DescribeStorageCommand,
  type RedshiftClient,
  type Cluster as SdkCluster,
  type Snapshot as SdkSnapshot,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-redshift';
import type { Command } from '@smithy/types';
import type { Cluster } from '../core/model/cluster';
import {
  type EventQuery,
  type OperationAnswer,
  type OperationInput,
  type OperationName,
  type Page,
  type RedshiftGateway,
  type SnapshotQuery,
  type SnapshotReference,
  withoutAnswer,
} from '../core/model/gateway';
import type { JsonObject } from '../core/model/json';
import { ProblemError, type ProblemKind } from '../core/model/problem';
import type { Snapshot } from '../core/model/snapshot';
import type { CallerIdentity } from '../core/model/target';
import { commands } from './commands';
import type { Connection } from './connection/connection';
import { KeptTexts } from './listing/keptTexts';
import { RetryPolicy } from './listing/retryPolicy';
import { listSnapshots } from './listing/snapshotListing';
import { realTime } from './listing/time';
import type { TimeRange } from './listing/timeRange';
import { eventInputOf, matchesEventQuery } from './model/eventQuery';
import { toJsonObject } from './model/json';
import { toCluster, toSnapshot } from './model/models';
import { type Fetched, followMarkers } from './model/paging';
import { inputOf, matchesQuery, OLDEST_FIRST, PAGE_SIZE, sameIdentifier } from './model/snapshotFilter';
import { Turns } from './protocol/turns';

/** Which client fetches one page: those for lists try once only, and `listing` reads of a snapshot no more than its model has. */
type Reading = 'reading' | 'listing' | 'listingWhole';

type ReadCommand<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = Command<
  ServiceInputTypes,
  Input,
  ServiceOutputTypes,
  Output,
  RedshiftClient['config']
>;

/**
 * Redshift through the AWS SDK. Lists wait for each other; what is asked for by its name does not wait for them. Reading
 * repeats what failed for the moment; changing is sent once.
 */
export class SdkGateway implements RedshiftGateway {
  readonly #connection: Connection;
  readonly #atHand: boolean;
  readonly #retryPolicy: RetryPolicy;
  readonly #texts = new KeptTexts();
  /** Making and signing a request takes ms, the first ones in a process more: those that may go together take turns. */
  readonly #turns = new Turns();

  constructor(connection: Connection, { atHand = false } = {}) {
    this.#connection = connection;
    this.#atHand = atHand;
    this.#retryPolicy = new RetryPolicy({ time: realTime, attempts: () => connection.maxAttempts });
  }

  async *clusters(signal = new AbortController().signal): AsyncGenerator<Page<Cluster>, void> {
    const pages = followMarkers('DescribeClusters', marker =>
      this.#retryPolicy.send(
        () => this.#fetchClusters({ MaxRecords: PAGE_SIZE, Marker: marker }, 'listing', signal),
        signal,
      ),
    );
    for await (const { items, more } of pages) {
      yield { items: items.map(cluster => toCluster(cluster, this.#texts)), more };
    }
  }

  async cluster(identifier: string, signal?: AbortSignal): Promise<Cluster> {
    return toCluster(await this.#findCluster(identifier, signal), this.#texts);
  }

  async *snapshots(query: SnapshotQuery, signal = new AbortController().signal): AsyncGenerator<Page<Snapshot>, void> {
    const input = inputOf(query);
    const fetch = async (client: Reading, more: DescribeClusterSnapshotsCommandInput, stop: AbortSignal) => {
      const { items, marker } = await this.#fetchSnapshots({ ...input, ...more }, client, stop);
      return { items: items.map(item => toSnapshot(item, this.#texts, query)), marker };
    };
    const client = query.whole ? 'listingWhole' : 'listing';
    const list = (more: DescribeClusterSnapshotsCommandInput, stop: AbortSignal) =>
      this.#retryPolicy.send(() => this.#turns.next().then(() => fetch(client, more, stop)), stop);
    const pages =
      query.snapshotIdentifier === undefined && query.createdFrom === undefined
        ? listSnapshots({
            fetchPage: marker => list({ Marker: marker }, signal),
            fetchOldest: marker => list({ ...OLDEST_FIRST, Marker: marker }, signal),
            fetchRange: ({ range, marker }, stop) => list({ ...timesOf(range), Marker: marker }, stop),
            // One or two requests are all that most clusters need.
            firstPages: query.clusterIdentifier === undefined ? 1 : 2,
            hasRoom: () => this.#retryPolicy.hasRoom,
            signal,
          })
        : followMarkers('DescribeClusterSnapshots', marker => fetch('reading', { Marker: marker }, signal));
    for await (const { items, more } of pages) {
      yield { items: items.filter(snapshot => matchesQuery(snapshot, query)), more };
    }
  }

  async send(operation: OperationName, input: OperationInput, signal?: AbortSignal): Promise<OperationAnswer> {
    const answer = await commands[operation](input, command =>
      this.#connection.send({ operation, changes: true, signal }, command.middlewareStack, (clients, options) =>
        clients.changing.send(command, options),
      ),
    );
    const { requestId } = answer.$metadata;
    const facts = { response: toJsonObject(answer), ...(requestId && { requestId }) };
    if (answer.Snapshot === undefined) {
      if (withoutAnswer.has(operation)) {
        return facts;
      }
      throw new ProblemError({
        kind: 'answerNotUnderstood',
        operation,
        code: 'NoSnapshot',
        message: 'The answer holds no snapshot.',
        outcomeUnknown: true,
      });
    }
    return { snapshot: toSnapshot(answer.Snapshot, undefined, { whole: true }), ...facts };
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
          sameIdentifier(snapshot.ClusterIdentifier, clusterIdentifier) &&
          (ownerAccount === undefined || (snapshot.OwnerAccount ?? ownerAccount) === ownerAccount),
      );
      if (found.length > 0) {
        return toJsonObject({ Snapshots: found });
      }
    }
    const message = `Snapshot ${identifier} of cluster ${clusterIdentifier} not found.`;
    throw notFound('snapshotNotFound', 'DescribeClusterSnapshots', 'ClusterSnapshotNotFound', message);
  }

  async *events(query: EventQuery, signal?: AbortSignal): AsyncGenerator<Page<JsonObject>, void> {
    const pages = followMarkers('DescribeEvents', async marker => {
      const command = new DescribeEventsCommand({ ...eventInputOf(query), Marker: marker });
      const answer = await this.#read('DescribeEvents', command, 'reading', signal);
      return { items: answer.Events ?? [], marker: answer.Marker };
    });
    for await (const { items, more } of pages) {
      yield { items: items.filter(event => matchesEventQuery(event, query)).map(toJsonObject), more };
    }
  }

  async describeStorage(signal?: AbortSignal): Promise<JsonObject> {
    return toJsonObject(await this.#read('DescribeStorage', new DescribeStorageCommand(), 'reading', signal));
  }

  callerIdentity(signal?: AbortSignal): Promise<CallerIdentity> {
    return this.#connection.callerIdentity(signal, this.#atHand);
  }

  inRegion(region: string): RedshiftGateway {
    return new SdkGateway(this.#connection.inRegion(region), { atHand: this.#atHand });
  }

  withCredentialsAtHand(): RedshiftGateway {
    return new SdkGateway(this.#connection, { atHand: true });
  }

  allowQuestions(): void {
    this.#connection.allowQuestions();
  }

  now(): number {
    return this.#connection.now();
  }

  credentialsExpire(): number | undefined {
    return this.#connection.credentialsExpire();
  }

  renewCredentials(): void {
    this.#connection.renew();
  }

  dispose(): void {
    this.#connection.dispose();
  }

  async #findCluster(identifier: string, signal: AbortSignal | undefined): Promise<SdkCluster> {
    const pages = followMarkers('DescribeClusters', marker =>
      this.#fetchClusters({ ClusterIdentifier: identifier, Marker: marker }, 'reading', signal),
    );
    for await (const page of pages) {
      const found = page.items.find(cluster => sameIdentifier(cluster.ClusterIdentifier, identifier));
      if (found !== undefined) {
        return found;
      }
    }
    throw notFound('clusterNotFound', 'DescribeClusters', 'ClusterNotFound', `Cluster ${identifier} not found.`);
  }

  async #fetchClusters(
    input: DescribeClustersCommandInput,
    client: Reading,
    signal: AbortSignal | undefined,
  ): Promise<Fetched<SdkCluster>> {
    const answer = await this.#read('DescribeClusters', new DescribeClustersCommand(input), client, signal);
    return { items: answer.Clusters ?? [], marker: answer.Marker };
  }

  async #fetchSnapshots(
    input: DescribeClusterSnapshotsCommandInput,
    client: Reading,
    signal: AbortSignal | undefined,
  ): Promise<Fetched<SdkSnapshot>> {
    const command = new DescribeClusterSnapshotsCommand(input);
    const answer = await this.#read('DescribeClusterSnapshots', command, client, signal);
    return { items: answer.Snapshots ?? [], marker: answer.Marker };
  }

  #read<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    operation: string,
    command: ReadCommand<Input, Output>,
    client: Reading,
    signal: AbortSignal | undefined,
  ): Promise<Output> {
    const atHand = this.#atHand;
    return this.#connection.send(
      { operation, changes: false, signal, atHand },
      command.middlewareStack,
      (clients, options) => clients[atHand ? 'atHand' : client].send(command, options),
    );
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
