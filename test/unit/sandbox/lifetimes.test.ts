import assert from 'node:assert/strict';
import {
  CopyClusterSnapshotCommand,
  CreateClusterSnapshotCommand,
  DescribeClusterSnapshotsCommand,
  type Snapshot,
} from '@aws-sdk/client-redshift';
import { automated, bench, day, fails, hour, manual, noon } from './support';

// What is recorded of the service's own answers, in AWS's samples and in public repositories.
describe('sandbox: lifetimes as recorded', () => {
  const b = bench();

  beforeEach(() => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 35 });
  });

  async function describeOne(name: string): Promise<Snapshot> {
    const { Snapshots } = await b.redshift.send(new DescribeClusterSnapshotsCommand({ SnapshotIdentifier: name }));
    return Snapshots?.[0] ?? {};
  }

  function copy(days: number, target = 'kept') {
    const names = { SourceSnapshotIdentifier: 'rs:source', TargetSnapshotIdentifier: target };
    return b.redshift.send(new CopyClusterSnapshotCommand({ ...names, ManualSnapshotRetentionPeriod: days }));
  }

  it('a copy counts from its source: 19:15:49.354, when it was asked for at 20:42:46', async () => {
    const created = new Date('2019-12-26T19:15:48.359Z');
    const start = new Date('2019-12-26T19:15:49.354Z');
    b.sandbox.clock.advance(Date.parse('2019-12-26T20:42:46Z') - noon);
    const times = { SnapshotCreateTime: created, SnapshotRetentionStartTime: start };
    b.sandbox.data.addSnapshot(automated('alpha', 0, { SnapshotIdentifier: 'rs:source', ...times }));
    const { Snapshot: made } = await copy(-1);
    assert.deepEqual([made?.SnapshotCreateTime, made?.SnapshotRetentionStartTime], [created, start]);
  });

  it('a copy of 7 days of a snapshot that is 6 days old lives for one day', async () => {
    b.sandbox.data.addSnapshot(automated('alpha', 6 * day, { SnapshotIdentifier: 'rs:source' }));
    await copy(7);
    b.sandbox.clock.advance(day - 1);
    assert.equal((await describeOne('kept')).ManualSnapshotRemainingDays, 0);
    b.sandbox.clock.advance(1);
    await fails(describeOne('kept'), 'ClusterSnapshotNotFoundFault', 'ClusterSnapshotNotFound', 404);
  });

  for (const days of [1, 5, 6]) {
    it(`a copy of ${days} days of a snapshot that is 6 days old is refused`, async () => {
      b.sandbox.data.addSnapshot(automated('alpha', 6 * day, { SnapshotIdentifier: 'rs:source' }));
      const message = await fails(copy(days), 'InvalidRetentionPeriodFault', 'InvalidRetentionPeriodFault', 400);
      assert.match(message, /in the past/);
    });
  }

  it('can be told to count a copy from the copying, to see what would follow', async () => {
    b.sandbox.data.addSnapshot(automated('alpha', 6 * day, { SnapshotIdentifier: 'rs:source' }));
    b.sandbox.inject({ name: 'retentionFromCopying', action: 'CopyClusterSnapshot' });
    assert.equal((await copy(1)).Snapshot?.SnapshotRetentionStartTime?.getTime(), noon);
    await fails(copy(1, 'kept-2'), 'InvalidRetentionPeriodFault', 'InvalidRetentionPeriodFault', 400);
  });

  const rounded: readonly (readonly [period: number, start: string, asked: string, days: number])[] = [
    [10, '18:19:14', '20:46:26', 9],
    [1, '18:19:14', '19:00:00', 0],
    [2, '18:19:14', '19:00:00', 1],
  ];
  for (const [period, start, asked, days] of rounded) {
    it(`days left are rounded down: ${days} of ${period} from ${start}, asked at ${asked}`, async () => {
      b.sandbox.clock.advance(Date.parse(`2026-11-22T${asked}Z`) - noon);
      const SnapshotRetentionStartTime = new Date(`2026-11-22T${start}Z`);
      const retention = { ManualSnapshotRetentionPeriod: period, SnapshotRetentionStartTime };
      b.sandbox.data.addSnapshot(manual('alpha', 'kept', retention));
      assert.equal((await describeOne('kept')).ManualSnapshotRemainingDays, days);
    });
  }

  it('a snapshot that is being made has no start of retention, no sizes, and a create time that moves', async () => {
    b.sandbox.data.addSnapshot(automated('alpha', hour, { TotalBackupSizeInMegaBytes: 800_000 }));
    const { Snapshot: asked = {} } = await b.redshift.send(
      new CreateClusterSnapshotCommand({ SnapshotIdentifier: 'now', ClusterIdentifier: 'alpha' }),
    );
    const { SnapshotCreateTime, ...figures } = asked;
    assert.equal(SnapshotCreateTime?.getTime(), noon);
    assert.equal('SnapshotRetentionStartTime' in figures, false);
    assert.deepEqual([figures.TotalBackupSizeInMegaBytes, figures.ActualIncrementalBackupSizeInMegaBytes], [-1, -1]);
    assert.deepEqual(
      [figures.BackupProgressInMegaBytes, figures.EstimatedSecondsToCompletion, figures.ElapsedTimeInSeconds],
      [0, -1, 0],
    );
    b.sandbox.clock.advance(10_000);
    assert.equal((await describeOne('now')).SnapshotCreateTime?.getTime(), noon + 10_000);
    b.sandbox.clock.advance(30_000);
    const done = await describeOne('now');
    const start = done.SnapshotRetentionStartTime?.getTime() ?? 0;
    assert.deepEqual(
      [done.Status, start, done.SnapshotCreateTime?.getTime()],
      ['available', noon + 40_000, start - 1200],
    );
  });

  it('a copy that is being made has the times of its source', async () => {
    b.sandbox.data.addSnapshot(automated('alpha', hour, { SnapshotIdentifier: 'rs:source' }));
    const { Snapshot: asked } = await copy(30);
    b.sandbox.clock.advance(10_000);
    const seen = await describeOne('kept');
    assert.deepEqual([asked?.Status, seen.Status], ['creating', 'creating']);
    for (const { SnapshotCreateTime, SnapshotRetentionStartTime } of [asked ?? {}, seen]) {
      assert.deepEqual(
        [SnapshotCreateTime?.getTime(), SnapshotRetentionStartTime?.getTime()],
        [noon - hour, noon - hour],
      );
    }
  });
});
