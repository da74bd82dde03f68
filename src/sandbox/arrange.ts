import type { Cluster, Snapshot } from '@aws-sdk/client-redshift';
import type { Clock } from './model/clock';
import { Random } from './model/random';
import { makeCluster } from './sample/cluster';
import { automatedIdentifier } from './sample/sampleContext';
import { snapshotFromCluster } from './state/fromCluster';
import { SnapshotViews } from './state/life';
import { type Creation, fold, type SnapshotRecord, type StoredCluster } from './state/record';
import type { RegionStore, World } from './state/store';

/** Which account and Region; the sandbox's own where absent. */
export interface Where {
  readonly account?: string;
  readonly region?: string;
}

export interface SnapshotExtras extends Where {
  /** Makes it `creating` until the clock has gone on far enough. */
  readonly creation?: Creation;
  /** Days that an automated copy from another Region is kept. */
  readonly copyRetentionDays?: number;
  /** Answers it without a SnapshotCreateTime. */
  readonly withoutTime?: boolean;
}

/** Reads and changes what the sandbox holds, beside the service's own operations: for arranging and for asserting. */
export class Arrange {
  private readonly views = new SnapshotViews();
  private readonly random = new Random(7);

  constructor(
    private readonly world: World,
    private readonly clock: Clock,
    private readonly home: Required<Where>,
  ) {}

  /** As their owner would see them now, oldest first. */
  snapshots(where?: Where): Snapshot[] {
    const store = this.store(where);
    const now = this.clock.now();
    store.expire(now);
    return store.snapshots.map(record => this.views.of(record, { owner: true }, now));
  }

  /** By name. */
  clusters(where?: Where): Cluster[] {
    return [...this.store(where).clusters()];
  }

  /** Adds a cluster; members that are not given are made up. */
  addCluster(cluster: Cluster & { readonly ClusterIdentifier: string }, where?: Where): Cluster {
    const made = this.madeUp(cluster, where);
    this.store(where).putCluster(made);
    return made;
  }

  /** Changes members of a cluster. A new ClusterIdentifier renames it; a shorter retention period deletes at once. */
  changeCluster(identifier: string, changes: Cluster, where?: Where): Cluster {
    const store = this.store(where);
    const cluster = store.cluster(identifier);
    if (cluster === undefined) {
      throw new Error(`The sandbox has no cluster ${identifier}`);
    }
    const changed = { ...cluster, ...changes } as StoredCluster;
    store.replaceCluster(identifier, changed);
    return changed;
  }

  /** Deletes a cluster and its automated snapshots. */
  removeCluster(identifier: string, where?: Where): void {
    this.store(where).removeCluster(identifier);
  }

  /** Adds a snapshot, automated and made now where nothing else is said; its cluster need not exist. */
  addSnapshot(snapshot: Snapshot & { readonly ClusterIdentifier: string }, extras: SnapshotExtras = {}): Snapshot {
    const store = this.store(extras);
    const record = this.record(snapshot, store, extras);
    store.add([record]);
    return this.views.of(record, { owner: true }, this.clock.now());
  }

  /** By identifier or ARN; true when there was one. */
  removeSnapshot(name: string, where?: Where): boolean {
    const store = this.store(where);
    const found = store.snapshots.find(
      ({ snapshot }) => fold(snapshot.SnapshotIdentifier) === fold(name) || fold(snapshot.SnapshotArn) === fold(name),
    );
    if (found !== undefined) {
      store.remove([found]);
    }
    return found !== undefined;
  }

  private record(
    snapshot: Snapshot & { readonly ClusterIdentifier: string },
    store: RegionStore,
    { creation, copyRetentionDays, withoutTime }: SnapshotExtras,
  ): SnapshotRecord {
    const cluster =
      store.cluster(snapshot.ClusterIdentifier) ?? this.madeUp({ ClusterIdentifier: snapshot.ClusterIdentifier });
    const createdAt = snapshot.SnapshotCreateTime?.getTime() ?? this.clock.now();
    const identifier = snapshot.SnapshotIdentifier ?? automatedIdentifier(cluster.ClusterIdentifier, createdAt);
    const { account, region } = store;
    return {
      snapshot: snapshotFromCluster(
        {
          cluster,
          account,
          region,
          identifier,
          type: snapshot.SnapshotType === 'manual' ? 'manual' : 'automated',
          createdAt,
        },
        snapshot,
      ),
      ...(creation === undefined ? {} : { creation }),
      ...(copyRetentionDays === undefined ? {} : { copyRetentionDays }),
      ...(withoutTime === undefined ? {} : { withoutTime }),
    };
  }

  private madeUp(cluster: Cluster & { readonly ClusterIdentifier: string }, where?: Where): StoredCluster {
    const place = { ...this.home, ...where, now: this.clock.now(), random: this.random };
    const made = makeCluster(
      { name: cluster.ClusterIdentifier, nodeType: 'ra3.xlplus', nodes: 2, ageDays: 100, retentionDays: 1 },
      place,
    );
    return { ...made, ...cluster } as StoredCluster;
  }

  private store(where: Where | undefined): RegionStore {
    const { account, region } = { ...this.home, ...where };
    return this.world.store(account, region);
  }
}
