import assert from 'node:assert/strict';
import { denialOf, deniedAction } from '../../../../src/core/access/denial';
import { statementFor } from '../../../../src/core/access/iamStatement';
import { aProblem } from '../../../support/builders';

const role = 'arn:aws:iam::222233334444:role/reader';
const sentence = (rest: string) => `User: arn:aws:iam::111122223333:user/me is not authorized to perform: ${rest}`;

describe('what a denial says', () => {
  it('the action and the resource', () => {
    assert.deepEqual(denialOf(sentence(`sts:AssumeRole on resource: ${role}`)), {
      action: 'sts:AssumeRole',
      resource: role,
      explicit: false,
    });
  });

  it('the action alone, and that a policy forbids it', () => {
    const words = sentence('redshift:DescribeClusters with an explicit deny in a service control policy');
    assert.deepEqual(denialOf(words), { action: 'redshift:DescribeClusters', explicit: true });
  });

  it('the action of a role that does not trust the caller', () => {
    const words = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';
    assert.deepEqual(denialOf(words), { action: 'sts:AssumeRoleWithWebIdentity', explicit: false });
  });

  it('nothing', () => {
    assert.equal(denialOf('No access'), undefined);
  });
});

describe('the statement for a denial', () => {
  it('is about the role, where a role was denied', () => {
    const { operation: _, ...problem } = aProblem('accessDenied');
    const denied = { ...problem, message: sentence(`sts:AssumeRole on resource: ${role}`) };
    const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role };
    assert.deepEqual(statementFor(denied, { region: 'eu-west-1' }), statement);
    assert.equal(statementFor({ ...denied, message: 'No access' }, { region: 'eu-west-1' }), undefined);
  });

  it('is about the action that the message names, where that is another one than was asked for', () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const message = sentence(`kms:CreateGrant on resource: ${key}`);
    const problem = aProblem('accessDenied', { operation: 'CopyClusterSnapshot', message });
    const statement = { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: key };
    assert.deepEqual(statementFor(problem, { region: 'eu-west-1' }), statement);
    assert.equal(deniedAction(problem), 'kms:CreateGrant');
  });

  it('is none where a policy forbids it, or the role does not trust the caller', () => {
    const operation = 'DescribeClusters';
    const forbidden = sentence('redshift:DescribeClusters with an explicit deny in a service control policy');
    assert.equal(statementFor(aProblem('accessDenied', { operation, message: forbidden }), { region: 'x' }), undefined);
    const untrusted = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';
    assert.equal(statementFor(aProblem('accessDenied', { message: untrusted }), { region: 'x' }), undefined);
  });

  it('is about all snapshots of the cluster, whichever of them the message names', () => {
    const resource = 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/rs:alpha-1';
    const message = sentence(`redshift:CopyClusterSnapshot on resource: ${resource}`);
    const problem = { ...aProblem('accessDenied'), operation: 'CopyClusterSnapshot', message };
    const { Resource } =
      statementFor(problem, { region: 'eu-west-1', account: '111122223333', cluster: 'alpha' }) ?? {};
    assert.equal(Resource, 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/*');
  });
});
