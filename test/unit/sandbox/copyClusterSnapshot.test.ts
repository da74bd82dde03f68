import assert from 'node:assert/strict';
import { CopyClusterSnapshotCommand, type CopyClusterSnapshotMessage, type Snapshot } from '@aws-sdk/client-redshift';
import { automated, bench, call, day, fails, hour, manual } from './support';

describe('sandbox: CopyClusterSnapshot', () => {
  const b = bench();
  let source: Snapshot;

  beforeEach(() => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 7 });
    source = b.sandbox.data.addSnapshot(
      automated('alpha', 5 * hour, {
        ActualIncrementalBackupSizeInMegaBytes: 12_000,
        TotalBackupSizeInMegaBytes: 700_000,
        Tags: [{ Key: 'team', Value: 'a' }],
      }),
    );
    b.sandbox.data.addSnapshot(automated('alpha', hour));
  });

  function copy(input: Partial<CopyClusterSnapshotMessage> = {}) {
    return b.redshift.send(
      new CopyClusterSnapshotCommand({
        SourceSnapshotIdentifier: source.SnapshotIdentifier,
        TargetSnapshotIdentifier: 'kept',
        ...input,
      }),
    );
  }

  it('answers the new manual snapshot, which keeps the times of its source', async () => {
    const { Snapshot: made } = await copy({
      SourceSnapshotClusterIdentifier: 'alpha',
      ManualSnapshotRetentionPeriod: 30,
    });
    assert.equal(made?.SnapshotIdentifier, 'kept');
    assert.equal(made.SnapshotType, 'manual');
    assert.equal(made.ClusterIdentifier, 'alpha');
    assert.equal(made.SnapshotCreateTime?.getTime(), source.SnapshotCreateTime?.getTime());
    assert.equal(made.SnapshotRetentionStartTime?.getTime(), source.SnapshotRetentionStartTime?.getTime());
    assert.equal(made.ManualSnapshotRetentionPeriod, 30);
    assert.equal(made.ManualSnapshotRemainingDays, 29);
    assert.equal(made.SnapshotArn, 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/kept');
    assert.equal(made.TotalBackupSizeInMegaBytes, 700_000);
    assert.deepEqual(made.Tags, []);
    assert.equal(b.sandbox.data.snapshots().length, 3);
  });

  it('keeps until deleted when no retention is given', async () => {
    const { Snapshot: made } = await copy();
    assert.equal(made?.ManualSnapshotRetentionPeriod, -1);
    assert.equal(made.ManualSnapshotRemainingDays, undefined);
  });

  it('stores the target in lower case', async () => {
    assert.equal(
      (await copy({ TargetSnapshotIdentifier: 'Kept-BEFORE-Change' })).Snapshot?.SnapshotIdentifier,
      'kept-before-change',
    );
  });

  it('finds source and cluster ignoring case', async () => {
    await copy({
      SourceSnapshotIdentifier: source.SnapshotIdentifier?.toUpperCase(),
      SourceSnapshotClusterIdentifier: 'ALPHA',
    });
  });

  it('is creating at first, with figures that move with the clock, and then available', async () => {
    const { Snapshot: begun } = await copy();
    assert.equal(begun?.Status, 'creating');
    assert.equal(begun.BackupProgressInMegaBytes, 0);
    assert.equal(begun.EstimatedSecondsToCompletion, 60);

    b.sandbox.clock.advance(15_000);
    const underway = b.sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === 'kept');
    assert.equal(underway?.Status, 'creating');
    assert.equal(underway.BackupProgressInMegaBytes, 3000);
    assert.equal(underway.CurrentBackupRateInMegaBytesPerSecond, 200);
    assert.equal(underway.ElapsedTimeInSeconds, 15);
    assert.equal(underway.EstimatedSecondsToCompletion, 45);

    b.sandbox.clock.advance(45_000);
    const done = b.sandbox.data.snapshots().find(({ SnapshotIdentifier }) => SnapshotIdentifier === 'kept');
    assert.equal(done?.Status, 'available');
    assert.equal(done.BackupProgressInMegaBytes, 12_000);
    assert.equal(done.EstimatedSecondsToCompletion, -1);
  });

  for (const days of [-1, 1, 3653]) {
    it(`accepts a retention of ${days} days`, async () => {
      assert.equal((await copy({ ManualSnapshotRetentionPeriod: days })).Snapshot?.ManualSnapshotRetentionPeriod, days);
    });
  }

  for (const days of [0, -2, 3654, 2 ** 31 - 1]) {
    it(`refuses a retention of ${days} days`, () =>
      fails(
        copy({ ManualSnapshotRetentionPeriod: days }),
        'InvalidRetentionPeriodFault',
        'InvalidRetentionPeriodFault',
        400,
      ));
  }

  for (const name of ['a', 'A1-b2', `k${'e'.repeat(254)}`]) {
    it(`accepts the target ${name.slice(0, 20)} (${name.length})`, async () => {
      await copy({ TargetSnapshotIdentifier: name });
    });
  }

  for (const name of ['', ' ', '1a', '-a', 'a-', 'a--b', 'a_b', 'a b', 'rs:a', 'ä', `k${'e'.repeat(255)}`, 'a\n']) {
    it(`refuses the target ${JSON.stringify(name.slice(0, 20))} (${name.length})`, () =>
      fails(copy({ TargetSnapshotIdentifier: name }), 'InvalidParameterValue', 'InvalidParameterValue', 400));
  }

  it('refuses a blank source', () =>
    fails(copy({ SourceSnapshotIdentifier: ' ' }), 'InvalidParameterValue', 'InvalidParameterValue', 400));

  for (const missing of ['SourceSnapshotIdentifier', 'TargetSnapshotIdentifier']) {
    it(`refuses a request without ${missing}`, async () => {
      const given = { SourceSnapshotIdentifier: 'rs:a', TargetSnapshotIdentifier: 'b', [missing]: '' };
      const form = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
      const answer = await call(b.sandbox, { Action: 'CopyClusterSnapshot', ...form });
      assert.deepEqual([answer.status, answer.code], [400, 'MissingParameter']);
      assert.match(answer.body, new RegExp(missing));
    });
  }

  it('refuses a target that a manual snapshot of any cluster has, ignoring case', async () => {
    b.sandbox.data.addSnapshot(manual('gone', 'kept'));
    await fails(
      copy({ TargetSnapshotIdentifier: 'KEPT' }),
      'ClusterSnapshotAlreadyExistsFault',
      'ClusterSnapshotAlreadyExists',
      400,
    );
  });

  it('refuses the second of two equal requests: it is not idempotent', async () => {
    await copy();
    await fails(copy(), 'ClusterSnapshotAlreadyExistsFault', 'ClusterSnapshotAlreadyExists', 400);
  });

  it('refuses a source that does not exist', () =>
    fails(copy({ SourceSnapshotIdentifier: 'rs:no' }), 'ClusterSnapshotNotFoundFault', 'ClusterSnapshotNotFound', 404));

  it('refuses a source of another cluster than the one named', async () => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'beta' });
    await fails(
      copy({ SourceSnapshotClusterIdentifier: 'beta' }),
      'ClusterSnapshotNotFoundFault',
      'ClusterSnapshotNotFound',
      404,
    );
  });

  it('refuses a cluster that does not exist and has no snapshots', () =>
    fails(copy({ SourceSnapshotClusterIdentifier: 'nobody' }), 'ClusterNotFoundFault', 'ClusterNotFound', 404));

  it('copies a cross-Region copy, whose cluster is not here', async () => {
    const { SnapshotIdentifier } = b.sandbox.data.addSnapshot(
      automated('elsewhere', hour, { SnapshotIdentifier: 'copy:rs:elsewhere-1', SourceRegion: 'us-east-1' }),
    );
    const { Snapshot: made } = await copy({
      SourceSnapshotIdentifier: SnapshotIdentifier,
      SourceSnapshotClusterIdentifier: 'elsewhere',
    });
    assert.equal(made?.SourceRegion, 'us-east-1');
    assert.equal(made.SnapshotType, 'manual');
  });

  it('refuses a manual source', async () => {
    b.sandbox.data.addSnapshot(manual('alpha', 'by-hand'));
    await fails(
      copy({ SourceSnapshotIdentifier: 'by-hand' }),
      'InvalidClusterSnapshotStateFault',
      'InvalidClusterSnapshotState',
      400,
    );
  });

  for (const Status of ['failed', 'cancelled', 'deleted', 'creating']) {
    it(`refuses a source that is ${Status}`, async () => {
      const { SnapshotIdentifier } = b.sandbox.data.addSnapshot(automated('alpha', 2 * hour, { Status }));
      await fails(
        copy({ SourceSnapshotIdentifier: SnapshotIdentifier }),
        'InvalidClusterSnapshotStateFault',
        'InvalidClusterSnapshotState',
        400,
      );
    });
  }

  it('refuses the latest automated snapshot of a paused cluster, and copies an earlier one', async () => {
    b.sandbox.data.changeCluster('alpha', { ClusterStatus: 'paused' });
    const latest = b.sandbox.data.snapshots().at(-1)?.SnapshotIdentifier;
    const refused = copy({ SourceSnapshotIdentifier: latest });
    await fails(refused, 'InvalidClusterSnapshotStateFault', 'InvalidClusterSnapshotState', 400);
    await copy();
  });

  it('does not let the recipient copy a shared snapshot', async () => {
    const shared = { AccountsWithRestoreAccess: [{ AccountId: '111122223333' }] };
    b.sandbox.data.addSnapshot(manual('theirs', 'shared', shared), { account: '444455556666' });
    await fails(
      copy({ SourceSnapshotIdentifier: 'shared' }),
      'ClusterSnapshotNotFoundFault',
      'ClusterSnapshotNotFound',
      404,
    );
  });

  it('refuses the 21st manual snapshot; automated ones do not count', async () => {
    for (let i = 0; i < 19; i++) {
      b.sandbox.data.addSnapshot(manual('alpha', `m-${i}`));
      b.sandbox.data.addSnapshot(automated('alpha', day + i * hour));
    }
    await copy({ TargetSnapshotIdentifier: 'twentieth' });
    const refused = copy({ TargetSnapshotIdentifier: 'twenty-first' });
    await fails(refused, 'ClusterSnapshotQuotaExceededFault', 'ClusterSnapshotQuotaExceeded', 400);
    assert.equal(b.sandbox.data.removeSnapshot('m-0'), true);
    await copy({ TargetSnapshotIdentifier: 'twenty-first' });
  });
});
