import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import fc from 'fast-check';
import type { Page } from '../../../../src/core/model/gateway';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { Fault } from '../../../../src/sandbox/faults/fault';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../../src/sandbox/sandbox';
import { aCopy, assertProblem, type Connected, connectTo, itemsOf, problemFrom } from '../support';

describe('a long list over HTTP', () => {
  let sandbox: RunningSandbox;
  let connected: Connected;

  async function start(options: SandboxOptions): Promise<void> {
    sandbox = await startSandbox(options);
    connected = connectTo(sandbox);
  }

  async function end(): Promise<void> {
    connected.gateway.dispose();
    await sandbox.close();
  }

  const arns = (snapshots: readonly Snapshot[]) => snapshots.map(({ arn }) => arn).sort();
  const held = () =>
    sandbox.data
      .snapshots()
      .map(({ SnapshotArn }) => SnapshotArn)
      .sort();

  /** Injects a fault once the first page was asked for. */
  function afterFirstPage(fault: Fault): void {
    const stop = sandbox.onRequest(() => {
      if (sandbox.requests.length > 1) {
        stop();
        sandbox.inject(fault);
      }
    });
  }

  it('is complete and has nothing twice while snapshots come and go', async () => {
    const changes = fc.infiniteStream(fc.tuple(fc.nat(), fc.boolean()));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 90, max: 500 }),
        fc.integer({ min: 1, max: 7 }),
        changes,
        async (snapshots, clusters, random) => {
          await start({ clusters, snapshots });
          const before = held();
          const gone = new Set<string | undefined>();
          sandbox.onRequest(() => {
            const [n, adds] = random.next().value ?? [0, false];
            const name = before[n % before.length] ?? '';
            if (adds) {
              const SnapshotCreateTime = new Date(Date.now() - n);
              sandbox.data.addSnapshot({
                ClusterIdentifier: 'cluster-0001',
                SnapshotIdentifier: `new-${n}`,
                SnapshotCreateTime,
              });
            } else if (sandbox.data.removeSnapshot(name)) {
              gone.add(name);
            }
          });
          const listed = arns(await itemsOf(connected.gateway.snapshots({})));
          assert.equal(new Set(listed).size, listed.length);
          const found = new Set(listed);
          assert.deepEqual(
            before.filter(arn => !gone.has(arn) && !found.has(arn)),
            [],
          );
          await end();
        },
      ),
      { numRuns: 5 },
    );
  });

  it('of each of 100 clusters is complete where all of them are asked for and 20 requests a second are allowed', async () => {
    await start({ clusters: 100, snapshots: 400, rate: 20 });
    const { gateway } = connected;
    const clusters = await itemsOf(gateway.clusters());
    // A slow machine may not ask for 20 a second.
    sandbox.inject({ name: 'throttle', action: 'DescribeClusterSnapshots', count: 3 });
    const listed = await Promise.all(
      clusters.map(({ identifier }) => itemsOf(gateway.snapshots({ clusterIdentifier: identifier }))),
    );
    assert.equal(listed.length, 100);
    assert.deepEqual(arns(listed.flat()), held());
    assert.ok(connected.log.some(({ errorCode }) => errorCode === 'Throttling'));
    await end();
  }).timeout(30_000);

  describe('of 700', () => {
    beforeEach(() => start({ clusters: 5, snapshots: 700 }));
    afterEach(end);

    it('is complete where the service throttles, each attempt for itself', async () => {
      afterFirstPage({ name: 'throttle', count: 4 });
      assert.deepEqual(arns(await itemsOf(connected.gateway.snapshots({}))), held());
      assert.equal(connected.log.filter(({ errorCode }) => errorCode === 'Throttling').length, 4);
      assert.ok(connected.log.every(({ attempts }) => attempts === 1));
    });

    it('is complete where the service fails for the moment', async () => {
      for (const name of ['unavailable', 'dropBefore', 'dropAfter', 'truncate'] as const) {
        afterFirstPage({ name });
      }
      assert.deepEqual(arns(await itemsOf(connected.gateway.snapshots({}))), held());
    });

    it('is complete where the endpoint ignores filters', async () => {
      sandbox.inject({ name: 'ignoreFilters', count: 1_000 });
      assert.deepEqual(arns(await itemsOf(connected.gateway.snapshots({}))), held());
    });

    it('has those without a time', async () => {
      for (let n = 0; n < 3; n++) {
        const SnapshotIdentifier = `no-time-${n}`;
        sandbox.data.addSnapshot({ ClusterIdentifier: 'cluster-0001', SnapshotIdentifier }, { withoutTime: true });
      }
      const listed = await itemsOf(connected.gateway.snapshots({}));
      assert.deepEqual(arns(listed), held());
      assert.equal(listed.filter(({ createTime }) => createTime === undefined).length, 3);
    });

    it('of one cluster, of one type and of clusters that are gone is complete', async () => {
      sandbox.data.removeCluster('cluster-0002');
      for (const query of [
        { clusterIdentifier: 'cluster-0001' },
        { type: 'automated' },
        { clusterExists: false },
      ] as const) {
        const expected = sandbox.data
          .snapshots()
          .filter(snapshot =>
            'type' in query
              ? snapshot.SnapshotType === 'automated'
              : snapshot.ClusterIdentifier === ('clusterIdentifier' in query ? 'cluster-0001' : 'cluster-0002'),
          );
        const listed = await itemsOf(connected.gateway.snapshots(query));
        assert.deepEqual(arns(listed), expected.map(({ SnapshotArn }) => SnapshotArn).sort());
      }
    });

    it('ends with the problem of any part, after what came', async () => {
      afterFirstPage({ name: 'denied', count: 1_000 });
      const pages: Page<Snapshot>[] = [];
      const listing = (async () => {
        for await (const page of connected.gateway.snapshots({})) {
          pages.push(page);
        }
      })();
      assertProblem(await problemFrom(listing), { kind: 'accessDenied', operation: 'DescribeClusterSnapshots' });
      assert.ok(pages.length > 0 && pages.every(page => page.more));
    });

    it('sends each of its requests in a turn of the event loop of its own', async () => {
      let turn = 0;
      let counting = setImmediate(function count() {
        turn++;
        counting = setImmediate(count);
      });
      const sentIn: number[] = [];
      const send = (): void => {
        sentIn.push(turn);
      };
      subscribe('http.client.request.start', send);
      await itemsOf(connected.gateway.snapshots({}));
      unsubscribe('http.client.request.start', send);
      clearImmediate(counting);
      assert.ok(sentIn.length > 7);
      assert.equal(new Set(sentIn).size, sentIn.length, sentIn.join());
    });

    it('ends when it is cancelled', async () => {
      const abort = new AbortController();
      sandbox.onRequest(() => {
        if (sandbox.requests.length > 3) {
          abort.abort();
        }
      });
      assertProblem(await problemFrom(itemsOf(connected.gateway.snapshots({}, abort.signal))), { kind: 'cancelled' });
    });

    it('lets a copy pass that the service does not throttle', async () => {
      const source = sandbox.data.snapshots().find(({ SnapshotType }) => SnapshotType === 'automated');
      const throttled = sandbox.inject({ name: 'throttle', action: 'DescribeClusterSnapshots', count: 1_000 });
      const abort = new AbortController();
      const listing = problemFrom(itemsOf(connected.gateway.snapshots({}, abort.signal)));
      const { snapshot } = await connected.gateway.send('CopyClusterSnapshot', {
        ...{ ...aCopy, ManualSnapshotRetentionPeriod: -1 },
        SourceSnapshotClusterIdentifier: source?.ClusterIdentifier ?? '',
        SourceSnapshotIdentifier: source?.SnapshotIdentifier ?? '',
      });
      assert.equal(snapshot?.identifier, aCopy.TargetSnapshotIdentifier);
      throttled.remove();
      abort.abort();
      assertProblem(await listing, { kind: 'cancelled' });
    });
  });
});
