import assert from 'node:assert/strict';
import {
  DescribeClusterSnapshotsCommand,
  type DescribeClusterSnapshotsMessage,
  type RedshiftClient,
} from '@aws-sdk/client-redshift';
import { automated, bench, clientOf, fails, hour, manual, names, noon } from './support';

const partner = {
  accessKeyId: 'AKIAPARTNER',
  secretAccessKey: 'secret of the partner',
  account: '444455556666',
  arn: 'arn:aws:iam::444455556666:user/partner',
};

describe('sandbox: DescribeClusterSnapshots', () => {
  const b = bench({ identities: [partner] });

  beforeEach(() => {
    const { data } = b.sandbox;
    data.addCluster({ ClusterIdentifier: 'alpha', AutomatedSnapshotRetentionPeriod: 7 });
    data.addCluster({ ClusterIdentifier: 'beta', AutomatedSnapshotRetentionPeriod: 7 });
    data.addSnapshot(automated('alpha', 30 * hour, { SnapshotIdentifier: 'rs:a-1', TotalBackupSizeInMegaBytes: 30 }));
    data.addSnapshot(automated('alpha', 20 * hour, { SnapshotIdentifier: 'rs:a-2', TotalBackupSizeInMegaBytes: 10 }));
    data.addSnapshot(automated('beta', 25 * hour, { SnapshotIdentifier: 'rs:b-1', TotalBackupSizeInMegaBytes: 20 }));
    const Tags = [
      { Key: 'team', Value: 'red' },
      { Key: 'Env', Value: 'prod' },
    ];
    const when = { SnapshotCreateTime: new Date(noon - 10 * hour) };
    data.addSnapshot(manual('alpha', 'm-1', { Tags, ...when, TotalBackupSizeInMegaBytes: 40 }));
    data.addSnapshot(manual('gone', 'orphan', { Tags: [{ Key: 'team', Value: 'prod' }] }));
    data.addSnapshot(automated('us', 15 * hour, { SnapshotIdentifier: 'copy:rs:us-1', SourceRegion: 'us-east-1' }));
    const shared = { AccountsWithRestoreAccess: [{ AccountId: '111122223333' }], Tags };
    data.addSnapshot(manual('theirs', 'shared', shared), { account: '444455556666' });
    data.addSnapshot(manual('theirs', 'private', { Tags }), { account: '444455556666' });
  });

  const describeSnapshots = (input: DescribeClusterSnapshotsMessage = {}) =>
    b.redshift.send(new DescribeClusterSnapshotsCommand(input));
  const found = async (input: DescribeClusterSnapshotsMessage) => names((await describeSnapshots(input)).Snapshots);
  const refused = (input: DescribeClusterSnapshotsMessage, code: string) =>
    fails(describeSnapshots(input), code, code, 400);

  const own = ['rs:a-1', 'rs:b-1', 'rs:a-2', 'copy:rs:us-1', 'm-1', 'orphan'];
  const at = (hours: number) => new Date(noon - hours * hour);

  const filters: [string, DescribeClusterSnapshotsMessage, string[]][] = [
    ['everything of one’s own, none of others', {}, own],
    ['a cluster, ignoring case', { ClusterIdentifier: 'Alpha' }, ['rs:a-1', 'rs:a-2', 'm-1']],
    ['a deleted cluster', { ClusterIdentifier: 'gone' }, ['orphan']],
    ['a name, ignoring case', { SnapshotIdentifier: 'RS:A-2' }, ['rs:a-2']],
    ['automated ones', { SnapshotType: 'automated' }, ['rs:a-1', 'rs:b-1', 'rs:a-2', 'copy:rs:us-1']],
    ['manual ones', { SnapshotType: 'manual' }, ['m-1', 'orphan']],
    ['an ARN', { SnapshotArn: 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:a-1' }, ['rs:a-1']],
    ['from a time on, included', { StartTime: at(15) }, ['copy:rs:us-1', 'm-1', 'orphan']],
    ['up to a time, included', { EndTime: at(25) }, ['rs:a-1', 'rs:b-1']],
    ['between two times', { StartTime: at(25), EndTime: at(20) }, ['rs:b-1', 'rs:a-2']],
    ['an impossible time', { StartTime: at(1), EndTime: at(2) }, []],
    ['one’s own account', { OwnerAccount: '111122223333' }, own],
    ['what another account shares', { OwnerAccount: '444455556666' }, ['shared']],
    ['an account that shares nothing', { OwnerAccount: '999999999999' }, []],
    ['a tag key', { TagKeys: ['team'] }, ['m-1', 'orphan']],
    ['tag keys, case sensitive', { TagKeys: ['Team', 'env'] }, []],
    ['tag values', { TagValues: ['prod', 'blue'] }, ['m-1', 'orphan']],
    ['keys and values of one tag', { TagKeys: ['team'], TagValues: ['prod'] }, ['orphan']],
    ['any combination of keys and values', { TagKeys: ['team', 'Env'], TagValues: ['prod', 'red'] }, ['m-1', 'orphan']],
    ['shared ones never by tag', { OwnerAccount: '444455556666', TagKeys: ['team'] }, []],
    ['snapshots without a cluster', { ClusterExists: false }, ['copy:rs:us-1', 'orphan']],
    ['a cluster that exists', { ClusterExists: true, ClusterIdentifier: 'beta' }, ['rs:b-1']],
    ['a live cluster as if it did not exist', { ClusterExists: false, ClusterIdentifier: 'beta' }, []],
    ['a deleted cluster as deleted', { ClusterExists: false, ClusterIdentifier: 'gone' }, ['orphan']],
    ['cluster and type together', { ClusterIdentifier: 'alpha', SnapshotType: 'manual' }, ['m-1']],
    ['empty strings as absent', { ClusterIdentifier: '', SnapshotIdentifier: '', Marker: '' }, own],
  ];
  for (const [what, input, expected] of filters) {
    it(`finds ${what}`, async () => assert.deepEqual(await found(input), expected));
  }

  const by = (Attribute: 'SOURCE_TYPE' | 'TOTAL_SIZE' | 'CREATE_TIME', SortOrder?: 'ASC' | 'DESC') => ({
    Attribute,
    SortOrder,
  });
  it('sorts', async () => {
    assert.deepEqual(await found({ SortingEntities: [by('CREATE_TIME', 'DESC')] }), own.toReversed());
    assert.deepEqual(await found({ SortingEntities: [by('TOTAL_SIZE', 'ASC')], ClusterIdentifier: 'alpha' }), [
      'rs:a-2',
      'rs:a-1',
      'm-1',
    ]);
    assert.deepEqual(await found({ SortingEntities: [by('SOURCE_TYPE', 'DESC'), by('CREATE_TIME')] }), [
      'm-1',
      'orphan',
      'rs:a-1',
      'rs:b-1',
      'rs:a-2',
      'copy:rs:us-1',
    ]);
  });

  it('shows who may restore a snapshot to its owner only', async () => {
    const theirs = await describeSnapshots({ OwnerAccount: '444455556666' });
    assert.equal(theirs.Snapshots?.[0]?.AccountsWithRestoreAccess, undefined);
    assert.equal(theirs.Snapshots?.[0]?.OwnerAccount, '444455556666');
    b.sandbox.data.addSnapshot(manual('alpha', 'mine', { AccountsWithRestoreAccess: [{ AccountId: '444455556666' }] }));
    const mine = await describeSnapshots({ SnapshotIdentifier: 'mine' });
    assert.deepEqual(mine.Snapshots?.[0]?.AccountsWithRestoreAccess, [{ AccountId: '444455556666' }]);
  });

  it('does not mix up what the owner and the recipient see of one snapshot', async () => {
    const own = clientOf(b.sandbox, { credentials: partner });
    const both = { AccountsWithRestoreAccess: [{ AccountId: '111122223333' }], ManualSnapshotRetentionPeriod: 9 };
    b.sandbox.data.addSnapshot(manual('theirs', 'counted', both), { account: partner.account });
    const seen = async (client: RedshiftClient, OwnerAccount?: string) => {
      const command = new DescribeClusterSnapshotsCommand({ SnapshotIdentifier: 'counted', OwnerAccount });
      return (await client.send(command)).Snapshots?.[0]?.AccountsWithRestoreAccess;
    };
    assert.equal(await seen(b.redshift, partner.account), undefined);
    assert.deepEqual(await seen(own), [{ AccountId: '111122223333' }]);
    assert.equal(await seen(b.redshift, partner.account), undefined);
    own.destroy();
  });

  it('refuses a snapshot that is not there, in both ways of naming it', async () => {
    const arn = 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:no';
    for (const input of [{ SnapshotIdentifier: 'rs:no' }, { SnapshotArn: arn }, { SnapshotIdentifier: 'shared' }]) {
      await fails(describeSnapshots(input), 'ClusterSnapshotNotFoundFault', 'ClusterSnapshotNotFound', 404);
    }
  });

  it('refuses a cluster that is not there and left nothing behind', () =>
    fails(describeSnapshots({ ClusterIdentifier: 'nobody' }), 'ClusterNotFoundFault', 'ClusterNotFound', 404));

  it('refuses parameters that do not go together', async () => {
    await refused({ SnapshotIdentifier: 'm-1', ClusterIdentifier: 'alpha' }, 'InvalidParameterCombination');
    await refused({ ClusterExists: true }, 'InvalidParameterCombination');
  });

  it('refuses values that cannot be', async () => {
    const impossible = 'NONE' as 'CREATE_TIME' & 'ASC';
    await refused({ SnapshotType: 'final' }, 'InvalidParameterValue');
    await refused({ OwnerAccount: '1234' }, 'InvalidParameterValue');
    await refused({ SnapshotArn: 'arn:aws:s3:::bucket' }, 'InvalidParameterValue');
    await refused({ MaxRecords: 19 }, 'InvalidParameterValue');
    await refused({ MaxRecords: 101 }, 'InvalidParameterValue');
    await refused({ Marker: 'bm9uc2Vuc2U' }, 'InvalidParameterValue');
    await refused({ SortingEntities: [{ Attribute: impossible }] }, 'InvalidParameterValue');
    await refused({ SortingEntities: [{ Attribute: 'CREATE_TIME', SortOrder: impossible }] }, 'InvalidParameterValue');
    await refused({ TagKeys: ['aws:cloudformation'] }, 'InvalidTagFault');
    await refused({ TagValues: ['v'.repeat(257)] }, 'InvalidTagFault');
  });
});
