import assert from 'node:assert/strict';
import { iamStatement } from '../../../../src/core/access/iamStatement';

describe('the smallest IAM statement', () => {
  it('allows a copy on the snapshots of one cluster', () => {
    const scope = { operation: 'CopyClusterSnapshot', region: 'eu-west-1', account: '123456789012', cluster: 'alpha' };
    assert.deepEqual(iamStatement(scope), {
      Effect: 'Allow',
      Action: 'redshift:CopyClusterSnapshot',
      Resource: 'arn:aws:redshift:eu-west-1:123456789012:snapshot:alpha/*',
    });
  });

  it('leaves account and cluster open where they are not known', () => {
    assert.deepEqual(iamStatement({ operation: 'CopyClusterSnapshot', region: 'eu-west-1' }), {
      Effect: 'Allow',
      Action: 'redshift:CopyClusterSnapshot',
      Resource: 'arn:aws:redshift:eu-west-1:*:snapshot:*/*',
    });
  });

  for (const operation of ['CreateClusterSnapshot', 'DeleteClusterSnapshot']) {
    it(`limits ${operation} to one cluster as well`, () => {
      const { Resource } = iamStatement({ operation, region: 'us-east-1', account: '123456789012', cluster: 'beta' });
      assert.equal(Resource, 'arn:aws:redshift:us-east-1:123456789012:snapshot:beta/*');
    });
  }

  for (const operation of ['DescribeClusters', 'DescribeClusterSnapshots']) {
    it(`allows ${operation} on everything: it supports nothing narrower`, () => {
      const scope = { operation, region: 'eu-west-1', account: '123456789012', cluster: 'alpha' };
      assert.deepEqual(iamStatement(scope), { Effect: 'Allow', Action: `redshift:${operation}`, Resource: '*' });
    });
  }

  it('names the service that GetCallerIdentity belongs to', () => {
    assert.deepEqual(iamStatement({ operation: 'GetCallerIdentity', region: 'eu-west-1' }), {
      Effect: 'Allow',
      Action: 'sts:GetCallerIdentity',
      Resource: '*',
    });
  });

  const partitions: readonly (readonly [region: string, partition: string])[] = [
    ['eu-central-1', 'aws'],
    ['us-west-2', 'aws'],
    ['il-central-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eusc-de-east-1', 'aws-eusc'],
  ];
  for (const [region, partition] of partitions) {
    it(`is of the partition ${partition} in ${region}`, () => {
      const { Resource } = iamStatement({ operation: 'CopyClusterSnapshot', region, cluster: 'alpha' });
      assert.equal(Resource, `arn:${partition}:redshift:${region}:*:snapshot:alpha/*`);
    });
  }
});
