import assert from 'node:assert/strict';
import type { EventQuery } from '../../../src/core/model/gateway';
import type { JsonObject } from '../../../src/core/model/json';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { aCopy, assertProblem, type Connected, connectTo, itemsOf, pagesOf, problemFrom } from './support';

const now = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;

describe('the gateway', () => {
  let sandbox: RunningSandbox;
  let connected: Connected;

  beforeEach(async () => {
    sandbox = await startSandbox({ data: 'empty', clock: { now: () => now } });
    connected = connectTo(sandbox);
  });

  afterEach(async () => {
    connected.gateway.dispose();
    await sandbox.close();
  });

  const sentParameters = (action: string) =>
    sandbox.requests.filter(request => request.action === action).map(request => request.parameters);

  function arrange(): void {
    for (const cluster of ['alpha', 'beta']) {
      sandbox.data.addCluster({ ClusterIdentifier: cluster });
      for (const age of [3, 1, 2]) {
        sandbox.data.addSnapshot({
          ClusterIdentifier: cluster,
          SnapshotIdentifier: `rs:${cluster}-${age}`,
          SnapshotCreateTime: new Date(now - age * hour),
        });
      }
      sandbox.data.addSnapshot({
        ClusterIdentifier: cluster,
        SnapshotIdentifier: `${cluster}-manual`,
        SnapshotType: 'manual',
        SnapshotCreateTime: new Date(now - 5 * hour),
      });
    }
  }

  describe('lists', () => {
    it('clusters page by page', async () => {
      for (let n = 0; n < 130; n++) {
        sandbox.data.addCluster({ ClusterIdentifier: `cluster-${n}` });
      }
      const pages = await pagesOf(connected.gateway.clusters());
      assert.deepEqual(
        pages.map(page => [page.items.length, page.more]),
        [
          [100, true],
          [30, false],
        ],
      );
      assert.equal(new Set(pages.flatMap(page => page.items.map(cluster => cluster.identifier))).size, 130);
      assert.deepEqual(sentParameters('DescribeClusters')[0], { MaxRecords: '100' });
    });

    it('nothing as one empty page', async () => {
      assert.deepEqual(await pagesOf(connected.gateway.clusters()), [{ items: [], more: false }]);
      assert.deepEqual(await pagesOf(connected.gateway.snapshots({})), [{ items: [], more: false }]);
    });

    it('asks for the next page only when it is wanted', async () => {
      for (let n = 0; n < 130; n++) {
        sandbox.data.addCluster({ ClusterIdentifier: `cluster-${n}` });
      }
      for await (const page of connected.gateway.clusters()) {
        assert.equal(page.items.length, 100);
        break;
      }
      assert.equal(sandbox.requests.length, 1);
    });

    const queries = [
      {
        query: { clusterIdentifier: 'ALPHA', type: 'automated' },
        expected: ['rs:alpha-1', 'rs:alpha-2', 'rs:alpha-3'],
      },
      { query: { clusterIdentifier: 'beta', type: 'manual' }, expected: ['beta-manual'] },
      { query: { type: 'manual' }, expected: ['alpha-manual', 'beta-manual'] },
      { query: { snapshotIdentifier: 'Alpha-Manual' }, expected: ['alpha-manual'] },
      { query: { snapshotIdentifier: 'rs:beta-2', clusterIdentifier: 'alpha' }, expected: [] },
      { query: { snapshotIdentifier: 'rs:beta-2', type: 'manual' }, expected: [] },
    ] as const;
    for (const { query, expected } of queries) {
      it(`snapshots of ${JSON.stringify(query)}, also where the endpoint ignores filters`, async () => {
        arrange();
        const found = await itemsOf(connected.gateway.snapshots(query));
        assert.deepEqual(found.map(snapshot => snapshot.identifier).sort(), expected);
        sandbox.inject({ name: 'ignoreFilters' });
        const filtered = await itemsOf(connected.gateway.snapshots(query));
        assert.deepEqual(filtered.map(snapshot => snapshot.identifier).sort(), expected);
      });
    }

    it('asks for the newest first', async () => {
      arrange();
      const found = await itemsOf(connected.gateway.snapshots({ clusterIdentifier: 'alpha' }));
      assert.deepEqual(
        found.map(snapshot => snapshot.identifier),
        ['rs:alpha-1', 'rs:alpha-2', 'rs:alpha-3', 'alpha-manual'],
      );
      assert.deepEqual(sentParameters('DescribeClusterSnapshots'), [
        {
          ClusterIdentifier: 'alpha',
          MaxRecords: '100',
          'SortingEntities.SnapshotSortingEntity.1.Attribute': 'CREATE_TIME',
          'SortingEntities.SnapshotSortingEntity.1.SortOrder': 'DESC',
        },
      ]);
    });

    it('snapshots whose cluster is gone', async () => {
      arrange();
      sandbox.data.removeCluster('beta');
      const found = await itemsOf(connected.gateway.snapshots({ clusterExists: false }));
      assert.deepEqual(
        found.map(snapshot => snapshot.identifier),
        ['beta-manual'],
      );
      assert.equal(sentParameters('DescribeClusterSnapshots')[0]?.['ClusterExists'], 'false');
    });

    for (const query of [
      { clusterIdentifier: 'alpha', type: 'automated' },
      { type: 'automated', createdFrom: now - 10 * hour },
      { snapshotIdentifier: 'rs:alpha-1' },
    ] as const) {
      it(`snapshots whole where that is wanted: ${Object.keys(query).join(', ')}`, async () => {
        arrange();
        const { gateway } = connected;
        const found = await itemsOf(gateway.snapshots({ ...query, whole: true }));
        const described = await gateway.describeSnapshot({ identifier: 'rs:alpha-1', clusterIdentifier: 'alpha' });
        const [one] = described['Snapshots'] as readonly JsonObject[];
        assert.ok(one?.['MasterUsername'] && one['ClusterVersion']);
        const listed = found.find(({ identifier }) => identifier === 'rs:alpha-1')?.described;
        assert.deepEqual(listed, { ...one, MasterUsername: '****' });
        const plain = await itemsOf(gateway.snapshots(query));
        assert.ok(plain.every(snapshot => !('described' in snapshot)));
      });
    }

    it('never names snapshot and cluster in one request', async () => {
      arrange();
      await itemsOf(connected.gateway.snapshots({ snapshotIdentifier: 'rs:alpha-1', clusterIdentifier: 'alpha' }));
      assert.deepEqual(sentParameters('DescribeClusterSnapshots'), [{ SnapshotIdentifier: 'rs:alpha-1' }]);
    });

    it('says that a snapshot is not there', async () => {
      const problem = await problemFrom(itemsOf(connected.gateway.snapshots({ snapshotIdentifier: 'nothing-here' })));
      assertProblem(problem, { kind: 'snapshotNotFound', code: 'ClusterSnapshotNotFound', httpStatus: 404 });
      assert.equal('outcomeUnknown' in problem, false);
    });

    it('ends when the endpoint hands out the same marker again', async () => {
      for (let n = 0; n < 230; n++) {
        sandbox.data.addCluster({ ClusterIdentifier: `cluster-${n}` });
      }
      sandbox.inject({ name: 'repeatMarker', count: 50 });
      const seen: number[] = [];
      const listing = (async () => {
        for await (const page of connected.gateway.clusters()) {
          seen.push(page.items.length);
        }
      })();
      assertProblem(await problemFrom(listing), { kind: 'pagingNeverEnds', operation: 'DescribeClusters' });
      assert.deepEqual(seen, [100, 100]);
    });
  });

  describe('copies', () => {
    it('with all four parameters, and returns the snapshot and the answer', async () => {
      arrange();
      const { snapshot, response, requestId } = await connected.gateway.send('CopyClusterSnapshot', aCopy);
      assert.equal(requestId, sandbox.requests[0]?.requestId);
      assert.deepEqual(sentParameters('CopyClusterSnapshot'), [
        {
          SourceSnapshotIdentifier: 'rs:alpha-1',
          SourceSnapshotClusterIdentifier: 'alpha',
          TargetSnapshotIdentifier: 'alpha-kept',
          ManualSnapshotRetentionPeriod: '30',
        },
      ]);
      assert.equal(snapshot?.identifier, 'alpha-kept');
      assert.equal(snapshot?.type, 'manual');
      assert.equal(snapshot?.manualRetentionDays, 30);
      assert.equal(snapshot?.createTime, now - hour);
      assert.equal(snapshot?.retentionStartTime, now - hour);
      assert.deepEqual(Object.keys(response), ['Snapshot']);
      const document = response['Snapshot'] as Record<string, unknown>;
      assert.equal(document['SnapshotIdentifier'], 'alpha-kept');
      assert.equal(document['SnapshotCreateTime'], new Date(now - hour).toISOString());
      assert.equal(document['ManualSnapshotRetentionPeriod'], 30);
    });

    it('with a retention of -1, which is until deleted', async () => {
      arrange();
      await connected.gateway.send('CopyClusterSnapshot', { ...aCopy, ManualSnapshotRetentionPeriod: -1 });
      assert.equal(sentParameters('CopyClusterSnapshot')[0]?.['ManualSnapshotRetentionPeriod'], '-1');
    });
  });

  describe('describes', () => {
    it('one cluster with all its members', async () => {
      arrange();
      for (const fault of ['slow', 'ignoreFilters'] as const) {
        sandbox.inject({ name: fault, milliseconds: 0 });
        const { Clusters } = await connected.gateway.describeCluster('alpha');
        assert.deepEqual(Clusters, wire(sandbox.data.clusters().slice(0, 1)));
      }
    });

    it('one cluster as core knows it, with one request however many there are', async () => {
      for (let number = 0; number < 150; number += 1) {
        sandbox.data.addCluster({ ClusterIdentifier: `beta-${number}` });
      }
      sandbox.data.addCluster({ ClusterIdentifier: 'zeta', ClusterStatus: 'paused' });
      const before = sandbox.requests.length;
      const { identifier, status } = await connected.gateway.cluster('zeta');
      assert.deepEqual([identifier, status], ['zeta', 'paused']);
      assert.equal(sandbox.requests.length, before + 1);
      assertProblem(await problemFrom(connected.gateway.cluster('eta')), { kind: 'clusterNotFound' });
    });

    it('one snapshot with all its members, of the cluster that was meant', async () => {
      arrange();
      sandbox.data.addSnapshot({ ClusterIdentifier: 'beta', SnapshotIdentifier: 'rs:alpha-1' });
      const reference = { identifier: 'rs:alpha-1', clusterIdentifier: 'alpha' };
      for (const fault of ['slow', 'ignoreFilters'] as const) {
        sandbox.inject({ name: fault, milliseconds: 0 });
        const { Snapshots } = await connected.gateway.describeSnapshot(reference);
        const expected = sandbox.data
          .snapshots()
          .filter(
            ({ ClusterIdentifier, SnapshotIdentifier }) =>
              ClusterIdentifier === 'alpha' && SnapshotIdentifier === 'rs:alpha-1',
          );
        assert.deepEqual(Snapshots, wire(expected));
      }
    });

    it('a snapshot that another account shares', async () => {
      const theirs = { account: '444455556666' };
      const shared = { ClusterIdentifier: 'gamma', SnapshotIdentifier: 'shared-one', SnapshotType: 'manual' };
      sandbox.data.addSnapshot({ ...shared, AccountsWithRestoreAccess: [{ AccountId: sandbox.account }] }, theirs);
      const reference = { identifier: 'shared-one', clusterIdentifier: 'gamma', ownerAccount: theirs.account };
      const { Snapshots } = await connected.gateway.describeSnapshot(reference);
      assert.equal((Snapshots as readonly Record<string, unknown>[])[0]?.['OwnerAccount'], theirs.account);
      const { ownerAccount: _, ...own } = reference;
      assertProblem(await problemFrom(connected.gateway.describeSnapshot(own)), { kind: 'snapshotNotFound' });
    });

    it('the events of a cluster with those of its snapshots, or of one snapshot, page by page', async () => {
      sandbox.data.addCluster({ ClusterIdentifier: 'alpha' });
      sandbox.data.addCluster({ ClusterIdentifier: 'alpha-2' });
      for (let number = 1; number <= 11; number += 1) {
        for (const cluster of ['alpha', 'alpha-2']) {
          const names = { SnapshotIdentifier: `${cluster}-made-${number}`, ClusterIdentifier: cluster };
          await connected.gateway.send('CreateClusterSnapshot', { ...names, ManualSnapshotRetentionPeriod: -1 });
          sandbox.clock.advance(120_000);
          await connected.gateway.send('DeleteClusterSnapshot', { SnapshotIdentifier: names.SnapshotIdentifier });
        }
      }
      const read = async (query: EventQuery) => {
        const events: JsonObject[] = [];
        for await (const { items } of connected.gateway.events(query)) {
          events.push(...items);
        }
        return events;
      };
      const all = await read({});
      assert.equal(all.length, 66);
      const own = await read({ clusterIdentifier: 'alpha' });
      assert.deepEqual(
        own.map(({ SourceIdentifier }) => SourceIdentifier),
        Array.from({ length: 11 }, (_, index) => Array(3).fill(`alpha-made-${index + 1}`)).flat(),
      );
      sandbox.inject({ name: 'ignoreFilters' });
      const [started, completed, deleted, ...others] = await read({
        clusterIdentifier: 'alpha',
        snapshotIdentifier: 'alpha-made-3',
      });
      assert.deepEqual(others, []);
      assert.deepEqual(
        [started, completed, deleted].map(event => event?.['EventId']),
        ['REDSHIFT-EVENT-2009', 'REDSHIFT-EVENT-3004', 'REDSHIFT-EVENT-2011'],
      );
      assert.match(String(deleted?.['Message']), /^The cluster snapshot 'alpha-made-3' .* 'alpha' was deleted at /);
      assert.match(String(deleted?.['Date']), /^\d{4}-.*Z$/);
    });

    it('what snapshots and clusters take up', async () => {
      arrange();
      assert.deepEqual(
        Object.values(await connected.gateway.describeStorage()).map(value => typeof value),
        ['number', 'number'],
      );
    });

    it('says what is not there, whatever the endpoint answers', async () => {
      arrange();
      for (const fault of ['slow', 'ignoreFilters'] as const) {
        sandbox.inject({ name: fault, milliseconds: 0, count: 2 });
        const cluster = await problemFrom(connected.gateway.describeCluster('gamma'));
        assertProblem(cluster, { kind: 'clusterNotFound', code: 'ClusterNotFound', operation: 'DescribeClusters' });
        const reference = { identifier: 'rs:alpha-9', clusterIdentifier: 'alpha' };
        const snapshot = await problemFrom(connected.gateway.describeSnapshot(reference));
        assertProblem(snapshot, { kind: 'snapshotNotFound', code: 'ClusterSnapshotNotFound' });
      }
    });
  });

  describe('tells who is asking', () => {
    const asked = () => sandbox.requests.filter(request => request.action === 'GetCallerIdentity').length;

    it('once for these credentials, whoever wants to know', async () => {
      const identity = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/on-call' };
      const answers = await Promise.all([connected.gateway.callerIdentity(), connected.gateway.callerIdentity()]);
      assert.deepEqual([...answers, await connected.gateway.callerIdentity()], [identity, identity, identity]);
      assert.equal(asked(), 1);
    });

    it('again after a failure', async () => {
      sandbox.inject({ name: 'denied' });
      const problem = await problemFrom(connected.gateway.callerIdentity());
      assertProblem(problem, { kind: 'accessDenied', operation: 'GetCallerIdentity' });
      assert.equal((await connected.gateway.callerIdentity()).account, '111122223333');
      assert.equal(asked(), 2);
    });

    it('and lets one asker give up without the others', async () => {
      const abort = new AbortController();
      sandbox.onRequest(() => abort.abort());
      const [first, second] = [connected.gateway.callerIdentity(abort.signal), connected.gateway.callerIdentity()];
      assertProblem(await problemFrom(first), { kind: 'cancelled' });
      assert.equal((await second).account, '111122223333');
    });
  });

  it('logs each request, with what it took and what became of it', async () => {
    arrange();
    sandbox.inject({ name: 'unavailable', action: 'DescribeClusters', count: 2 });
    await itemsOf(connected.gateway.clusters());
    await problemFrom(
      connected.gateway.send('CopyClusterSnapshot', { ...aCopy, SourceSnapshotIdentifier: 'rs:alpha-9' }),
    );
    assert.deepEqual(
      connected.log.map(({ milliseconds: _, ...record }) => record),
      [
        ...[0, 1].map(request => ({
          operation: 'DescribeClusters',
          target: 'sample · eu-west-1',
          attempts: 1,
          requestId: sandbox.requests[request]?.requestId,
          errorCode: 'ServiceUnavailable',
        })),
        {
          operation: 'DescribeClusters',
          target: 'sample · eu-west-1',
          attempts: 1,
          requestId: sandbox.requests[2]?.requestId,
        },
        {
          operation: 'CopyClusterSnapshot',
          target: 'sample · eu-west-1',
          attempts: 1,
          requestId: sandbox.requests[3]?.requestId,
          errorCode: 'ClusterSnapshotNotFound',
        },
      ],
    );
    assert.ok(connected.log.every(record => Number.isInteger(record.milliseconds)));
  });
});

/** What a value becomes on its way through XML and JSON. */
function wire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
