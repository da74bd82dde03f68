import assert from 'node:assert/strict';
import {
  CreateClusterSnapshotCommand,
  DeleteClusterSnapshotCommand,
  DescribeEventsCommand,
  type DescribeEventsMessage,
  DescribeStorageCommand,
} from '@aws-sdk/client-redshift';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { automated, bench, clientOf, day, fails, hour, manual, noon } from './support';

describe('sandbox: DescribeEvents', () => {
  const b = bench();

  const describeEvents = (input: DescribeEventsMessage = {}) => b.redshift.send(new DescribeEventsCommand(input));
  const ids = async (input: DescribeEventsMessage = {}) =>
    (await describeEvents(input)).Events?.map(({ EventId = '' }) => Number(EventId.slice('REDSHIFT-EVENT-'.length)));

  beforeEach(async () => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
    const input = { SnapshotIdentifier: 'now', ClusterIdentifier: 'alpha' };
    await b.redshift.send(new CreateClusterSnapshotCommand(input));
  });

  it('has what happened by now, oldest first', async () => {
    assert.deepEqual(await ids(), [2009]);
    b.sandbox.clock.advance(120_000);
    await b.redshift.send(new DeleteClusterSnapshotCommand({ SnapshotIdentifier: 'now' }));
    assert.deepEqual(await ids(), [2009, 3004, 2011]);
    const { Events: [, , last] = [] } = await describeEvents();
    assert.deepEqual(last, {
      SourceIdentifier: 'now',
      SourceType: 'cluster-snapshot',
      Message: "The cluster snapshot 'now' for Amazon Redshift cluster 'alpha' was deleted at 2026-11-22 12:02 UTC.",
      EventCategories: ['management'],
      Severity: 'INFO',
      Date: new Date(noon + 120_000),
      EventId: 'REDSHIFT-EVENT-2011',
    });
  });

  it('has the last hour, so many minutes, or a range, and never more than 14 days', async () => {
    b.sandbox.clock.advance(2 * hour);
    assert.deepEqual(await ids(), []);
    assert.deepEqual(await ids({ Duration: 121 }), [2009, 3004]);
    assert.deepEqual(await ids({ StartTime: new Date(noon), EndTime: new Date(noon + 1000) }), [2009]);
    b.sandbox.clock.advance(14 * day);
    assert.deepEqual(await ids({ StartTime: new Date(noon - day) }), []);
  });

  it('has those of one source, whose type belongs to it', async () => {
    const of = { SourceType: 'cluster-snapshot' as const, SourceIdentifier: 'NOW' };
    assert.deepEqual(await ids(of), [2009]);
    assert.deepEqual(await ids({ ...of, SourceType: 'cluster' }), []);
    for (const name of ['SourceType', 'SourceIdentifier'] as const) {
      const code = 'InvalidParameterCombination';
      await fails(describeEvents({ [name]: of[name] }), code, code, 400);
    }
  });

  it('tells in the sample what a person would ask about', async () => {
    const sandbox = await startSandbox({ clock: { now: () => noon } });
    const client = clientOf(sandbox);
    const { Events = [] } = await client.send(new DescribeEventsCommand({ Duration: 14 * 24 * 60 }));
    client.destroy();
    await sandbox.close();
    const seen = new Set(Events.map(({ EventId }) => EventId?.slice(-4)));
    for (const id of ['2000', '2009', '3004', '3503', '2010', '3618']) {
      assert.ok(seen.has(id), id);
    }
  });
});

describe('sandbox: DescribeStorage', () => {
  const b = bench();

  it('sums up what is there, in MB', async () => {
    b.sandbox.data.addCluster({ ClusterIdentifier: 'alpha', TotalStorageCapacityInMegaBytes: 1000 });
    b.sandbox.data.addSnapshot(automated('alpha', hour, { ActualIncrementalBackupSizeInMegaBytes: 20 }));
    b.sandbox.data.addSnapshot(manual('alpha', 'old', { ActualIncrementalBackupSizeInMegaBytes: 5 }));
    const { $metadata: _, ...storage } = await b.redshift.send(new DescribeStorageCommand());
    assert.deepEqual(storage, { TotalBackupSizeInMegaBytes: 25, TotalProvisionedStorageInMegaBytes: 1000 });
  });
});
