import assert from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/cluster';
import { problemOf } from '../../../../src/core/problem';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import { aCluster, aFailure, aSnapshot, snapshotsOf } from '../../../support/builders';
import { Feed, type Pages, pages, pagesThenFailure } from '../fakeGateway';
import { expand, isSnapshot, outline, type Tree, treeOf, wholeTree } from './treeSupport';

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

  it('everything asks for all that is on the screen, when it is asked for', async () => {
    const { tree, gateway, told } = await expanded();
    await tree.refresh();
    assert.deepEqual(told, ['root']);
    assert.deepEqual(gateway.asked, []);
    await wholeTree(tree);
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
    assert.deepEqual(opened.told, ['orphans']);
    await wholeTree(opened.tree);
    assert.deepEqual(opened.gateway.asked, ['snapshots {"clusterExists":false}']);
  });

  it('the manual snapshots of a cluster asks for its snapshots', async () => {
    const opened = await expanded();
    await opened.tree.refresh(await rowOf(opened, 'manualGroup'));
    assert.deepEqual(opened.told, ['cluster:alpha']);
    await wholeTree(opened.tree);
    assert.deepEqual(opened.gateway.asked, ['snapshots {"clusterIdentifier":"alpha"}']);
  });

  it('a cluster asks for itself and for its snapshots, and for nothing else', async () => {
    const newer = aCluster({ identifier: 'beta', status: 'paused', automatedRetentionDays: 35 });
    const opened = await expanded(async () => newer);
    await opened.tree.refresh(await rowOf(opened, 'cluster beta'));
    assert.deepEqual(new Set(opened.told), new Set(['cluster:beta']));
    const rows = await wholeTree(opened.tree);
    assert.deepEqual(opened.gateway.asked, ['cluster', 'snapshots {"clusterIdentifier":"beta"}']);
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
    assert.deepEqual(opened.gateway.asked, ['cluster', 'snapshots {"clusterExists":false}']);
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
      assert.deepEqual(outline(await expand(tree, 'alpha')), ['snapshot rs:1', 'manualGroup 0']);
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
    assert.deepEqual(told, ['root']);
    assert.deepEqual(outline(await tree.roots()), ['cluster alpha', 'orphanGroup']);
  });

  it('while the first page is on its way shows the new one, and never the old', async () => {
    const feed = new Feed<Cluster>();
    const { tree } = treeOf({ clusters: feed.source });
    const roots = tree.roots();
    await tree.refresh();
    await feed.run(0).lastPage(aCluster({ identifier: 'old' }));
    await feed.run(1).lastPage(aCluster({ identifier: 'new' }));
    assert.deepEqual(outline(await roots), ['cluster new', 'orphanGroup']);
  });
});
