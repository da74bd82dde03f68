import assert from 'node:assert/strict';
import {
  AuthorizeSnapshotAccessCommand,
  type AuthorizeSnapshotAccessMessage,
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeClusterSnapshotsCommand,
  RevokeSnapshotAccessCommand,
  type Tag,
} from '@aws-sdk/client-redshift';
import { automated, bench, fails, hour, manual } from './support';

describe('sandbox: tags and sharing', () => {
  const b = bench();
  const partner = '222233334444';

  beforeEach(() => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    b.sandbox.data.addSnapshot(automated('alpha', hour));
    b.sandbox.data.addSnapshot(manual('alpha', 'kept'));
  });

  const found = async (SnapshotIdentifier = 'kept') =>
    (await b.redshift.send(new DescribeClusterSnapshotsCommand({ SnapshotIdentifier }))).Snapshots?.[0];
  const arn = async (): Promise<string> => (await found())?.SnapshotArn ?? '';
  const tag = async (Tags: Tag[], ResourceName?: string) =>
    b.redshift.send(new CreateTagsCommand({ ResourceName: ResourceName ?? (await arn()), Tags }));
  const share = (input: Partial<AuthorizeSnapshotAccessMessage> = {}) =>
    b.redshift.send(
      new AuthorizeSnapshotAccessCommand({
        ...{ SnapshotIdentifier: 'kept', AccountWithRestoreAccess: partner },
        ...input,
      }),
    );
  const revoke = (AccountWithRestoreAccess = partner) =>
    b.redshift.send(new RevokeSnapshotAccessCommand({ SnapshotIdentifier: 'kept', AccountWithRestoreAccess }));

  it('adds tags, gives those that are there other values, and answers nothing', async () => {
    const { $metadata, ...answer } = await tag([{ Key: 'a', Value: '1' }]);
    assert.deepEqual([answer, $metadata.httpStatusCode], [{}, 200]);
    await tag([
      { Key: 'a', Value: '2' },
      { Key: 'A', Value: '3' },
    ]);
    assert.deepEqual((await found())?.Tags, [
      { Key: 'a', Value: '2' },
      { Key: 'A', Value: '3' },
    ]);
  });

  it('removes tags; a key that is not there is no error', async () => {
    await tag([{ Key: 'a', Value: '1' }]);
    await b.redshift.send(new DeleteTagsCommand({ ResourceName: await arn(), TagKeys: ['a', 'b'] }));
    assert.deepEqual((await found())?.Tags, []);
  });

  it('refuses what breaks the rules of tags, and the ARN of nothing', async () => {
    const many = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' }));
    await fails(tag(many), 'TagLimitExceededFault', 'TagLimitExceededFault', 400);
    await tag(many.slice(1));
    await fails(tag([{ Key: 'one', Value: 'more' }]), 'TagLimitExceededFault', 'TagLimitExceededFault', 400);
    await fails(tag([{ Key: 'aws:x', Value: '' }]), 'InvalidTagFault', 'InvalidTagFault', 400);
    const other = (await arn()).replace('kept', 'none');
    await fails(tag([{ Key: 'a', Value: '' }], other), 'ResourceNotFoundFault', 'ResourceNotFoundFault', 404);
  });

  it('shares with one account more, which its owner sees, and takes it back; then the list is absent', async () => {
    const { Snapshot: shared } = await share();
    assert.deepEqual(shared?.AccountsWithRestoreAccess, [{ AccountId: partner }]);
    await share({ AccountWithRestoreAccess: 'amazon-redshift-support' });
    await revoke('amazon-redshift-support');
    assert.deepEqual((await found())?.AccountsWithRestoreAccess, [{ AccountId: partner }]);
    const { Snapshot: own } = await revoke();
    assert.ok(own !== undefined && !('AccountsWithRestoreAccess' in own));
    assert.ok(!('AccountsWithRestoreAccess' in ((await found()) ?? {})));
  });

  it('takes an identifier or an ARN, and not both', async () => {
    const [SnapshotArn, nothing] = [await arn(), undefined];
    await share({ SnapshotIdentifier: nothing, SnapshotArn });
    const invalid = ['InvalidParameterCombination', 'InvalidParameterCombination', 400] as const;
    await fails(share({ SnapshotArn }), ...invalid);
    await fails(share({ SnapshotIdentifier: nothing }), ...invalid);
  });

  it('refuses to share what cannot be, and with whom', async () => {
    const { account } = b.sandbox;
    const invalid = ['InvalidParameterValue', 'InvalidParameterValue', 400] as const;
    await fails(share({ AccountWithRestoreAccess: account }), ...invalid);
    await fails(share({ AccountWithRestoreAccess: '1' }), ...invalid);
    const state = ['InvalidClusterSnapshotStateFault', 'InvalidClusterSnapshotState', 400] as const;
    const [{ SnapshotIdentifier = '' } = {}] = b.sandbox.data
      .snapshots()
      .filter(({ SnapshotType }) => SnapshotType === 'automated');
    await fails(share({ SnapshotIdentifier }), ...state);
    const missing = ['ClusterSnapshotNotFoundFault', 'ClusterSnapshotNotFound', 404] as const;
    await fails(share({ SnapshotIdentifier: 'none' }), ...missing);
    await fails(share({ SnapshotClusterIdentifier: 'beta' }), ...missing);
  });

  it('refuses an access that is there, one that is not, and the 21st', async () => {
    await fails(revoke(), 'AuthorizationNotFoundFault', 'AuthorizationNotFound', 404);
    for (let number = 0; number < 20; number += 1) {
      await share({ AccountWithRestoreAccess: String(200000000000 + number) });
    }
    await fails(
      share({ AccountWithRestoreAccess: '200000000000' }),
      'AuthorizationAlreadyExistsFault',
      'AuthorizationAlreadyExists',
      400,
    );
    await fails(share(), 'AuthorizationQuotaExceededFault', 'AuthorizationQuotaExceeded', 400);
  });
});
