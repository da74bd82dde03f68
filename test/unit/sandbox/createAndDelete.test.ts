import assert from 'node:assert/strict';
import {
  CreateClusterSnapshotCommand,
  type CreateClusterSnapshotMessage,
  DeleteClusterSnapshotCommand,
} from '@aws-sdk/client-redshift';
import { automated, bench, fails, hour, manual, names, noon } from './support';

describe('sandbox: CreateClusterSnapshot', () => {
  const b = bench();

  beforeEach(() => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha', DBName: 'sales', AutomatedSnapshotRetentionPeriod: 7 });
    b.sandbox.data.addSnapshot(automated('alpha', hour, { TotalBackupSizeInMegaBytes: 800_000 }));
  });

  function create(input: Partial<CreateClusterSnapshotMessage> = {}) {
    return b.redshift.send(
      new CreateClusterSnapshotCommand({ SnapshotIdentifier: 'now', ClusterIdentifier: 'alpha', ...input }),
    );
  }

  it('makes a manual snapshot of the data as it is now', async () => {
    const Tags = [{ Key: 'why', Value: 'before the change' }];
    const { Snapshot: made } = await create({ SnapshotIdentifier: 'NOW', ManualSnapshotRetentionPeriod: 7, Tags });
    assert.equal(made?.SnapshotIdentifier, 'now');
    assert.equal(made.SnapshotType, 'manual');
    assert.equal(made.Status, 'creating');
    assert.equal(made.SnapshotCreateTime?.getTime(), noon);
    assert.equal(made.DBName, 'sales');
    assert.deepEqual(made.Tags, Tags);
    b.sandbox.clock.advance(120_000);
    const done = b.sandbox.data.snapshots().at(-1);
    assert.equal(done?.Status, 'available');
    assert.equal(done.TotalBackupSizeInMegaBytes, 800_000);
  });

  it('refuses a cluster that does not exist', () =>
    fails(create({ ClusterIdentifier: 'nobody' }), 'ClusterNotFoundFault', 'ClusterNotFound', 404));

  for (const ClusterStatus of ['paused', 'modifying']) {
    it(`refuses a cluster that is ${ClusterStatus}`, async () => {
      b.sandbox.data.changeCluster('alpha', { ClusterStatus });
      await fails(create(), 'InvalidClusterStateFault', 'InvalidClusterState', 400);
    });
  }

  it('refuses a name that is taken', async () => {
    await create();
    await fails(create(), 'ClusterSnapshotAlreadyExistsFault', 'ClusterSnapshotAlreadyExists', 400);
  });

  it('refuses a bad name and a bad retention', async () => {
    await fails(create({ SnapshotIdentifier: 'a--b' }), 'InvalidParameterValue', 'InvalidParameterValue', 400);
    const refused = create({ ManualSnapshotRetentionPeriod: 0 });
    await fails(refused, 'InvalidRetentionPeriodFault', 'InvalidRetentionPeriodFault', 400);
  });

  it('refuses the 21st', async () => {
    for (let i = 0; i < 20; i++) {
      b.sandbox.data.addSnapshot(manual('alpha', `m-${i}`));
    }
    await fails(create(), 'ClusterSnapshotQuotaExceededFault', 'ClusterSnapshotQuotaExceeded', 400);
  });

  it('refuses 51 tags, and tags that are not allowed', async () => {
    const many = Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }));
    await fails(create({ Tags: many }), 'TagLimitExceededFault', 'TagLimitExceededFault', 400);
    for (const Key of ['aws:mine', '', 'k'.repeat(129), 'a*b']) {
      await fails(create({ Tags: [{ Key, Value: '' }] }), 'InvalidTagFault', 'InvalidTagFault', 400);
    }
    await create({ Tags: many.slice(1) });
  });
});

describe('sandbox: DeleteClusterSnapshot', () => {
  const b = bench();

  function remove(SnapshotIdentifier: string, SnapshotClusterIdentifier?: string) {
    return b.redshift.send(new DeleteClusterSnapshotCommand({ SnapshotIdentifier, SnapshotClusterIdentifier }));
  }

  for (const Status of ['available', 'failed', 'cancelled']) {
    it(`deletes a manual snapshot that is ${Status}`, async () => {
      b.sandbox.data.addSnapshot(manual('alpha', 'old', { Status }));
      const { Snapshot: gone } = await remove('OLD', 'alpha');
      assert.equal(gone?.Status, 'deleted');
      assert.equal(gone.SnapshotIdentifier, 'old');
      assert.deepEqual(names(b.sandbox.data.snapshots()), []);
    });
  }

  it('refuses a snapshot that does not exist, or not in that cluster', async () => {
    b.sandbox.data.addSnapshot(manual('alpha', 'old'));
    await fails(remove('new'), 'ClusterSnapshotNotFoundFault', 'ClusterSnapshotNotFound', 404);
    await fails(remove('old', 'beta'), 'ClusterSnapshotNotFoundFault', 'ClusterSnapshotNotFound', 404);
  });

  it('refuses an automated snapshot', async () => {
    const { SnapshotIdentifier = '' } = b.sandbox.data.addSnapshot(automated('alpha', hour));
    const message = await fails(
      remove(SnapshotIdentifier),
      'InvalidClusterSnapshotStateFault',
      'InvalidClusterSnapshotState',
      400,
    );
    assert.match(message, /only manual snapshots may be deleted/);
  });

  it('refuses a shared snapshot until it is shared no more', async () => {
    b.sandbox.data.addSnapshot(
      manual('alpha', 'shared', { AccountsWithRestoreAccess: [{ AccountId: '444455556666' }] }),
    );
    await fails(remove('shared'), 'InvalidClusterSnapshotStateFault', 'InvalidClusterSnapshotState', 400);
  });

  it('refuses a snapshot of AWS Backup', async () => {
    const name = 'awsbackup:job-5f0c1d7e-8a3b-4c29-9e61-2d4b7a90c3f8';
    b.sandbox.data.addSnapshot(manual('alpha', name));
    const message = await fails(remove(name), 'InvalidClusterSnapshotStateFault', 'InvalidClusterSnapshotState', 400);
    assert.match(message, /managed by AWS Backup/);
  });

  for (const Status of ['creating', 'final snapshot', 'deleted']) {
    it(`refuses a snapshot that is ${Status}`, async () => {
      b.sandbox.data.addSnapshot(manual('alpha', 'busy', { Status }));
      await fails(remove('busy'), 'InvalidClusterSnapshotStateFault', 'InvalidClusterSnapshotState', 400);
    });
  }
});
