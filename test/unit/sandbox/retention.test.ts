import assert from 'node:assert/strict';
import { CopyClusterSnapshotCommand, DescribeClusterSnapshotsCommand } from '@aws-sdk/client-redshift';
import { automated, bench, day, fails, hour, manual, names, noon } from './support';

describe('sandbox: retention', () => {
  const b = bench();
  const left = () => names(b.sandbox.data.snapshots());

  beforeEach(() => {
    const { data } = b.sandbox;
    data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 2 });
    data.addSnapshot(automated('alpha', 47 * hour, { SnapshotIdentifier: 'rs:a-1' }));
    data.addSnapshot(automated('alpha', 24 * hour, { SnapshotIdentifier: 'rs:a-2' }));
    data.addSnapshot(automated('alpha', 1 * hour, { SnapshotIdentifier: 'rs:a-3' }));
  });

  it('ends for an automated snapshot when its cluster’s period is over', async () => {
    assert.deepEqual(left(), ['rs:a-1', 'rs:a-2', 'rs:a-3']);
    b.sandbox.clock.advance(hour);
    const { Snapshots } = await b.redshift.send(new DescribeClusterSnapshotsCommand({}));
    assert.deepEqual(names(Snapshots), ['rs:a-2', 'rs:a-3']);
    await fails(
      b.redshift.send(new DescribeClusterSnapshotsCommand({ SnapshotIdentifier: 'rs:a-1' })),
      'ClusterSnapshotNotFoundFault',
      'ClusterSnapshotNotFound',
      404,
    );
  });

  it('does not end for the newest automated snapshot', () => {
    b.sandbox.clock.advance(1000 * day);
    assert.deepEqual(left(), ['rs:a-3']);
  });

  it('keeps the newest that is available while a newer one is being made', () => {
    const creation = { startedAt: noon + 3 * day, seconds: 60, megabytes: 100 };
    b.sandbox.clock.advance(3 * day);
    b.sandbox.data.addSnapshot(automated('alpha', -3 * day, { SnapshotIdentifier: 'rs:a-4' }), { creation });
    assert.deepEqual(left(), ['rs:a-3', 'rs:a-4']);
    b.sandbox.clock.advance(60_000);
    assert.deepEqual(left(), ['rs:a-4']);
  });

  it('deletes at once when the period is made shorter', () => {
    b.sandbox.data.changeCluster('alpha', { AutomatedSnapshotRetentionPeriod: 1 });
    assert.deepEqual(left(), ['rs:a-3']);
  });

  it('deletes all, the newest too, when automated snapshots are switched off', () => {
    b.sandbox.data.changeCluster('alpha', { AutomatedSnapshotRetentionPeriod: 0 });
    assert.deepEqual(left(), []);
  });

  it('ends for a manual snapshot after its own period, counted from its source', async () => {
    const copy = {
      SourceSnapshotIdentifier: 'rs:a-1',
      TargetSnapshotIdentifier: 'kept',
      ManualSnapshotRetentionPeriod: 10,
    };
    await b.redshift.send(new CopyClusterSnapshotCommand(copy));
    const remaining = () =>
      b.sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === 'kept')
        ?.ManualSnapshotRemainingDays;
    // 8 days and an hour, rounded down.
    assert.equal(remaining(), 8);
    b.sandbox.clock.advance(6 * day);
    assert.equal(remaining(), 2);
    b.sandbox.clock.advance(2 * day);
    assert.equal(remaining(), 0);
    b.sandbox.clock.advance(hour);
    assert.equal(remaining(), undefined);
    assert.deepEqual(left(), ['rs:a-3']);
  });

  it('never ends for a manual snapshot that is kept until deleted', () => {
    b.sandbox.data.addSnapshot(manual('gone', 'for-ever'));
    b.sandbox.clock.advance(10_000 * day);
    assert.deepEqual(left(), ['rs:a-3', 'for-ever']);
  });

  it('ends for a cross-Region copy by the copy’s period, 7 days unless said otherwise', () => {
    const copied = { SourceRegion: 'us-east-1' };
    b.sandbox.data.addSnapshot(automated('us', 0, { SnapshotIdentifier: 'copy:rs:us-7', ...copied }));
    b.sandbox.data.addSnapshot(automated('us', 0, { SnapshotIdentifier: 'copy:rs:us-3', ...copied }), {
      copyRetentionDays: 3,
    });
    b.sandbox.clock.advance(3 * day);
    assert.deepEqual(left(), ['rs:a-3', 'copy:rs:us-7']);
    b.sandbox.clock.advance(4 * day);
    assert.deepEqual(left(), ['rs:a-3']);
  });

  it('lets manual snapshots outlive their cluster, with their names still taken', async () => {
    b.sandbox.data.addSnapshot(manual('alpha', 'final'));
    b.sandbox.data.removeCluster('alpha');
    assert.deepEqual(left(), ['final']);
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    const { SnapshotIdentifier } = b.sandbox.data.addSnapshot(automated('alpha', 0));
    await fails(
      b.redshift.send(
        new CopyClusterSnapshotCommand({
          SourceSnapshotIdentifier: SnapshotIdentifier,
          TargetSnapshotIdentifier: 'final',
        }),
      ),
      'ClusterSnapshotAlreadyExistsFault',
      'ClusterSnapshotAlreadyExists',
      400,
    );
  });

  it('follows a cluster that is renamed: its snapshots get the new name and keep their identifiers', async () => {
    b.sandbox.data.changeCluster('alpha', { ClusterIdentifier: 'omega' });
    const { Snapshots } = await b.redshift.send(new DescribeClusterSnapshotsCommand({ ClusterIdentifier: 'omega' }));
    assert.deepEqual(names(Snapshots), ['rs:a-1', 'rs:a-2', 'rs:a-3']);
    assert.match(String(Snapshots?.[0]?.SnapshotArn), /:snapshot:omega\/rs:a-1$/);
    await fails(
      b.redshift.send(new DescribeClusterSnapshotsCommand({ ClusterIdentifier: 'alpha' })),
      'ClusterNotFoundFault',
      'ClusterNotFound',
      404,
    );
  });

  describe('leaves the copies of a cluster of the same name in another Region alone:', () => {
    const elsewhere = { SnapshotIdentifier: 'copy:rs:a-1', SourceRegion: 'us-east-1' };

    beforeEach(() => {
      b.sandbox.data.addSnapshot(automated('alpha', 0, elsewhere));
      b.sandbox.data.addSnapshot(manual('alpha', 'copied-by-hand', { SourceRegion: 'us-east-1' }));
    });

    it('they outlive the cluster that is deleted here', () => {
      b.sandbox.data.removeCluster('alpha');
      assert.deepEqual(left(), ['copied-by-hand', 'copy:rs:a-1']);
    });

    it('they keep its name when it is renamed here', async () => {
      b.sandbox.data.changeCluster('alpha', { ClusterIdentifier: 'omega' });
      const { Snapshots } = await b.redshift.send(new DescribeClusterSnapshotsCommand({ ClusterIdentifier: 'alpha' }));
      assert.deepEqual(names(Snapshots), ['copied-by-hand', 'copy:rs:a-1']);
    });

    it('they stay when its period is made shorter, or automated snapshots are switched off', () => {
      b.sandbox.data.changeCluster('alpha', { AutomatedSnapshotRetentionPeriod: 0 });
      assert.deepEqual(left(), ['copied-by-hand', 'copy:rs:a-1']);
    });

    it('they are not the newest of the cluster here, which is kept', () => {
      b.sandbox.clock.advance(5 * day);
      assert.deepEqual(left(), ['rs:a-3', 'copied-by-hand', 'copy:rs:a-1']);
    });

    it('ClusterExists goes by the name alone', async () => {
      const orphans = await b.redshift.send(new DescribeClusterSnapshotsCommand({ ClusterExists: false }));
      assert.deepEqual(names(orphans.Snapshots), []);
    });
  });
});
