import assert from 'node:assert/strict';
import { DescribeClustersCommand } from '@aws-sdk/client-redshift';
import { Caller } from '../../../src/aws/connection/caller';
import { Connection } from '../../../src/aws/connection/connection';
import { checkPermissions } from '../../../src/core/access/checkPermissions';
import { readOperations } from '../../../src/core/access/readOperations';
import type { RedshiftGateway } from '../../../src/core/model/gateway';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { aCopy, assertProblem, connect, itemsOf, problemFrom } from './support';

const reader = { accessKeyId: 'AKIAREADERXXXXEXAMPLE'.slice(0, 20), secretAccessKey: 'reader/secret/reader/secret' };

describe('permissions', () => {
  let sandbox: RunningSandbox;
  let readOnly: boolean;
  let gateway: RedshiftGateway;

  beforeEach(async () => {
    readOnly = false;
    const deny = ['DescribeClusterSnapshots', 'CopyClusterSnapshot'];
    const identity = { ...reader, account: '111122223333', arn: 'arn:aws:iam::111122223333:user/reader', deny };
    sandbox = await startSandbox({ data: 'empty', identities: [identity] });
    const { endpoint, region } = sandbox;
    const target = { source: { kind: 'sample' }, region, endpoint } as const;
    ({ gateway } = connect({ target, credentials: reader, readOnly: () => readOnly }));
  });
  afterEach(async () => {
    gateway.dispose();
    await sandbox.close();
  });

  it('are checked by trying what only reads, and nothing else', async () => {
    const permissions = await checkPermissions(gateway, new AbortController().signal);
    assert.deepEqual(
      permissions.map(({ operation, outcome }) => [operation, outcome]),
      [
        ['DescribeClusters', 'allowed'],
        ['DescribeClusterSnapshots', 'denied'],
        ['DescribeEvents', 'allowed'],
        ['DescribeStorage', 'allowed'],
        ['GetCallerIdentity', 'allowed'],
        ['CopyClusterSnapshot', 'notTried'],
        ['CreateClusterSnapshot', 'notTried'],
        ['ModifyClusterSnapshot', 'notTried'],
        ['CreateTags', 'notTried'],
        ['DeleteTags', 'notTried'],
        ['AuthorizeSnapshotAccess', 'notTried'],
        ['RevokeSnapshotAccess', 'notTried'],
        ['DeleteClusterSnapshot', 'notTried'],
      ],
    );
    assert.match(permissions[1]?.problem?.message ?? '', /redshift:DescribeClusterSnapshots/);
    const sent = sandbox.requests.map(({ action }) => action);
    assert.deepEqual(sent.toSorted(), [...readOperations].toSorted());
  });

  it('are said to be not known where the service was not reached', async () => {
    await sandbox.close();
    const permissions = await checkPermissions(gateway, new AbortController().signal);
    assert.deepEqual(new Set(permissions.map(({ outcome }) => outcome)), new Set(['failed', 'notTried']));
  }).timeout(10_000);

  describe('where only reading is allowed', () => {
    beforeEach(() => {
      readOnly = true;
    });

    it('a change is refused before anything is resolved or sent', async () => {
      assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), {
        kind: 'readOnly',
        operation: 'CopyClusterSnapshot',
        outcomeUnknown: false,
      });
      assert.deepEqual(sandbox.requests, []);
    });

    for (const [title, operation, changes] of [
      ['that is not on the list', 'DescribeTags', false],
      ['that changes something, whatever list it is on', 'DescribeClusters', true],
    ] as const) {
      it(`an operation is refused ${title}`, async () => {
        const { endpoint, region } = sandbox;
        const options = { target: { source: { kind: 'sample' }, region, endpoint }, log: () => {} } as const;
        const all = { ...options, credentials: reader, readOnly: () => readOnly };
        const connection = new Connection(all, new Caller(all, {}));
        const { middlewareStack } = new DescribeClustersCommand({});
        const sent = connection.send({ operation, changes }, middlewareStack, async () => {
          throw new Error('It was let through.');
        });
        assertProblem(await problemFrom(sent), { kind: 'readOnly', operation });
        connection.dispose();
      });
    }

    it('reading goes on', async () => {
      assert.deepEqual(await itemsOf(gateway.clusters()), []);
      assert.equal((await gateway.callerIdentity()).account, '111122223333');
    });

    it('is asked anew for each request', async () => {
      readOnly = false;
      assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), { kind: 'accessDenied' });
      readOnly = true;
      assertProblem(await problemFrom(gateway.send('CopyClusterSnapshot', aCopy)), { kind: 'readOnly' });
    });
  });

  it('lists as reading only what begins with Describe, Get or List', () => {
    assert.deepEqual(
      [...readOperations].filter(operation => !/^(Describe|Get|List)[A-Z]/.test(operation)),
      [],
    );
  });
});
