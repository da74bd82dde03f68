import assert from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/model/cluster';
import { problemOf } from '../../../../src/core/model/problem';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import { aCluster, aFailure, aSnapshot, snapshotsOf } from '../../../support/builders';
import { Feed, type Pages, pages, pagesThenFailure, settled } from '../fakeGateway';
import { countsOf, expand, isSnapshot, outline, type Tree, treeOf, wholeTree } from './treeSupport';

describe('refreshing', () => {
  const twoClusters = (): Pages<Cluster> =>
    pages([aCluster({ identifier: 'alpha' }), aCluster({ identifier: 'beta' })]);

  async function expanded(cluster?: (identifier: string) => Promise<Cluster>): Promise<Tree> {
    const opened = treeOf({ clusters: twoClusters, ...(cluster && { cluster }) });
    await wholeTree(opened.tree);
    opened.gateway.asked.length = 0;
    opened.told.length = 0;
    return opened;
  }

  it('everything asks for all that is on the screen, and tells nothing where nothing has changed', async () => {
    const { tree, gateway, told } = await expanded();
    await tree.refresh();
    await wholeTree(tree);
    assert.deepEqual(told, []);
    assert.deepEqual(gateway.asked, [
      'clusters',
      'snapshots {"clusterIdentifier":"alpha"}',
      'snapshots {"clusterIdentifier":"beta"}',
      'snapshots {"clusterExists":false}',
    ]);
  });

  const rowOf = async ({ tree }: Tree, row: string): Promise<TreeNode | undefined> =>
    (await wholeTree(tree)).find(candidate => outline([candidate])[0]?.startsWith(row));

  it('the group without a cluster asks for it alone', async () => {
    const opened = await expanded();
    await opened.tree.refresh(await rowOf(opened, 'orphanGroup'));
    assert.deepEqual(opened.told, []);
    await wholeTree(opened.tree);
    assert.deepEqual(opened.gateway.asked, ['snapshots {"clusterExists":false}']);
  });

  it('the manual snapshots of a cluster asks for its snapshots', async () => {
    const opened = await expanded();
    await opened.tree.refresh(await rowOf(opened, 'manualGroup'));
    assert.deepEqual(opened.told, []);
    await wholeTree(opened.tree);
    assert.deepEqual(opened.gateway.asked, ['snapshots {"clusterIdentifier":"alpha"}']);
  });

  it('a cluster asks for itself and for its snapshots, and for nothing else', async () => {
    const newer = aCluster({ identifier: 'beta', status: 'paused', automatedRetentionDays: 35 });
    const opened = await expanded(async () => newer);
    await opened.tree.refresh(await rowOf(opened, 'cluster beta'));
    assert.deepEqual(new Set(opened.told), new Set(['cluster:beta']));
    const rows = await wholeTree(opened.tree);
    assert.deepEqual(opened.gateway.asked, ['snapshots {"clusterIdentifier":"beta"}', 'cluster']);
    assert.deepEqual(rows.flatMap(row => (row.kind === 'cluster' ? [row.cluster] : [])).at(-1), newer);
  });

  it('a cluster changes when its snapshots expire', async () => {
    let automatedRetentionDays = 1;
    const read = async (): Promise<Cluster> => aCluster({ automatedRetentionDays });
    const { tree } = treeOf({ cluster: read, snapshots: { alpha: () => pages(snapshotsOf('alpha', 2)) } });
    const expiries = async (): Promise<readonly unknown[]> =>
      (await expand(tree, 'alpha')).filter(isSnapshot).map(({ expiry }) => expiry);
    const [, before] = await expiries();
    automatedRetentionDays = 2;
    await tree.refresh((await tree.roots())[0]);
    const [, after] = await expiries();
    assert.notDeepEqual(after, before);
  });

  it('a cluster that was never expanded asks for itself alone', async () => {
    const { tree, gateway } = treeOf({ cluster: async () => aCluster({ status: 'paused' }) });
    const [cluster] = await tree.roots();
    gateway.asked.length = 0;
    await tree.refresh(cluster);
    const [after] = await tree.roots();
    assert.ok(after?.kind === 'cluster' && after.cluster.status === 'paused');
    assert.deepEqual(gateway.asked, ['cluster']);
  });

  it('a cluster that is gone takes it away; what it has left behind has no cluster then', async () => {
    const opened = await expanded(() => Promise.reject(aFailure('clusterNotFound')));
    await opened.tree.refresh(await rowOf(opened, 'cluster beta'));
    assert.equal(opened.told.at(-1), 'root');
    assert.deepEqual(outline(await opened.tree.roots()), ['cluster alpha', 'orphanGroup 0']);
    await wholeTree(opened.tree);
    assert.deepEqual(opened.gateway.asked, [
      'snapshots {"clusterIdentifier":"beta"}',
      'cluster',
      'snapshots {"clusterExists":false}',
    ]);
  });

  it('a cluster that cannot be read leaves it as it was, and says why', async () => {
    const opened = await expanded(() => Promise.reject(aFailure('throttled')));
    const cluster = await rowOf(opened, 'cluster beta');
    await assert.rejects(opened.tree.refresh(cluster), error => problemOf(error).kind === 'throttled');
    assert.deepEqual(outline(await opened.tree.roots()), ['cluster alpha', 'cluster beta', 'orphanGroup 0']);
  });

  it('the problem of a cluster asks for that cluster’s snapshots again', async () => {
    let denied = true;
    const { tree, gateway } = treeOf({
      snapshots: {
        alpha: () => (denied ? pagesThenFailure(aFailure('accessDenied')) : pages([aSnapshot({ identifier: 'rs:1' })])),
      },
    });
    const [problem] = await expand(tree, 'alpha');
    assert.ok(problem?.kind === 'problem');
    const [step] = await tree.children(problem);
    denied = false;
    for (const node of [problem, step]) {
      gateway.asked.length = 0;
      await tree.refresh(node);
      assert.deepEqual(outline(await expand(tree, 'alpha')), ['manualGroup 0', 'snapshot rs:1']);
      assert.deepEqual(gateway.asked, ['snapshots {"clusterIdentifier":"alpha"}']);
    }
  });

  it('the problem of the clusters asks for everything again', async () => {
    let down = true;
    const { tree, told } = treeOf({
      clusters: () => (down ? pagesThenFailure(aFailure('network')) : pages([aCluster()])),
    });
    const [problem] = await tree.roots();
    down = false;
    told.length = 0;
    await tree.refresh(problem);
    assert.deepEqual(told, ['clusters/problem', 'root']);
    assert.deepEqual(outline(await tree.roots()), ['cluster alpha', 'orphanGroup']);
  });

  it('after a problem says that it is tried again, and can be stopped', async () => {
    const clusters = new Feed<Cluster>();
    const { tree, told } = treeOf({ clusters: clusters.source });
    const roots = tree.roots();
    await clusters.run(0).fail(aFailure('timeout'));
    const [problem] = await roots;
    assert.ok(problem?.kind === 'problem');
    const says = async (): Promise<unknown> => [tree.latest(problem), outline(await tree.children(problem))];
    const before = [{ ...problem, isRetrying: false }, ['step retry', 'step chooseRegion', 'step showLog']];
    assert.deepEqual(await says(), before);
    const retried = tree.refresh(problem);
    assert.ok(told.includes('clusters/problem'));
    assert.deepEqual(await says(), [
      { ...problem, isRetrying: true },
      ['step stopRetrying', 'step chooseProfile', 'step showLog'],
    ]);
    told.length = 0;
    tree.stopRetrying(problem);
    assert.equal(clusters.run(1).signal?.aborted, true);
    assert.ok(told.includes('clusters/problem'));
    assert.deepEqual(await says(), before);
    await clusters.run(1).lastPage(aCluster());
    await retried;
    assert.deepEqual(outline(await tree.roots()), ['problem timeout']);
    const again = tree.refresh(problem);
    await clusters.run(2).lastPage(aCluster());
    await again;
    assert.deepEqual(outline(await tree.roots()), ['cluster alpha', 'orphanGroup']);
  });

  it('while the first page is on its way shows the new one, and never the old', async () => {
    const feed = new Feed<Cluster>();
    const { tree } = treeOf({ clusters: feed.source });
    const roots = tree.roots();
    const refreshed = tree.refresh();
    await feed.run(0).lastPage(aCluster({ identifier: 'old' }));
    await feed.run(1).lastPage(aCluster({ identifier: 'new' }));
    assert.deepEqual(outline(await roots), ['cluster new', 'orphanGroup']);
    await refreshed;
  });

  describe('while the answers are on their way', () => {
    async function underWay(): Promise<Tree & { clusters: Feed<Cluster>; alpha: Feed<Snapshot>; done: Promise<void> }> {
      const clusters = new Feed<Cluster>();
      const alpha = new Feed<Snapshot>();
      const beta = () => pages([aSnapshot({ clusterIdentifier: 'beta', identifier: 'rs:beta-1' })]);
      const opened = treeOf({ clusters: clusters.source, snapshots: { alpha: alpha.source, beta } });
      const roots = opened.tree.roots();
      await clusters.run(0).lastPage(aCluster(), aCluster({ identifier: 'beta' }));
      await roots;
      const rows = expand(opened.tree, 'alpha');
      await settled();
      await alpha.run(0).lastPage(aSnapshot({ identifier: 'rs:1' }));
      await rows;
      opened.told.length = 0;
      return { ...opened, clusters, alpha, done: opened.tree.refresh() };
    }

    it('keeps all rows, and tells nothing', async () => {
      const { tree, told, alpha } = await underWay();
      await alpha.run(1).page(aSnapshot({ identifier: 'rs:2' }));
      assert.deepEqual(outline(await tree.roots()), ['cluster alpha', 'cluster beta', 'orphanGroup']);
      assert.deepEqual(outline(await expand(tree, 'alpha')), ['manualGroup 0', 'snapshot rs:1']);
      assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 1, manual: 0 });
      assert.deepEqual(told, []);
    });

    it('shows what is expanded meanwhile as soon as it is here', async () => {
      const { tree } = await underWay();
      assert.deepEqual(outline(await expand(tree, 'beta')), ['manualGroup 0', 'snapshot rs:beta-1']);
    });

    it('tells of each row alone that has changed', async () => {
      const { tree, told, clusters, alpha, done } = await underWay();
      await clusters.run(1).lastPage(aCluster(), aCluster({ identifier: 'beta', status: 'paused' }));
      assert.deepEqual(told, ['cluster:beta']);
      await alpha.run(1).lastPage(aSnapshot({ identifier: 'rs:1' }), aSnapshot({ identifier: 'rs:2' }));
      await done;
      assert.deepEqual(told, ['cluster:beta', 'cluster:alpha']);
      assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 2, manual: 0 });
    });

    it('tells of the root where a cluster has come or gone, and forgets the snapshots of one that is gone', async () => {
      const { tree, told, clusters } = await underWay();
      await clusters.run(1).lastPage(aCluster({ identifier: 'beta' }), aCluster({ identifier: 'gamma' }));
      assert.deepEqual(told, ['root']);
      assert.deepEqual(outline(await tree.roots()), ['cluster beta', 'cluster gamma', 'orphanGroup']);
      assert.deepEqual(tree.knownManualSnapshots(), []);
    });
  });

  it('forgets the counts of a cluster that was collapsed, and asks for it when it is expanded next', async () => {
    const { tree, gateway, told } = await expanded();
    const [alpha, beta] = await tree.roots();
    assert.ok(alpha !== undefined && beta !== undefined);
    tree.setExpanded(alpha, false);
    await tree.refresh();
    assert.deepEqual(told, ['cluster:alpha']);
    assert.equal(await countsOf(tree, 'alpha'), undefined);
    assert.ok(!gateway.asked.includes('snapshots {"clusterIdentifier":"alpha"}'));
    await expand(tree, 'alpha');
    assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 0, manual: 0 });
    assert.equal(gateway.asked.at(-1), 'snapshots {"clusterIdentifier":"alpha"}');
  });

  it('shows a cluster that is expanded in the same moment with the rows that it had, and is told when they are new', async () => {
    const alpha = new Feed<Snapshot>();
    const { tree, told } = treeOf({ clusters: twoClusters, snapshots: { alpha: alpha.source } });
    const [cluster] = await tree.roots();
    assert.ok(cluster !== undefined);
    const first = tree.children(cluster);
    await settled();
    await alpha.run(0).lastPage(aSnapshot({ identifier: 'rs:1' }));
    await first;
    tree.setExpanded(cluster, false);
    await tree.refresh();
    assert.deepEqual(outline(await tree.children(cluster)), ['manualGroup 0, not all', 'snapshot rs:1', 'loading 1']);
    told.length = 0;
    await alpha.run(1).lastPage(aSnapshot({ identifier: 'rs:1' }));
    assert.deepEqual(told, ['cluster:alpha']);
    assert.deepEqual(outline(await tree.children(cluster)), ['manualGroup 0', 'snapshot rs:1']);
  });

  it('leaves the rows as they were where it fails, below the problem, which says how old they are', async () => {
    let down = false;
    const orFail = <Item>(item: Item): Pages<Item> => (down ? pagesThenFailure(aFailure('network')) : pages([item]));
    const { tree } = treeOf({
      clusters: () => orFail(aCluster()),
      snapshots: { alpha: () => orFail(aSnapshot({ identifier: 'rs:1' })) },
    });
    await expand(tree, 'alpha');
    down = true;
    const before = Date.now();
    await tree.refresh();
    const roots = await tree.roots();
    assert.deepEqual(outline(roots), ['problem network', 'cluster alpha', 'orphanGroup']);
    const rows = await expand(tree, 'alpha');
    assert.deepEqual(outline(rows), ['problem network', 'manualGroup 0, not all', 'snapshot rs:1']);
    for (const problem of [roots[0], rows[0]]) {
      assert.ok(problem?.kind === 'problem' && problem.readAt !== undefined && problem.readAt <= before);
    }
    down = false;
    await tree.refresh(roots[0]);
    assert.deepEqual(outline(await tree.roots()), ['cluster alpha', 'orphanGroup']);
    assert.deepEqual(outline(await expand(tree, 'alpha')), ['manualGroup 0', 'snapshot rs:1']);
  });
});
