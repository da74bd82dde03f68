import type { Cluster } from './cluster';
import type { JsonObject } from './json';
import type { Snapshot } from './snapshot';
import type { CallerIdentity } from './target';

/** Which snapshots to list. */
export interface SnapshotQuery {
  readonly clusterIdentifier?: string;
  /** Any cluster when absent. Not to be combined with `clusterIdentifier`: the service refuses both together. */
  readonly snapshotIdentifier?: string;
  readonly type?: 'automated' | 'manual';
  /** false: only snapshots whose cluster is gone from this Region (ClusterExists). */
  readonly clusterExists?: false;
  /** ms since the epoch: none with data of before. Not to be combined with `snapshotIdentifier`. */
  readonly createdFrom?: number;
  /** With all members as the service describes them, for a record. */
  readonly whole?: true;
}

/** Whose events: of one cluster or snapshot; of everything in the Region when both are absent. */
export interface EventQuery {
  readonly clusterIdentifier?: string;
  readonly snapshotIdentifier?: string;
}

/** One page of a listing; `more` says that another one follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly more: boolean;
}

/** The operations that create, change or destroy something. */
export type OperationName =
  | 'CopyClusterSnapshot'
  | 'CreateClusterSnapshot'
  | 'ModifyClusterSnapshot'
  | 'DeleteClusterSnapshot'
  | 'CreateTags'
  | 'DeleteTags'
  | 'AuthorizeSnapshotAccess'
  | 'RevokeSnapshotAccess';

/** Those that answer nothing at all. */
export const withoutAnswer: ReadonlySet<string> = new Set<OperationName>(['CreateTags', 'DeleteTags']);

/** The parameters of an operation by their names in the API: the JSON that `--cli-input-json` of the AWS CLI takes. */
export type OperationInput = JsonObject;

export interface OperationAnswer {
  /** Absent where the operation answers nothing: CreateTags, DeleteTags. */
  readonly snapshot?: Snapshot;
  /** `{ "Snapshot": { … } }`: the service's members, names and order, ISO 8601 UTC dates, absent members absent. */
  readonly response: JsonObject;
  readonly requestId?: string;
}

/**
 * One account in one Region, seen by one principal. Credentials are renewed while it is in use, but nothing is ever sent
 * with those of another principal than the first: such a request is refused with kind `otherPrincipal`. Every method
 * rejects with a ProblemError and nothing else, and ends early with kind `cancelled` when its signal is aborted.
 */
export interface RedshiftGateway {
  /** All clusters, page by page, in the service's order. */
  clusters(signal?: AbortSignal): AsyncIterable<Page<Cluster>>;

  /** One cluster, whose identifier is told apart by its case. Kind `clusterNotFound` if it is gone. */
  cluster(identifier: string, signal?: AbortSignal): Promise<Cluster>;

  /** Snapshots page by page, in no order. Answers that do not match the query are left out. */
  snapshots(query: SnapshotQuery, signal?: AbortSignal): AsyncIterable<Page<Snapshot>>;

  /** Calls an operation that changes something. Each call is one request: what failed is not repeated here. */
  send(operation: OperationName, input: OperationInput, signal?: AbortSignal): Promise<OperationAnswer>;

  /** `{ "Clusters": [ … ] }` with the one cluster, all members, as the AWS CLI prints it. */
  describeCluster(identifier: string, signal?: AbortSignal): Promise<JsonObject>;

  /** `{ "Snapshots": [ … ] }` with the one snapshot, all members, as the AWS CLI prints it. Kind `snapshotNotFound` if it is gone. */
  describeSnapshot(snapshot: SnapshotReference, signal?: AbortSignal): Promise<JsonObject>;

  /** Events of the last 14 days page by page, oldest first, with all members as the AWS CLI prints them. */
  events(query: EventQuery, signal?: AbortSignal): AsyncIterable<Page<JsonObject>>;

  /** The MB that all snapshots and clusters of the account in the Region take up, as the AWS CLI prints them. */
  describeStorage(signal?: AbortSignal): Promise<JsonObject>;

  /** Account and ARN of the credentials (STS GetCallerIdentity): asked once for each set of them. */
  callerIdentity(signal?: AbortSignal): Promise<CallerIdentity>;

  /** The same credentials in another Region: resolved once for all, and one question for all where they need one. */
  inRegion(region: string): RedshiftGateway;

  /**
   * The same to read with the credentials that there are, for what nobody has asked for: no others are looked for, so that no
   * program is run and nobody is asked, or told to sign in. Ends with the gateway that it is of.
   */
  withCredentialsAtHand(): RedshiftGateway;

  /** The user has acted: a one-time code that was not given may be asked for again, and credentials that were not found be looked for. */
  allowQuestions(): void;

  /** The next request, in whatever Region, reads the profile and resolves its credentials anew; what is under way goes on. */
  renewCredentials(): void;

  /** ms since the epoch by the service's clock, as far as its answers have told it: this machine's may be hours off. */
  now(): number;

  /** ms since the epoch; undefined for credentials that do not expire, and before the first are needed. */
  credentialsExpire(): number | undefined;

  /** Closes connections. The gateway is not used afterwards. */
  dispose(): void;
}

export type SnapshotReference = Pick<Snapshot, 'identifier' | 'clusterIdentifier' | 'ownerAccount'>;

/** One request as the output channel logs it. Never holds a header, a body or a credential. */
export interface RequestRecord {
  readonly operation: string;
  readonly target: string;
  readonly milliseconds: number;
  readonly attempts: number;
  readonly requestId?: string;
  /** The service's or the system's code when it failed. */
  readonly errorCode?: string;
  /** The code says what was to be expected, e.g. that the browser has not been answered yet. */
  readonly isExpected?: boolean;
}
