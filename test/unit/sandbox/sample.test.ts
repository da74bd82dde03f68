import assert from 'node:assert/strict';
import { Cluster$, DescribeClusterSnapshotsCommand, type Snapshot, Snapshot$ } from '@aws-sdk/client-redshift';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { bench, day, hour, names, noon } from './support';

describe('sandbox: the sample account', () => {
  const b = bench({ data: 'sample' });

  const all = () => b.sandbox.data.snapshots();
  const of = (cluster: string, type: string) =>
    all().filter(({ ClusterIdentifier, SnapshotType }) => ClusterIdentifier === cluster && SnapshotType === type);
  const age = ({ SnapshotCreateTime }: Snapshot) => noon - (SnapshotCreateTime?.getTime() ?? 0);

  it('has the clusters that a user meets', () => {
    const told = b.sandbox.data
      .clusters()
      .map(({ ClusterIdentifier, ClusterStatus, NodeType, AutomatedSnapshotRetentionPeriod, Encrypted }) =>
        [ClusterIdentifier, ClusterStatus, NodeType, AutomatedSnapshotRetentionPeriod, Encrypted].join(' '),
      );
    assert.deepEqual(told, [
      'analytics-prod available ra3.4xlarge 7 true',
      'clickstream available ra3.16xlarge 35 true',
      'finance-dw paused ra3.xlplus 35 true',
      'hr-restricted available dc2.large 1 true',
      'ingest-staging modifying dc2.8xlarge 3 false',
      'legacy-dc2 available dc2.large 0 false',
      'ml-features available ra3.large 1 true',
      'reporting-eu available ra3.4xlarge 14 true',
    ]);
  });

  it('has a few hundred snapshots, in every state, of both types', () => {
    assert.ok(all().length > 200);
    const states = new Set(all().map(({ Status }) => Status));
    assert.deepEqual([...states].sort(), ['available', 'cancelled', 'creating', 'deleted', 'failed', 'final snapshot']);
    assert.equal(of('analytics-prod', 'automated').length, 14);
    assert.equal(of('analytics-prod', 'manual').length, 3);
    assert.equal(of('legacy-dc2', 'automated').length, 0);
    assert.equal(of('ml-features', 'automated').length + of('ml-features', 'manual').length, 0);
  });

  it('leaves room for manual snapshots below the quota', () => {
    assert.equal(all().filter(({ SnapshotType }) => SnapshotType === 'manual').length, 14);
  });

  it('has snapshots without a cluster: of deleted ones, and copies from another Region', () => {
    const live = b.sandbox.data.clusters().map(({ ClusterIdentifier }) => ClusterIdentifier);
    const orphans = all().filter(({ ClusterIdentifier }) => !live.includes(ClusterIdentifier));
    const copies = orphans.filter(({ SourceRegion }) => SourceRegion === 'us-east-1');
    assert.equal(copies.length, 6);
    assert.ok(copies.every(({ SnapshotIdentifier }) => SnapshotIdentifier?.startsWith('copy:rs:analytics-us-')));
    assert.equal(orphans.length - copies.length, 2);
    assert.equal(b.sandbox.data.snapshots({ region: 'us-east-1' }).length, 7);
  });

  it('has an automated snapshot that expires within two hours, and more within a day', () => {
    const left = of('analytics-prod', 'automated').map(snapshot => 7 * day - age(snapshot));
    assert.ok(Math.min(...left) > hour && Math.min(...left) < 2 * hour);
    assert.ok(left.filter(time => time < day).length >= 2);
  });

  it('has an automated snapshot that expires within a day and was copied in time', () => {
    const copy = all().find(({ SnapshotIdentifier }) => SnapshotIdentifier === 'clickstream-before-reload');
    const source = of('clickstream', 'automated').find(
      ({ SnapshotCreateTime }) => SnapshotCreateTime?.getTime() === copy?.SnapshotCreateTime?.getTime(),
    );
    assert.ok(source !== undefined && 35 * day - age(source) < day);
  });

  it('has one of its own shared, and one that another account shares', async () => {
    const shared = all().filter(({ AccountsWithRestoreAccess }) => AccountsWithRestoreAccess);
    assert.deepEqual(names(shared), ['analytics-prod-before-migration']);
    const theirs = await b.redshift.send(new DescribeClusterSnapshotsCommand({ OwnerAccount: '444455556666' }));
    assert.deepEqual(names(theirs.Snapshots), ['partner-exchange-handover']);
  });

  it('has old RA3 snapshots whose size is not known', () => {
    const old = of('clickstream', 'automated').filter(snapshot => age(snapshot) > 21 * day);
    assert.ok(old.length > 10 && old.every(({ TotalBackupSizeInMegaBytes }) => TotalBackupSizeInMegaBytes === 0));
  });

  it('names automated snapshots as the service does', () => {
    for (const snapshot of all().filter(
      ({ SnapshotType, SourceRegion, Status }) =>
        SnapshotType === 'automated' && !SourceRegion && Status !== 'creating',
    )) {
      const stamp = snapshot.SnapshotCreateTime?.toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
      assert.equal(snapshot.SnapshotIdentifier, `rs:${snapshot.ClusterIdentifier}-${stamp}`);
      const arn = `arn:aws:redshift:eu-west-1:111122223333:snapshot:${snapshot.ClusterIdentifier}/${snapshot.SnapshotIdentifier}`;
      assert.equal(snapshot.SnapshotArn, arn);
    }
  });

  it('shows every member of Snapshot somewhere, and none that the schema does not know', () => {
    const seen = new Set(
      all().flatMap(snapshot =>
        Object.entries(snapshot).flatMap(([name, value]) => (value === undefined ? [] : [name])),
      ),
    );
    assert.deepEqual([...seen].sort(), Snapshot$[4].toSorted());
  });

  it('shows no member of Cluster that the schema does not know', () => {
    const seen = new Set(b.sandbox.data.clusters().flatMap(cluster => Object.keys(cluster)));
    assert.deepEqual(
      [...seen].filter(name => !Cluster$[4].includes(name)),
      [],
    );
    assert.ok(seen.size > 40);
  });

  it('has one snapshot that is being made, and will be available in minutes', () => {
    const underway = all().find(({ Status }) => Status === 'creating');
    assert.equal(underway?.TotalBackupSizeInMegaBytes, -1);
    b.sandbox.clock.advance(5 * 60_000);
    const same = all().find(({ SnapshotIdentifier }) => SnapshotIdentifier === underway?.SnapshotIdentifier);
    assert.equal(same?.Status, 'available');
  });

  it('is the same for the same seed and time, whatever runs in between, and another for another seed', async () => {
    const clock = { now: () => noon };
    const [same, another, later] = await Promise.all([
      startSandbox({ clock }),
      startSandbox({ clock, seed: 2 }),
      startSandbox({ clock: { now: () => noon + day } }),
    ]);
    assert.deepEqual(same.data.snapshots(), all());
    assert.deepEqual(same.data.clusters(), b.sandbox.data.clusters());
    assert.notDeepEqual(another.data.snapshots(), all());
    assert.equal(later.data.snapshots().length, all().length);
    await Promise.all([same, another, later].map(sandbox => sandbox.close()));
  });
});
