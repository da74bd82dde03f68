import { fold, type SnapshotRecord } from './record';

/** The snapshots of one account in one Region, findable by name, by cluster and by time. Lists are oldest first. */
export class SnapshotIndex {
  private byTime: SnapshotRecord[] = [];
  private readonly byCluster = new Map<string, SnapshotRecord[]>();
  private readonly byName = new Map<string, SnapshotRecord[]>();

  get all(): readonly SnapshotRecord[] {
    return this.byTime;
  }

  get clusters(): IterableIterator<readonly [string, readonly SnapshotRecord[]]> {
    return this.byCluster.entries();
  }

  ofCluster(cluster: string): readonly SnapshotRecord[] {
    return this.byCluster.get(fold(cluster)) ?? [];
  }

  named(identifier: string): readonly SnapshotRecord[] {
    return this.byName.get(fold(identifier)) ?? [];
  }

  /** Adds many at the price of one sort. */
  add(records: readonly SnapshotRecord[]): void {
    if (records.length === 1) {
      records.forEach(record => {
        insert(this.byTime, record);
      });
    } else {
      this.byTime = [...this.byTime, ...records].sort(byCreation);
    }
    for (const record of [...records].sort(byCreation)) {
      insert(entry(this.byCluster, record.snapshot.ClusterIdentifier), record);
      insert(entry(this.byName, record.snapshot.SnapshotIdentifier), record);
    }
  }

  remove(record: SnapshotRecord): void {
    take(this.byTime, record);
    takeFrom(this.byCluster, record.snapshot.ClusterIdentifier, record);
    takeFrom(this.byName, record.snapshot.SnapshotIdentifier, record);
  }
}

/** By creation time, then by ARN, which is unique. */
export function byCreation(a: SnapshotRecord, b: SnapshotRecord): number {
  return (
    a.snapshot.SnapshotCreateTime.getTime() - b.snapshot.SnapshotCreateTime.getTime() ||
    compareText(a.snapshot.SnapshotArn, b.snapshot.SnapshotArn)
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The part of a list whose creation times lie in a range, both ends included; ms since the epoch. */
export function between(records: readonly SnapshotRecord[], start: number, end: number): readonly SnapshotRecord[] {
  const time = (record: SnapshotRecord) => record.snapshot.SnapshotCreateTime.getTime();
  const from = start === -Infinity ? 0 : firstIndex(records, record => time(record) >= start);
  const to = end === Infinity ? records.length : firstIndex(records, record => time(record) > end);
  return from === 0 && to === records.length ? records : records.slice(from, to);
}

/** Binary search: the first index from which on `holds` is true. */
export function firstIndex<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && holds(item)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function insert(list: SnapshotRecord[], record: SnapshotRecord): void {
  list.splice(
    firstIndex(list, other => byCreation(other, record) > 0),
    0,
    record,
  );
}

function take(list: SnapshotRecord[], record: SnapshotRecord): void {
  const at = list.indexOf(record);
  if (at >= 0) {
    list.splice(at, 1);
  }
}

function entry(map: Map<string, SnapshotRecord[]>, name: string): SnapshotRecord[] {
  const key = fold(name);
  let list = map.get(key);
  if (list === undefined) {
    list = [];
    map.set(key, list);
  }
  return list;
}

function takeFrom(map: Map<string, SnapshotRecord[]>, name: string, record: SnapshotRecord): void {
  const list = map.get(fold(name));
  if (list !== undefined) {
    take(list, record);
    if (list.length === 0) {
      map.delete(fold(name));
    }
  }
}
