import assert from 'node:assert/strict';
import {
  CopyClusterSnapshot$,
  CreateClusterSnapshot$,
  CreateClusterSnapshotCommand,
  DescribeClusterSnapshots$,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import type { StaticOperationSchema } from '@smithy/types';
import fc from 'fast-check';
import { parseForm } from '../../../src/sandbox/protocol/form';
import { readInput } from '../../../src/sandbox/protocol/input';
import { ServiceError } from '../../../src/sandbox/protocol/serviceError';

const read = (operation: StaticOperationSchema, body: string) => readInput(operation[4], parseForm(body));
const refused = (body: string, code: string, operation: StaticOperationSchema = DescribeClusterSnapshots$) =>
  assert.throws(
    () => read(operation, body),
    (error: unknown) => error instanceof ServiceError && error.code === code && error.status === 400,
    body,
  );

describe('sandbox: the form of a request', () => {
  it('is read by the operation’s own schema', () => {
    const body = [
      'Action=DescribeClusterSnapshots&Version=2012-12-01&ClusterIdentifier=a+b%2Bc&MaxRecords=20&ClusterExists=true',
      'StartTime=2026-11-22T14%3A03%3A11Z&TagKeys.TagKey.2=two&TagKeys.TagKey.1=one&TagKeys.TagKey.10=ten&TagValues=',
      'SortingEntities.SnapshotSortingEntity.1.Attribute=CREATE_TIME&SortingEntities.SnapshotSortingEntity.1.SortOrder=DESC',
      'Unknown=left+out',
    ];
    assert.deepEqual(read(DescribeClusterSnapshots$, body.join('&')), {
      ClusterIdentifier: 'a b+c',
      MaxRecords: 20,
      ClusterExists: true,
      StartTime: new Date('2026-11-22T14:03:11Z'),
      TagKeys: ['one', 'two', 'ten'],
      TagValues: [],
      SortingEntities: [{ Attribute: 'CREATE_TIME', SortOrder: 'DESC' }],
    });
  });

  it('may name its times in any way of ISO 8601', () => {
    const time = (text: string) =>
      read(DescribeClusterSnapshots$, `StartTime=${encodeURIComponent(text)}`)['StartTime'];
    for (const text of [
      '2026-11-22T14:03:11Z',
      '2026-11-22T14:03:11.000Z',
      '2026-11-22T15:03:11+01:00',
      '2026-11-22T14:03:11',
    ]) {
      assert.deepEqual(time(text), new Date('2026-11-22T14:03:11Z'), text);
    }
    assert.deepEqual(time('2026-11-22'), new Date('2026-11-22T00:00:00Z'));
  });

  it('is refused when a value has the wrong type', () => {
    for (const MaxRecords of ['many', '1.5', '1e2', '', '0x14', '2147483648', ' 20']) {
      refused(`MaxRecords=${encodeURIComponent(MaxRecords)}`, 'MalformedInput');
    }
    for (const ClusterExists of ['yes', 'TRUE', '1', '']) {
      refused(`ClusterExists=${ClusterExists}`, 'MalformedInput');
    }
    for (const StartTime of ['yesterday', '1764000000', '2026-13-01T00:00:00Z', '22.11.2026', '']) {
      refused(`StartTime=${StartTime}`, 'MalformedInput');
    }
    refused('ClusterIdentifier.member.1=a', 'MalformedInput');
    refused('TagKeys.TagKey.one=a', 'MalformedInput');
    refused('TagKeys.TagKey.0=a', 'MalformedInput');
  });

  it('is refused when a required member is missing, also inside a list', () => {
    refused('TargetSnapshotIdentifier=a', 'MissingParameter', CopyClusterSnapshot$);
    refused('SortingEntities.SnapshotSortingEntity.1.SortOrder=ASC', 'MissingParameter');
  });

  it('cannot reach what it should not, by names that mean something to JavaScript', () => {
    const input = read(DescribeClusterSnapshots$, '__proto__.polluted=1&constructor=2&TagKeys.__proto__.1=3');
    assert.deepEqual(input, { TagKeys: [] });
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });

  it('is read as the SDK wrote it, whatever it holds', async () => {
    const seen: string[] = [];
    const client = new RedshiftClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      requestHandler: {
        handle: async (request: { body?: unknown }) => {
          seen.push(String(request.body));
          throw new Error('not sent');
        },
      },
      maxAttempts: 1,
    });
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const plain = { noNullPrototype: true };
    const tag = fc.record({ Key: text, Value: text }, plain);
    const create = fc.record(
      {
        SnapshotIdentifier: text,
        ClusterIdentifier: text,
        ManualSnapshotRetentionPeriod: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        Tags: fc.array(tag, { maxLength: 12 }),
      },
      plain,
    );
    await fc.assert(
      fc.asyncProperty(create, async input => {
        await client.send(new CreateClusterSnapshotCommand(input)).catch(() => undefined);
        assert.deepEqual(read(CreateClusterSnapshot$, seen.at(-1) ?? ''), input);
      }),
      { numRuns: 100 },
    );
  });
});
