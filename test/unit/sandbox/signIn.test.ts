import assert from 'node:assert/strict';
import { DescribeClusterSnapshotsCommand, DescribeClustersCommand } from '@aws-sdk/client-redshift';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Identity } from '../../../src/sandbox/model/identities';
import { bench, call, clientOf, fails, names, send, sign } from './support';

const describe_ = { Action: 'DescribeClusters' };

function identity(name: string, more: Partial<Identity> = {}): Identity {
  const accessKeyId = `AKIA${name.toUpperCase().padEnd(16, 'X')}`;
  const account = '222233334444';
  return {
    accessKeyId,
    secretAccessKey: `secret of ${name}`,
    account,
    arn: `arn:aws:iam::${account}:user/${name}`,
    ...more,
  };
}

const other = identity('other');
const temporary = identity('temporary', { sessionToken: 'token', userId: 'AROAEXAMPLE:session' });
const expired = identity('expired', { sessionToken: 'token', expired: true });
const reader = identity('reader', { deny: ['CopyClusterSnapshot', 'GetCallerIdentity'] });
const scoped = identity('scoped', {
  deny: (operation, resource) => operation === 'DescribeClusterSnapshots' && !resource.endsWith(':snapshot:alpha/*'),
});

describe('sandbox: who is asking', () => {
  const b = bench({ identities: [other, temporary, expired, reader, scoped] });

  const as = (who: Identity) => clientOf(b.sandbox, { credentials: who });
  const sts = (who?: Identity) =>
    new STSClient({ ...b.sandbox, credentials: who ?? b.sandbox.credentials, maxAttempts: 1 });

  it('is told by STS', async () => {
    const { Account, Arn, UserId, $metadata } = await sts().send(new GetCallerIdentityCommand({}));
    assert.deepEqual([Account, Arn], ['111122223333', 'arn:aws:iam::111122223333:user/on-call']);
    assert.match(String(UserId), /^AIDA/);
    assert.match(String($metadata.requestId), /^[0-9a-f-]{36}$/);
    const { UserId: role } = await sts(temporary).send(new GetCallerIdentityCommand({}));
    assert.equal(role, 'AROAEXAMPLE:session');
  });

  it('is told by STS whatever the policy says', async () => {
    await sts(reader).send(new GetCallerIdentityCommand({}));
  });

  it('has an account with data of its own, in each Region', async () => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'theirs' }, { account: other.account });
    b.sandbox.data.addCluster({ ClusterIdentifier: 'far' }, { region: 'us-east-1' });
    const listed = async (client: ReturnType<typeof clientOf>) =>
      (await client.send(new DescribeClustersCommand({}))).Clusters?.map(({ ClusterIdentifier }) => ClusterIdentifier);
    assert.deepEqual(await listed(as(other)), ['theirs']);
    assert.deepEqual(await listed(b.redshift), []);
    assert.deepEqual(await listed(clientOf(b.sandbox, { region: 'us-east-1' })), ['far']);
  });

  it('is refused without a signature', async () => {
    const answer = await send(b.sandbox, { body: 'Action=DescribeClusters&Version=2012-12-01' });
    assert.deepEqual([answer.status, answer.code], [403, 'MissingAuthenticationToken']);
  });

  it('is refused with half a signature', async () => {
    const body = 'Action=DescribeClusters&Version=2012-12-01';
    const headers = await sign(b.sandbox, body);
    const broken = { ...headers, authorization: String(headers['authorization']).replace(/Signature=.*/, '') };
    assert.deepEqual(codeOf(await send(b.sandbox, { body, headers: broken })), [400, 'IncompleteSignature']);
    const { 'x-amz-date': _date, ...dateless } = headers;
    assert.deepEqual(codeOf(await send(b.sandbox, { body, headers: dateless })), [400, 'IncompleteSignature']);
  });

  it('is refused with a key that nobody has', () =>
    fails(
      as(identity('nobody')).send(new DescribeClustersCommand({})),
      'InvalidClientTokenId',
      'InvalidClientTokenId',
      403,
    ));

  it('is refused with the wrong secret', () =>
    fails(
      as({ ...other, secretAccessKey: 'guessed' }).send(new DescribeClustersCommand({})),
      'SignatureDoesNotMatch',
      'SignatureDoesNotMatch',
      403,
    ));

  it('is refused when the body or a signed header was changed on the way', async () => {
    const body = 'Action=DescribeClusters&Version=2012-12-01';
    const headers = await sign(b.sandbox, body);
    const changes = [
      { body: `${body}&ClusterIdentifier=x`, headers },
      { body: `${body}&ClusterIdentifier=x`, headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      { body, headers: { ...headers, 'content-type': 'text/plain' } },
      {
        body,
        headers: {
          ...headers,
          authorization: String(headers['authorization']).replace('content-type;host;', 'content-type;'),
        },
      },
      {
        body,
        headers: { ...headers, authorization: String(headers['authorization']).replace(/\/\d{8}\//, '/20200101/') },
      },
      {
        body,
        headers: { ...headers, authorization: String(headers['authorization']).replace('/eu-west-1/', '/us-east-1/') },
      },
    ];
    assert.deepEqual(codeOf(await send(b.sandbox, { body, headers })), [200, undefined]);
    for (const change of changes) {
      assert.deepEqual(codeOf(await send(b.sandbox, change)), [403, 'SignatureDoesNotMatch'], JSON.stringify(change));
    }
  });

  it('is refused when the signature does not cover the host', async () => {
    const answer = await call(b.sandbox, describe_, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    assert.deepEqual(codeOf(answer), [403, 'SignatureDoesNotMatch']);
  });

  it('is refused when the clocks are 15 minutes apart, and told so', async () => {
    const minutes = (n: number) => new Date(Date.now() + n * 60_000);
    assert.equal((await call(b.sandbox, describe_, { signingDate: minutes(-14) })).status, 200);
    assert.equal((await call(b.sandbox, describe_, { signingDate: minutes(14) })).status, 200);
    const late = await call(b.sandbox, describe_, { signingDate: minutes(-16) });
    assert.deepEqual(codeOf(late), [403, 'SignatureDoesNotMatch']);
    assert.match(late.body, /Signature expired: \d{8}T\d{6}Z is now earlier than/);
    const early = await call(b.sandbox, describe_, { signingDate: minutes(16) });
    assert.deepEqual(codeOf(early), [403, 'SignatureDoesNotMatch']);
    assert.match(early.body, /Signature not yet current/);
  });

  it('is told apart by the session token of temporary credentials', async () => {
    await as(temporary).send(new DescribeClustersCommand({}));
    const { sessionToken: _token, ...tokenless } = temporary;
    for (const who of [tokenless, { ...temporary, sessionToken: 'wrong' }, { ...other, sessionToken: 'unasked' }]) {
      const answer = as(who).send(new DescribeClustersCommand({}));
      await fails(answer, 'InvalidClientTokenId', 'InvalidClientTokenId', 403);
    }
  });

  it('is refused when the credentials have expired, by both services', async () => {
    await fails(as(expired).send(new DescribeClustersCommand({})), 'ExpiredToken', 'ExpiredToken', 403);
    await fails(sts(expired).send(new GetCallerIdentityCommand({})), 'ExpiredToken', 'ExpiredToken', 403);
  });

  it('is refused what a policy denies, with the caller, the permission and the resource named', async () => {
    const answer = await call(
      b.sandbox,
      {
        Action: 'CopyClusterSnapshot',
        SourceSnapshotIdentifier: 'rs:a-1',
        SourceSnapshotClusterIdentifier: 'alpha',
        TargetSnapshotIdentifier: 'kept',
      },
      reader,
    );
    assert.deepEqual(codeOf(answer), [403, 'AccessDenied']);
    assert.match(
      answer.body,
      /User: arn:aws:iam::222233334444:user\/reader is not authorized to perform: redshift:CopyClusterSnapshot/,
    );
    assert.match(answer.body, /on resource: arn:aws:redshift:eu-west-1:222233334444:snapshot:alpha\/rs:a-1 /);
  });

  it('is refused by the resource that a request names', async () => {
    const describeSnapshots = (ClusterIdentifier?: string) =>
      as(scoped).send(new DescribeClusterSnapshotsCommand({ ClusterIdentifier }));
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha' }, { account: scoped.account });
    assert.deepEqual(names((await describeSnapshots('alpha')).Snapshots), []);
    await fails(describeSnapshots('beta'), 'AccessDenied', 'AccessDenied', 403);
    await fails(describeSnapshots(), 'AccessDenied', 'AccessDenied', 403);
  });

  it('is refused an operation that does not exist, or exists in another service or version', async () => {
    assert.deepEqual(codeOf(await call(b.sandbox, { Action: 'DropEverything' })), [400, 'InvalidAction']);
    assert.deepEqual(codeOf(await call(b.sandbox, { Action: 'GetCallerIdentity' })), [400, 'InvalidAction']);
    assert.deepEqual(codeOf(await call(b.sandbox, describe_, { service: 'sts' })), [400, 'InvalidAction']);
    assert.deepEqual(codeOf(await call(b.sandbox, { ...describe_, Version: '2010-01-01' })), [400, 'InvalidAction']);
    assert.deepEqual(codeOf(await call(b.sandbox, { Foo: 'bar' })), [400, 'MissingAction']);
    assert.deepEqual(codeOf(await call(b.sandbox, describe_, { service: 's3' })), [403, 'SignatureDoesNotMatch']);
  });
});

function codeOf({ status, code }: { readonly status: number; readonly code: string | undefined }) {
  return [status, code];
}
