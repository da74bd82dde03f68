import assert from 'node:assert/strict';
import { iamStatement } from '../../../../src/core/access/iamStatement';
import { readOperations } from '../../../../src/core/access/readOperations';
import { operations } from '../../../../src/core/operations/all';
import { textOf } from '../../sources';

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

  it('limits ModifyClusterSnapshot, which names no cluster, to snapshots', () => {
    const scope = { operation: 'ModifyClusterSnapshot', region: 'us-east-1', account: '123456789012', cluster: 'beta' };
    assert.equal(iamStatement(scope)['Resource'], 'arn:aws:redshift:us-east-1:123456789012:snapshot:*/*');
  });

  it('is what README says, for every operation', () => {
    const [, policy = ''] = /```json\n(\{\n {2}"Version"[\s\S]*?\n\})\n```/.exec(textOf('README.md')) ?? [];
    const statements: readonly { Action: string | string[]; Resource: string }[] = JSON.parse(policy).Statement;
    const resources = statements.flatMap(({ Action, Resource }) => [Action].flat().map(action => [action, Resource]));
    const scope = { region: 'eu-west-1', account: '111122223333', cluster: 'analytics-prod' };
    const expected = [...readOperations, ...Object.keys(operations)]
      .filter(operation => operation !== 'GetCallerIdentity')
      .map(operation => iamStatement({ operation, ...scope }))
      .map(({ Action, Resource }) => [Action, Resource]);
    assert.deepEqual(resources.toSorted(), expected.toSorted());
  });

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
