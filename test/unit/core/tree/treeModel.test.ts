import assert from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/model/cluster';
import { problemOf } from '../../../../src/core/model/problem';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import { aCluster, aFailure, aManualSnapshot, aSnapshot, snapshotsOf, time } from '../../../support/builders';
import { Feed, type Pages, pages, pagesThenFailure, settled } from '../fakeGateway';
import {
  aClusterNode,
  countsOf,
  expand,
  groupOf,
  isSnapshot,
  last,
  outline,
  repeated,
  treeOf,
  wholeTree,
} from './treeSupport';

describe('the root of the tree', () => {
  it('asks for clusters, and for nothing else', async () => {
    const { tree, gateway } = treeOf();
    await tree.roots();
    assert.deepEqual(gateway.asked, ['clusters']);
  });

  it('is every cluster by name, in whatever state, and last what has none', async () => {
    const { tree } = treeOf({
      clusters: () =>
        pages(
          [aCluster({ identifier: 'zeta', status: 'paused' }), aCluster({ identifier: 'beta', status: 'modifying' })],
          [aCluster({ identifier: 'alpha', status: 'incompatible-network' })],
        ),
    });
    await tree.roots();
    await settled();
    assert.deepEqual(outline(await tree.roots()), ['cluster alpha', 'cluster beta', 'cluster zeta', 'orphanGroup']);
  });

  it('knows no counts before they have been listed', async () => {
    const { tree } = treeOf();
    const [cluster, orphans] = await tree.roots();
    assert.ok(cluster?.kind === 'cluster' && !('counts' in cluster));
    assert.ok(orphans?.kind === 'orphanGroup' && !('count' in orphans));
  });

  it('shows the first page at once, says that more is to come, and is told when it has come', async () => {
    const feed = new Feed<Cluster>();
    const { tree, told } = treeOf({ clusters: feed.source });
    const roots = tree.roots();
    await feed.run(0).page(aCluster({ identifier: 'beta' }));
    assert.deepEqual(outline(await roots), ['cluster beta', 'loading 1', 'orphanGroup']);
    await feed.run(0).lastPage(aCluster({ identifier: 'alpha' }));
    assert.deepEqual(told, ['root']);
    assert.deepEqual(outline(await tree.roots()), ['cluster alpha', 'cluster beta', 'orphanGroup']);
  });

  it('says that there are no clusters only when the service said so', async () => {
    const { tree } = treeOf({ clusters: () => pages() });
    assert.deepEqual(outline(await tree.roots()), ['empty clusters', 'orphanGroup']);
  });

  it('says why there are none when they could not be listed, and still leads to the snapshots', async () => {
    const { tree } = treeOf({
      clusters: () => pagesThenFailure(aFailure('accessDenied', { operation: 'DescribeClusters' })),
      snapshots: { all: () => pages([aManualSnapshot({ clusterIdentifier: 'gone' })]) },
    });
    const [problem, orphans] = await tree.roots();
    assert.ok(problem?.kind === 'problem' && problem.of === 'clusters');
    assert.ok(orphans?.kind === 'orphanGroup');
    assert.deepEqual(outline(await tree.children(orphans)), ['snapshot alpha-keep']);
    assert.deepEqual(outline(await tree.children(problem)), [
      'step copyIamStatement',
      'step retry',
      'step chooseProfile',
    ]);
  });

  it('keeps the clusters that came before a problem', async () => {
    const { tree } = treeOf({ clusters: () => pagesThenFailure(aFailure('throttled'), [aCluster()]) });
    await tree.roots();
    await settled();
    assert.deepEqual(outline(await tree.roots()), ['problem throttled', 'cluster alpha', 'orphanGroup']);
  });
});

describe('a cluster in the tree', () => {
  const newest = time('2026-11-22T14:00:00Z');
  const mixed: readonly Snapshot[] = [
    aSnapshot({ identifier: 'rs:oldest', createTime: newest - 2 }),
    aManualSnapshot({ identifier: 'kept-first', createTime: newest - 3 }),
    aSnapshot({ identifier: 'rs:newest', createTime: newest }),
    aManualSnapshot({ identifier: 'kept-last', createTime: newest + 1 }),
    aSnapshot({ identifier: 'rs:timeless' }),
    aSnapshot({ identifier: 'rs:b-same', createTime: newest - 1 }),
    aSnapshot({ identifier: 'rs:a-same', createTime: newest - 1 }),
  ];

  it('asks for its own snapshots when it is expanded, and for no other’s', async () => {
    const { tree, gateway } = treeOf({
      clusters: () => pages([aCluster({ identifier: 'alpha' }), aCluster({ identifier: 'beta' })]),
    });
    await expand(tree, 'beta');
    assert.deepEqual(gateway.asked, ['clusters', 'snapshots {"clusterIdentifier":"beta"}']);
  });

  it('has its automated snapshots, newest first, and then its manual ones as a group', async () => {
    const { tree } = treeOf({ snapshots: { alpha: () => pages(mixed) } });
    const rows = await expand(tree, 'alpha');
    assert.deepEqual(outline(rows), [
      'manualGroup 2',
      'snapshot rs:newest',
      'snapshot rs:a-same',
      'snapshot rs:b-same',
      'snapshot rs:oldest',
      'snapshot rs:timeless',
    ]);
    assert.deepEqual(outline(await tree.children(groupOf(rows))), ['snapshot kept-last', 'snapshot kept-first']);
  });

  it('lists its manual snapshots with the others: the group asks for nothing', async () => {
    const { tree, gateway } = treeOf({ snapshots: { alpha: () => pages(mixed) } });
    await tree.children(groupOf(await expand(tree, 'alpha')));
    assert.equal(gateway.asked.length, 2);
  });

  it('keeps its newest available snapshot from expiring; the others expire', async () => {
    const { tree } = treeOf({
      clusters: () => pages([aCluster({ automatedRetentionDays: 2 })]),
      snapshots: {
        alpha: () =>
          pages([
            aSnapshot({ identifier: 'rs:creating', status: 'creating', createTime: newest + 2 }),
            aSnapshot({ identifier: 'rs:newest', createTime: newest }),
            aSnapshot({ identifier: 'rs:older', createTime: newest - 1 }),
          ]),
      },
    });
    const expiries = (await expand(tree, 'alpha')).filter(isSnapshot).map(({ expiry }) => expiry.kind);
    assert.deepEqual(expiries, ['at', 'whileNewest', 'at']);
  });

  it('has its counts when all of it is listed, and is told then', async () => {
    const feed = new Feed<Snapshot>();
    const { tree, told } = treeOf({ snapshots: { alpha: feed.source } });
    const rows = expand(tree, 'alpha');
    await settled();
    told.length = 0;
    await feed.run(0).page(aSnapshot({ identifier: 'rs:1' }), aManualSnapshot());
    assert.deepEqual(outline(await rows), ['manualGroup 1, not all', 'snapshot rs:1', 'loading 2']);
    assert.equal(await countsOf(tree, 'alpha'), undefined);
    await feed.run(0).lastPage(aSnapshot({ identifier: 'rs:2' }));
    assert.deepEqual(told, ['cluster:alpha']);
    assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 2, manual: 1 });
  });

  it('has its counts, and is told, also when all of it came at once', async () => {
    const { tree, told } = treeOf({ snapshots: { alpha: () => pages(mixed) } });
    await expand(tree, 'alpha');
    assert.ok(told.includes('cluster:alpha'));
    assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 5, manual: 2 });
  });

  it('says whether it has no automated snapshots, or makes none', async () => {
    const { tree } = treeOf({
      clusters: () =>
        pages([aCluster({ identifier: 'new' }), aCluster({ identifier: 'off', automatedRetentionDays: 0 })]),
    });
    assert.deepEqual(outline(await expand(tree, 'new')), ['manualGroup 0', 'empty automated']);
    const off = await expand(tree, 'off');
    assert.deepEqual(outline(off), ['manualGroup 0', 'empty automatedOff']);
    assert.deepEqual(outline(await tree.children(groupOf(off))), ['empty manual']);
  });

  it('says why when its snapshots could not be listed, and hides no other cluster’s', async () => {
    const { tree } = treeOf({
      clusters: () => pages([aCluster({ identifier: 'alpha' }), aCluster({ identifier: 'beta' })]),
      snapshots: {
        alpha: () => pagesThenFailure(aFailure('accessDenied')),
        beta: () => pages([aSnapshot({ clusterIdentifier: 'beta', identifier: 'rs:beta-1' })]),
      },
    });
    const rows = await expand(tree, 'alpha');
    assert.deepEqual(outline(rows), ['problem accessDenied']);
    const [problem] = rows;
    assert.ok(problem?.kind === 'problem');
    assert.deepEqual([problem.of, problem.clusterIdentifier], ['cluster:alpha', 'alpha']);
    assert.deepEqual(outline(await expand(tree, 'beta')), ['manualGroup 0', 'snapshot rs:beta-1']);
    assert.equal(await countsOf(tree, 'alpha'), undefined);
  });

  it('keeps the rows that came before a problem, and calls nothing empty', async () => {
    const { tree } = treeOf({
      snapshots: { alpha: () => pagesThenFailure(aFailure('timeout'), [aSnapshot({ identifier: 'rs:1' })]) },
    });
    await expand(tree, 'alpha');
    await settled();
    const rows = await expand(tree, 'alpha');
    assert.deepEqual(outline(rows), ['problem timeout', 'manualGroup 0, not all', 'snapshot rs:1']);
    assert.deepEqual(outline(await tree.children(groupOf(rows))), ['problem timeout']);
  });
});

describe('the keys of the tree', () => {
  it('are different for all of its rows, on an endpoint that ignores the filters too', async () => {
    const clusters = ['alpha', 'beta'].map(identifier => aCluster({ identifier }));
    const everything = [
      ...clusters.flatMap(({ identifier }) => snapshotsOf(identifier, 3)),
      // One identifier in two clusters, and a copy from another Region of a cluster that has a namesake here.
      aSnapshot({ identifier: 'rs:twin', clusterIdentifier: 'alpha' }),
      aSnapshot({ identifier: 'rs:twin', clusterIdentifier: 'beta' }),
      aSnapshot({ identifier: 'copy:rs:beta-1', clusterIdentifier: 'beta', sourceRegion: 'us-east-1' }),
      aManualSnapshot({ identifier: 'of-the-gone', clusterIdentifier: 'gone' }),
    ];
    const of = (cluster: string) => () => pages(everything.filter(each => each.clusterIdentifier === cluster));
    const { tree } = treeOf({
      clusters: () => pages(clusters),
      snapshots: { alpha: of('alpha'), beta: of('beta'), orphans: () => pages(everything) },
    });
    const keys = (await wholeTree(tree)).map(({ key }) => key);
    assert.deepEqual(repeated(keys), []);
    assert.ok(keys.length > 12);
  });

  it('are different for all rows of a tree in trouble', async () => {
    const trouble = (): Pages<Snapshot> => pagesThenFailure(aFailure('accessDenied'), [aManualSnapshot()]);
    const { tree } = treeOf({
      clusters: () => pagesThenFailure(aFailure('timeout'), [aCluster()]),
      snapshots: { alpha: trouble, orphans: () => pagesThenFailure(aFailure('network')) },
    });
    await wholeTree(tree);
    await settled();
    const rows = await wholeTree(tree);
    assert.ok(rows.filter(({ kind }) => kind === 'problem').length >= 3);
    assert.deepEqual(repeated(rows.map(({ key }) => key)), []);
  });

  it('are the same after a refresh, so that what is expanded stays expanded', async () => {
    const { tree } = treeOf({ snapshots: { alpha: () => pages(snapshotsOf('alpha', 3), [aManualSnapshot()]) } });
    await wholeTree(tree);
    await settled();
    const before = await wholeTree(tree);
    tree.refresh();
    await wholeTree(tree);
    await settled();
    assert.deepEqual(
      (await wholeTree(tree)).map(({ key }) => key),
      before.map(({ key }) => key),
    );
  });
});

describe('a cluster with 5,000 snapshots', () => {
  it('shows its first page at once and all of it in the end, and is told seldom', async () => {
    const all = snapshotsOf('alpha', 5000);
    const feed = new Feed<Snapshot>();
    const { tree, told } = treeOf({ snapshots: { alpha: feed.source } });
    const first = expand(tree, 'alpha');
    await settled();
    told.length = 0;
    await feed.run(0).page(...all.slice(0, 100));
    assert.equal((await first).filter(isSnapshot).length, 100);
    for (let from = 100; from < 4900; from += 100) {
      await feed.run(0).page(...all.slice(from, from + 100));
    }
    await feed.run(0).lastPage(...all.slice(4900));
    const rows = await expand(tree, 'alpha');
    assert.deepEqual(
      rows.filter(isSnapshot).map(({ snapshot }) => snapshot.identifier),
      all.map(({ identifier }) => identifier),
    );
    assert.deepEqual(repeated(rows.map(({ key }) => key)), []);
    assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 5000, manual: 0 });
    assert.ok(told.length <= 7, `told ${told.length} times`);
  });
});

describe('a new manual snapshot', () => {
  it('is shown at once, without asking for the others again', async () => {
    const { tree, gateway, told } = treeOf({ snapshots: { alpha: () => pages(snapshotsOf('alpha', 2)) } });
    await expand(tree, 'alpha');
    gateway.asked.length = 0;
    told.length = 0;
    const added = await tree.add(aManualSnapshot());
    assert.deepEqual(told, ['cluster:alpha']);
    const group = groupOf(await expand(tree, 'alpha'));
    assert.deepEqual(await tree.children(group), [added]);
    assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 2, manual: 1 });
    assert.deepEqual(gateway.asked, []);
  });

  it('leads to the rows above it, as they are now', async () => {
    const { tree } = treeOf({ snapshots: { alpha: () => pages() } });
    await expand(tree, 'alpha');
    const added = await tree.add(aManualSnapshot());
    const group = tree.parent(added);
    assert.deepEqual(outline([group]), ['manualGroup 1']);
    assert.ok(group !== undefined);
    assert.deepEqual(outline([tree.parent(group)]), ['cluster alpha']);
  });

  it('stays when the rest of the list arrives', async () => {
    const feed = new Feed<Snapshot>();
    const { tree } = treeOf({ snapshots: { alpha: feed.source } });
    const rows = expand(tree, 'alpha');
    await settled();
    await feed.run(0).page(aSnapshot());
    await rows;
    await tree.add(aManualSnapshot());
    await feed.run(0).lastPage(aManualSnapshot({ identifier: 'another' }));
    assert.deepEqual(outline(await tree.children(groupOf(await expand(tree, 'alpha')))), [
      'snapshot alpha-keep',
      'snapshot another',
    ]);
  });

  it('takes the place of itself when the service lists it too', async () => {
    const { tree } = treeOf({ snapshots: { alpha: () => pages([aManualSnapshot({ status: 'creating' })]) } });
    await expand(tree, 'alpha');
    await tree.add(aManualSnapshot({ status: 'available' }));
    const [row, ...more] = await tree.children(groupOf(await expand(tree, 'alpha')));
    assert.ok(row?.kind === 'snapshot');
    assert.equal(row.snapshot.status, 'available');
    assert.deepEqual(more, []);
  });

  it('is told of in its group alone when it is there already: the rows beside that can be acted on meanwhile', async () => {
    const { tree, told } = treeOf({ snapshots: { alpha: () => pages([aManualSnapshot({ status: 'creating' })]) } });
    await expand(tree, 'alpha');
    told.length = 0;
    await tree.add(aManualSnapshot({ status: 'available' }));
    assert.deepEqual(told, ['cluster:alpha/manual']);
  });

  it('finds its cluster ignoring case', async () => {
    const { tree } = treeOf({ clusters: () => pages([aCluster({ identifier: 'Alpha' })]) });
    await expand(tree, 'Alpha');
    const added = await tree.add(aManualSnapshot({ clusterIdentifier: 'ALPHA' }));
    assert.equal(added.withoutCluster, false);
    assert.deepEqual(await tree.children(groupOf(await expand(tree, 'Alpha'))), [added]);
  });

  it('waits for its place when that is still being listed', async () => {
    const feed = new Feed<Snapshot>();
    const { tree } = treeOf({ snapshots: { alpha: feed.source } });
    const rows = expand(tree, 'alpha');
    await settled();
    const added = tree.add(aManualSnapshot());
    await feed.run(0).lastPage(aSnapshot());
    await added;
    await rows;
    assert.deepEqual(outline(await tree.children(groupOf(await expand(tree, 'alpha')))), ['snapshot alpha-keep']);
  });

  it('comes with the others where they have not been listed yet: nothing is asked for it', async () => {
    const { tree, gateway } = treeOf();
    await tree.roots();
    await tree.add(aManualSnapshot());
    assert.deepEqual(gateway.asked, ['clusters']);
  });

  it('stands without a cluster when it is a copy of what has none', async () => {
    const { tree } = treeOf({ snapshots: { orphans: () => pages() } });
    const group = last(await tree.roots());
    await tree.children(group);
    const added = await tree.add(aManualSnapshot({ clusterIdentifier: 'gone' }));
    assert.deepEqual(await tree.children(group), [added]);
    assert.equal(added.withoutCluster, true);
    assert.deepEqual(outline([tree.parent(added)]), ['orphanGroup 1']);
  });

  it('stands below its cluster also when that is on a page that has not come yet', async () => {
    const feed = new Feed<Cluster>();
    const { tree } = treeOf({ clusters: feed.source, snapshots: { orphans: () => pages() } });
    const roots = tree.roots();
    await feed.run(0).page(aCluster({ identifier: 'beta' }));
    const group = last(await roots);
    await tree.children(group);
    const added = tree.add(aManualSnapshot());
    await feed.run(0).lastPage(aCluster({ identifier: 'alpha' }));
    assert.equal((await added).withoutCluster, false);
    assert.deepEqual(outline(await tree.children(group)), ['empty orphans']);
  });

  it('is known by its name from then on', async () => {
    const { tree } = treeOf({
      snapshots: { alpha: () => pages([aSnapshot(), aManualSnapshot({ identifier: 'one' })]) },
    });
    await expand(tree, 'alpha');
    await tree.add(aManualSnapshot({ identifier: 'two' }));
    assert.deepEqual(
      tree.knownManualSnapshots().map(({ identifier }) => identifier),
      ['one', 'two'],
    );
  });
});

describe('all snapshots of a cluster', () => {
  it('are asked for anew, all pages of them, and are what the tree shows then', async () => {
    let round = 0;
    const { tree, gateway, told } = treeOf({
      snapshots: {
        alpha: () => {
          round += 1;
          return pages([aSnapshot({ identifier: `rs:${round}` })], [aManualSnapshot()]);
        },
      },
    });
    await expand(tree, 'alpha');
    await settled();
    gateway.asked.length = 0;
    const rows = await tree.snapshotsAt(aClusterNode());
    assert.deepEqual(outline(rows), ['snapshot rs:2', 'snapshot alpha-keep']);
    assert.equal(told.at(-1), 'cluster:alpha');
    assert.deepEqual(outline(await expand(tree, 'alpha')), ['manualGroup 1', 'snapshot rs:2']);
    assert.equal(gateway.asked.length, 1);
  });

  it('are an error, and not some of them, when they could not all be listed', async () => {
    const { tree } = treeOf({
      snapshots: { alpha: () => pagesThenFailure(aFailure('throttled'), [aSnapshot()]) },
    });
    await assert.rejects(tree.snapshotsAt(aClusterNode()), error => problemOf(error).kind === 'throttled');
  });

  it('are an error that the tree shows too', async () => {
    const { tree, told } = treeOf({ snapshots: { alpha: () => pagesThenFailure(aFailure('accessDenied')) } });
    await tree.roots();
    told.length = 0;
    await assert.rejects(tree.snapshotsAt(aClusterNode()));
    assert.deepEqual(told, ['cluster:alpha']);
    assert.deepEqual(outline(await expand(tree, 'alpha')), ['problem accessDenied']);
  });

  it('are the new ones when the tree is refreshed meanwhile', async () => {
    const feed = new Feed<Snapshot>();
    const { tree } = treeOf({ snapshots: { alpha: feed.source } });
    const rows = tree.snapshotsAt(aClusterNode());
    tree.refresh();
    await feed.run(0).lastPage();
    await feed.run(1).lastPage(aSnapshot({ identifier: 'rs:1' }));
    assert.deepEqual(outline(await rows), ['snapshot rs:1']);
  });

  it('are an error, and not none, when the tree is disposed meanwhile', async () => {
    const feed = new Feed<Snapshot>();
    const { tree } = treeOf({ snapshots: { alpha: feed.source } });
    const rows = tree.snapshotsAt(aClusterNode());
    const rejected = assert.rejects(rows, error => problemOf(error).kind === 'cancelled');
    tree.dispose();
    await feed.run(0).lastPage();
    await rejected;
  });
});

describe('the manual snapshots of a cluster', () => {
  it('are a group that is known, if not its size, as soon as the cluster is', async () => {
    const { tree } = treeOf();
    assert.equal(tree.manualGroupOf('alpha'), undefined);
    await tree.roots();
    assert.deepEqual(outline([tree.manualGroupOf('ALPHA')]), ['manualGroup 0, not all']);
    assert.equal(tree.manualGroupOf('gone'), undefined);
  });
});

describe('a row of the tree', () => {
  it('is of a kind’s group when its type is a word that is not known: with what is not automated', async () => {
    const strange = aSnapshot({ identifier: 'strange', type: 'continuous' });
    const { tree } = treeOf({ snapshots: { alpha: () => pages([strange]) } });
    const group = groupOf(await expand(tree, 'alpha'));
    const [row] = await tree.children(group);
    assert.ok(row !== undefined);
    assert.equal(tree.parent(row)?.key, group.key);
  });

  it('leads up to the row that it was a child of', async () => {
    const { tree } = treeOf({
      snapshots: {
        alpha: () => pages([aSnapshot(), aManualSnapshot()]),
        orphans: () => pages([aManualSnapshot({ clusterIdentifier: 'gone', identifier: 'left' })]),
      },
    });
    let checked = 0;
    const check = async (node: TreeNode): Promise<void> => {
      for (const child of await tree.children(node)) {
        assert.equal(tree.parent(child)?.key, node.key, child.key);
        checked += 1;
        await check(child);
      }
    };
    for (const root of await tree.roots()) {
      assert.equal(tree.parent(root), undefined);
      await check(root);
    }
    assert.equal(checked, 4);
  });

  it('is brought up to date by its latest form', async () => {
    let status = 'modifying';
    const { tree } = treeOf({
      clusters: () => pages([aCluster({ status })]),
      snapshots: { alpha: () => pages([aManualSnapshot()]) },
    });
    const [before] = await tree.roots();
    assert.ok(before?.kind === 'cluster');
    status = 'available';
    tree.refresh();
    await expand(tree, 'alpha');
    const after = tree.latest(before);
    assert.ok(after.kind === 'cluster');
    assert.deepEqual([after.cluster.status, after.counts], ['available', { automated: 0, manual: 1 }]);
  });
});

describe('a tree that is disposed', () => {
  it('aborts what it has asked for, and tells nothing of late answers', async () => {
    const clusters = new Feed<Cluster>();
    const snapshots = new Feed<Snapshot>();
    const { tree, told } = treeOf({ clusters: clusters.source, snapshots: { alpha: snapshots.source } });
    const roots = tree.roots();
    await clusters.run(0).page(aCluster());
    const [cluster] = await roots;
    assert.ok(cluster !== undefined);
    const children = tree.children(cluster);
    await snapshots.run(0).page(aSnapshot());
    await children;
    tree.dispose();
    assert.deepEqual([clusters.run(0).signal?.aborted, snapshots.run(0).signal?.aborted], [true, true]);
    await clusters.run(0).lastPage(aCluster({ identifier: 'beta' }), aCluster({ identifier: 'gamma' }));
    await snapshots.run(0).fail(aFailure('network'));
    tree.refresh();
    assert.deepEqual(told, []);
  });

  it('asks for nothing any more', async () => {
    const { tree, gateway } = treeOf({ snapshots: { alpha: () => pages([aSnapshot()]) } });
    const roots = await tree.roots();
    await expand(tree, 'alpha');
    tree.dispose();
    gateway.asked.length = 0;
    await tree.roots();
    await Promise.all(roots.map(root => tree.children(root)));
    await tree.add(aManualSnapshot());
    await assert.rejects(tree.snapshotsAt(aClusterNode('beta')));
    assert.deepEqual(gateway.asked, []);
  });
});
