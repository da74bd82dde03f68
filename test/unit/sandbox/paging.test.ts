import assert from 'node:assert/strict';
import {
  DescribeClusterSnapshotsCommand,
  type DescribeClusterSnapshotsMessage,
  paginateDescribeClusterSnapshots,
  type Snapshot,
} from '@aws-sdk/client-redshift';
import fc from 'fast-check';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { automated, bench, call, hour, manual, names, noon } from './support';

/** One of many; with equal times and equal sizes on purpose, since a marker must tell such neighbours apart. */
function snapshot(i: number) {
  const Tags = i % 4 ? [{ Key: i % 3 ? 'team' : 'env', Value: 'x' }] : [];
  const age = Math.floor(i / 3) * 3 * hour;
  const more = { Tags, TotalBackupSizeInMegaBytes: i % 5, SnapshotCreateTime: new Date(noon - age) };
  return i % 7 === 0
    ? manual(i % 2 ? 'gone' : 'c-0', `m-${i}`, more)
    : automated(`c-${i % 3}`, age, { ...more, SnapshotIdentifier: `s-${i}` });
}

/** What DescribeClusterSnapshots is documented to select, said a second time and in the plainest way. */
function selects(input: DescribeClusterSnapshotsMessage, live: readonly string[]): (snapshot: Snapshot) => boolean {
  const time = ({ SnapshotCreateTime }: Snapshot) => SnapshotCreateTime?.getTime() ?? 0;
  return snapshot =>
    (input.ClusterIdentifier === undefined || snapshot.ClusterIdentifier === input.ClusterIdentifier) &&
    (input.SnapshotType === undefined || snapshot.SnapshotType === input.SnapshotType) &&
    (input.StartTime === undefined || time(snapshot) >= input.StartTime.getTime()) &&
    (input.EndTime === undefined || time(snapshot) <= input.EndTime.getTime()) &&
    (input.ClusterExists === undefined || live.includes(snapshot.ClusterIdentifier ?? '') === input.ClusterExists) &&
    (input.TagKeys === undefined || (snapshot.Tags?.some(({ Key = '' }) => input.TagKeys?.includes(Key)) ?? false));
}

const instant = fc.integer({ min: 0, max: 300 }).map(i => new Date(noon - i * hour));
const order = fc.record({
  Attribute: fc.constantFrom('SOURCE_TYPE' as const, 'TOTAL_SIZE' as const, 'CREATE_TIME' as const),
  SortOrder: fc.constantFrom('ASC' as const, 'DESC' as const),
});
const paging = {
  MaxRecords: fc.integer({ min: 20, max: 100 }),
  SortingEntities: fc.array(order, { minLength: 1, maxLength: 3 }),
};
const anyFilter = fc.record(
  {
    ...paging,
    ClusterIdentifier: fc.constantFrom('c-0', 'c-1', 'gone'),
    SnapshotType: fc.constantFrom('automated', 'manual'),
    StartTime: instant,
    EndTime: instant,
    ClusterExists: fc.constant(false),
    TagKeys: fc.subarray(['team', 'env'], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const query: fc.Arbitrary<DescribeClusterSnapshotsMessage> = fc.oneof(
  anyFilter,
  fc.record({ ...paging, ClusterIdentifier: fc.constantFrom('c-0', 'c-1', 'gone') }, { requiredKeys: ['MaxRecords'] }),
);

describe('sandbox: paging', function () {
  this.timeout(20_000);
  const b = bench();
  const clusters = ['c-0', 'c-1', 'c-2'];

  beforeEach(() => {
    for (const ClusterIdentifier of clusters) {
      b.sandbox.data.addCluster({ ClusterIdentifier, AutomatedSnapshotRetentionPeriod: 35 });
    }
    for (let i = 0; i < 260; i++) {
      b.sandbox.data.addSnapshot(snapshot(i));
    }
  });

  async function pages(input: DescribeClusterSnapshotsMessage): Promise<Snapshot[][]> {
    const list: Snapshot[][] = [];
    for await (const page of paginateDescribeClusterSnapshots({ client: b.redshift }, { ...input })) {
      list.push(page.Snapshots ?? []);
    }
    return list;
  }

  it('is complete, without duplicates, in order and in full pages, for any query', async () => {
    const run = fc.asyncProperty(query, async input => {
      const found = await pages(input);
      const expected = b.sandbox.data.snapshots().filter(selects(input, clusters));
      assert.deepEqual(names(found.flat()).sort(), names(expected).sort());
      assert.ok(found.slice(0, -1).every(page => page.length === (input.MaxRecords ?? 100)));
      const size = found.flat().map(({ TotalBackupSizeInMegaBytes = 0 }) => TotalBackupSizeInMegaBytes);
      const [first] = input.SortingEntities ?? [];
      if (first?.Attribute === 'TOTAL_SIZE') {
        const sorted = size.toSorted((x, y) => (first.SortOrder === 'DESC' ? y - x : x - y));
        assert.deepEqual(size, sorted);
      }
    });
    await fc.assert(run, { numRuns: 60 });
  });

  it('stays complete for what stays, when snapshots come and go between pages', async () => {
    const before = names(b.sandbox.data.snapshots());
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await b.redshift.send(new DescribeClusterSnapshotsCommand({ MaxRecords: 50, Marker }));
      seen.push(...names(page.Snapshots));
      Marker = page.Marker;
      const last = seen.at(-1) ?? '';
      b.sandbox.data.removeSnapshot(last);
      b.sandbox.data.addSnapshot(automated('c-0', 5000 * hour, { SnapshotIdentifier: `older-than-${last}` }));
    } while (Marker !== undefined);
    assert.deepEqual(seen.sort(), before.sort());
  });

  it('ends with a page that is exactly full, without a marker', async () => {
    const input = { MaxRecords: 20, SnapshotType: 'manual' };
    const all = (await pages(input)).flat();
    for (const { SnapshotIdentifier = '' } of all.slice(0, all.length % 20)) {
      b.sandbox.data.removeSnapshot(SnapshotIdentifier);
    }
    assert.deepEqual(
      (await pages(input)).map(page => page.length),
      [20],
    );
  });
});

describe('sandbox: a large account', () => {
  it('has as many clusters and snapshots as asked for, and answers full pages', async () => {
    const sandbox = await startSandbox({ clusters: 100, snapshots: 100_000 });
    assert.equal(sandbox.data.clusters().length, 100);
    assert.equal(sandbox.data.snapshots().length, 100_000);
    const page = { Action: 'DescribeClusterSnapshots', ClusterIdentifier: 'cluster-0042', MaxRecords: '100' };
    assert.equal((await call(sandbox, page)).body.match(/<SnapshotIdentifier>/g)?.length, 100);
    await sandbox.close();
  }).timeout(60_000);
});
