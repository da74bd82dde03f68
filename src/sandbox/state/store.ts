import type { StoredEvent } from './events';
import { expiryOf } from './expiry';
import {
  fold,
  isAutomated,
  isFromElsewhere,
  isManual,
  type SnapshotRecord,
  type StoredCluster,
  sameName,
  snapshotArn,
} from './record';
import { compareText, SnapshotIndex } from './snapshotIndex';

/** What one account has in one Region. Its records are replaced, never changed. */
export class RegionStore {
  readonly account: string;
  readonly region: string;
  private readonly index = new SnapshotIndex();
  private readonly clustersByName = new Map<string, StoredCluster>();
  private lists = new Map<string, readonly SnapshotRecord[]>();
  private nextExpiry = Infinity;
  private readonly logged: StoredEvent[] = [];

  constructor(account: string, region: string) {
    this.account = account;
    this.region = region;
  }

  /** By name. */
  clusters(): readonly StoredCluster[] {
    return [...this.clustersByName.values()].sort((a, b) => compareText(a.ClusterIdentifier, b.ClusterIdentifier));
  }

  cluster(identifier: string): StoredCluster | undefined {
    return this.clustersByName.get(fold(identifier));
  }

  /** Oldest first. */
  get snapshots(): readonly SnapshotRecord[] {
    return this.index.all;
  }

  snapshotsOf(cluster: string): readonly SnapshotRecord[] {
    return this.index.ofCluster(cluster);
  }

  snapshotsNamed(identifier: string): readonly SnapshotRecord[] {
    return this.index.named(identifier);
  }

  /** Manual identifiers are unique in an account and Region, whatever their cluster, and whether it still exists. */
  manualSnapshot(identifier: string): SnapshotRecord | undefined {
    return this.snapshotsNamed(identifier).find(isManual);
  }

  putCluster(cluster: StoredCluster): void {
    this.clustersByName.set(fold(cluster.ClusterIdentifier), cluster);
    this.changed();
  }

  /** Deletes a cluster with all its automated snapshots; manual ones and copies from elsewhere stay. Source: DeleteCluster. */
  removeCluster(identifier: string): void {
    this.clustersByName.delete(fold(identifier));
    this.remove(this.ownSnapshotsOf(identifier).filter(isAutomated));
  }

  /** A renamed cluster carries its snapshots along: they get its new name and keep their identifiers. Source: ModifyCluster. */
  replaceCluster(identifier: string, cluster: StoredCluster): void {
    this.clustersByName.delete(fold(identifier));
    if (!sameName(identifier, cluster.ClusterIdentifier)) {
      const records = this.ownSnapshotsOf(identifier);
      this.remove(records);
      this.add(records.map(record => this.moved(record, cluster.ClusterIdentifier)));
    }
    this.putCluster(cluster);
  }

  add(records: readonly SnapshotRecord[]): void {
    this.index.add(records);
    this.changed();
  }

  remove(records: readonly SnapshotRecord[]): void {
    for (const record of records) {
      this.index.remove(record);
    }
    this.changed();
  }

  /** In no order. */
  get events(): readonly StoredEvent[] {
    return this.logged;
  }

  log(events: readonly StoredEvent[]): void {
    this.logged.push(...events);
  }

  /** Deletes what retention has ended for. `now`: ms since the epoch. */
  expire(now: number): void {
    if (now < this.nextExpiry) {
      return;
    }
    const expired: SnapshotRecord[] = [];
    this.nextExpiry = Infinity;
    for (const [cluster, records] of this.index.clusters) {
      const found = expiryOf(records, this.cluster(cluster), now);
      expired.push(...found.expired);
      this.nextExpiry = Math.min(this.nextExpiry, found.nextAt);
    }
    if (expired.length > 0) {
      const next = this.nextExpiry;
      this.remove(expired);
      this.nextExpiry = next;
    }
  }

  /** Answers a list by its key as long as nothing changes, so that paging through a query filters and sorts once. */
  list(key: string, make: () => readonly SnapshotRecord[]): readonly SnapshotRecord[] {
    let list = this.lists.get(key);
    if (list === undefined) {
      list = make();
      if (this.lists.size >= 256) {
        this.lists.clear();
      }
      this.lists.set(key, list);
    }
    return list;
  }

  /** Without those of a cluster of the same name in another Region. */
  private ownSnapshotsOf(cluster: string): readonly SnapshotRecord[] {
    return this.snapshotsOf(cluster).filter(record => !isFromElsewhere(record));
  }

  private changed(): void {
    this.lists = new Map();
    this.nextExpiry = -Infinity;
  }

  private moved(record: SnapshotRecord, cluster: string): SnapshotRecord {
    const { snapshot } = record;
    const arn = snapshotArn(this.region, snapshot.OwnerAccount, cluster, snapshot.SnapshotIdentifier);
    return { ...record, snapshot: { ...snapshot, ClusterIdentifier: cluster, SnapshotArn: arn } };
  }
}

/** Every account and Region that the sandbox has, empty until something is put into it. */
export class World {
  private readonly stores = new Map<string, RegionStore>();

  store(account: string, region: string): RegionStore {
    const key = `${account}/${region}`;
    let store = this.stores.get(key);
    if (store === undefined) {
      store = new RegionStore(account, region);
      this.stores.set(key, store);
    }
    return store;
  }
}
