import assert from 'node:assert/strict';
import { type TreeFilter, treeFilter } from '../../../../src/core/tree/filter';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import type { TreeModel } from '../../../../src/core/tree/treeModel';
import { aCluster, aFailure, aManualSnapshot, aSnapshot, snapshotsOf, time } from '../../../support/builders';
import { Feed, pages, pagesThenFailure, settled } from '../fakeGateway';
import { expand, groupOf, outline, treeOf, wholeTree } from './treeSupport';

function aFilter(text: string): TreeFilter {
  const filter = treeFilter(text);
  assert.ok(filter !== undefined);
  return filter;
}

async function filteredRoots(tree: TreeModel, text: string): Promise<readonly string[]> {
  return outline(tree.filtered(await tree.roots(), aFilter(text)));
}

async function loaded(): Promise<TreeModel> {
  const { tree } = treeOf({
    clusters: () => pages([aCluster({ identifier: 'alpha' }), aCluster({ identifier: 'beta' })]),
    snapshots: {
      alpha: () =>
        pages([
          aSnapshot({ identifier: 'rs:alpha-1' }),
          aSnapshot({ identifier: 'rs:alpha-2', status: 'failed' }),
          aManualSnapshot({ identifier: 'before-release' }),
        ]),
      orphans: () => pages([aManualSnapshot({ identifier: 'left-behind', clusterIdentifier: 'gone' })]),
    },
  });
  await wholeTree(tree);
  return tree;
}

describe('a filter', () => {
  it('is none without words', () => {
    assert.equal(treeFilter(' \t'), undefined);
    assert.deepEqual(treeFilter('  Alpha  FAILED '), { text: 'Alpha  FAILED', words: ['alpha', 'failed'] });
  });

  it('leaves clusters of that name, ignoring case, whether they are loaded or not', async () => {
    assert.deepEqual(await filteredRoots(await loaded(), 'BET'), ['cluster beta']);
    assert.deepEqual(await filteredRoots(treeOf().tree, 'alph'), ['cluster alpha']);
  });

  it('leaves what a loaded snapshot below it matches by its identifier, its state or its type', async () => {
    const tree = await loaded();
    assert.deepEqual(await filteredRoots(tree, 'rs:alpha-1'), ['cluster alpha']);
    assert.deepEqual(await filteredRoots(tree, 'failed'), ['cluster alpha']);
    assert.deepEqual(await filteredRoots(tree, 'left-'), ['orphanGroup 1']);
    assert.deepEqual(await filteredRoots(tree, 'manual'), ['cluster alpha', 'orphanGroup 1']);
  });

  it('wants all words, each wherever it is', async () => {
    const tree = await loaded();
    assert.deepEqual(await filteredRoots(tree, 'failed alpha'), ['cluster alpha']);
    assert.deepEqual(await filteredRoots(tree, 'failed beta'), ['noMatch failed beta']);
  });

  it('leaves the snapshots that match, and the group that has one', async () => {
    const tree = await loaded();
    const rows = await expand(tree, 'alpha');
    const below = (text: string) => outline(tree.filtered(rows, aFilter(text)));
    assert.deepEqual(below('failed'), ['snapshot rs:alpha-2']);
    assert.deepEqual(below('release'), ['manualGroup 1']);
    assert.deepEqual(below('alpha'), ['manualGroup 1', 'snapshot rs:alpha-1', 'snapshot rs:alpha-2']);
    const manual = await tree.children(groupOf(rows));
    assert.deepEqual(outline(tree.filtered(manual, aFilter('release'))), ['snapshot before-release']);
  });

  it('finds the moment of a snapshot’s data as its row and its identifier say it, and its tags', async () => {
    const { tree } = treeOf({
      snapshots: {
        alpha: () =>
          pages([
            aSnapshot({ identifier: 'one', createTime: time('2026-11-22T02:03:00Z') }),
            aSnapshot({ identifier: 'two', createTime: time('2026-11-02T22:03:00Z'), tags: ['keep=Quarter 3'] }),
          ]),
      },
    });
    await wholeTree(tree);
    const rows = await expand(tree, 'alpha');
    const found = (text: string) =>
      tree.filtered(rows, aFilter(text)).flatMap(row => (row.kind === 'snapshot' ? [row.snapshot.identifier] : []));
    assert.deepEqual(found('Nov 22'), ['one']);
    assert.deepEqual(found('november 2'), ['two']);
    assert.deepEqual(found('Nov 22, 2026, 02:03'), ['one']);
    assert.deepEqual(found('2026-11-22'), ['one']);
    assert.deepEqual(found('nov 22:03'), ['two']);
    assert.deepEqual(found('KEEP=quarter'), ['two']);
  });

  it('leaves all that is below a cluster which is found by its state or its tags', async () => {
    const { tree } = treeOf({
      clusters: () => pages([aCluster({ status: 'paused', tags: ['team=bi'] })]),
      snapshots: { alpha: () => pages([aSnapshot({ identifier: 'rs:1' }), aManualSnapshot()]) },
    });
    const rows = await expand(tree, 'alpha');
    for (const text of ['paused', 'TEAM=BI']) {
      const [cluster] = tree.filtered(await tree.roots(), aFilter(text));
      const below = tree.filtered(rows, aFilter(text), cluster);
      assert.deepEqual(outline(below), ['manualGroup 1', 'snapshot rs:1']);
      const manual = await tree.children(groupOf(below));
      assert.deepEqual(outline(tree.filtered(manual, aFilter(text), groupOf(below))), ['snapshot alpha-keep']);
    }
  });

  it('says so when nothing matches', async () => {
    assert.deepEqual(await filteredRoots(await loaded(), ' zeta '), ['noMatch zeta']);
  });

  it('hides no problem, and nothing that is still to come', async () => {
    const clusters = new Feed<ReturnType<typeof aCluster>>();
    const { tree } = treeOf({
      clusters: clusters.source,
      snapshots: { alpha: () => pagesThenFailure(aFailure('accessDenied')) },
    });
    const roots = tree.roots();
    await clusters.run(0).page(aCluster());
    await roots;
    const rows = await expand(tree, 'alpha');
    await settled();
    assert.deepEqual(outline(tree.filtered(rows, aFilter('zeta'))), ['problem accessDenied']);
    assert.deepEqual(await filteredRoots(tree, 'zeta'), ['cluster alpha', 'loading 1']);
  });

  it('knows of a single row whether it is left', () => {
    const { tree } = treeOf();
    const row: TreeNode = {
      kind: 'snapshot',
      key: 's',
      snapshot: aManualSnapshot(),
      expiry: { kind: 'never' },
      withoutCluster: false,
    };
    assert.equal(tree.matches(row, aFilter('keep')), true);
    assert.equal(tree.matches(row, aFilter('zeta')), false);
  });
});

describe('a filter of what is not loaded', () => {
  const account = () =>
    treeOf({
      clusters: () => pages([aCluster({ identifier: 'alpha' }), aCluster({ identifier: 'beta' })]),
      snapshots: {
        all: () =>
          pages(
            [aSnapshot({ identifier: 'rs:alpha-1' }), aSnapshot({ identifier: 'rs:alpha-2', status: 'failed' })],
            [
              aManualSnapshot({ identifier: 'kept', clusterIdentifier: 'BETA', status: 'failed' }),
              aManualSnapshot({ identifier: 'left', clusterIdentifier: 'gone', status: 'failed' }),
            ],
          ),
      },
    });

  it('loads the whole account with one listing, which all rows come from then', async () => {
    const { tree, gateway, told } = account();
    assert.deepEqual(await filteredRoots(tree, 'failed'), ['noMatch failed']);
    const loading = tree.wholeAccount.load();
    assert.equal(tree.wholeAccount.scope, 'loading');
    await loading;
    assert.equal(tree.wholeAccount.scope, 'all');
    assert.equal(told.at(-1), 'root');
    assert.deepEqual(await filteredRoots(tree, 'failed'), ['cluster alpha', 'cluster beta', 'orphanGroup 1']);
    assert.deepEqual(outline(await expand(tree, 'alpha')), [
      'manualGroup 0',
      'snapshot rs:alpha-1',
      'snapshot rs:alpha-2',
    ]);
    assert.deepEqual(outline(await tree.children(groupOf(await expand(tree, 'beta')))), ['snapshot kept']);
    await tree.wholeAccount.load();
    assert.deepEqual(gateway.asked, ['clusters', 'snapshots {}']);
  });

  it('counts what it finds, and leads to it where that is little', async () => {
    const { tree } = account();
    await tree.wholeAccount.load();
    const { count, places } = tree.found(aFilter('failed'));
    assert.equal(count, 3);
    assert.deepEqual(outline(places), ['cluster alpha', 'manualGroup 1', 'orphanGroup 1']);
    assert.equal(tree.found(aFilter('beta')).count, 2);
    const many = treeOf({ snapshots: { all: () => pages(snapshotsOf('alpha', 51)) } });
    await many.tree.wholeAccount.load();
    assert.deepEqual(many.tree.found(aFilter('automated')), { count: 51, places: [] });
  });

  it('keeps what was complete already, and what is loaded where the rest cannot be read', async () => {
    const { tree, gateway } = treeOf({
      clusters: () => pages([aCluster({ identifier: 'alpha' }), aCluster({ identifier: 'beta' })]),
      snapshots: {
        alpha: () => pages([aSnapshot({ identifier: 'rs:alpha-1' })]),
        all: () => pagesThenFailure(aFailure('accessDenied')),
      },
    });
    await expand(tree, 'alpha');
    await tree.wholeAccount.load();
    assert.equal(tree.wholeAccount.scope, 'loaded');
    assert.deepEqual(await filteredRoots(tree, 'rs:alpha-1'), ['cluster alpha']);
    const [none] = tree.filtered(await tree.roots(), aFilter('zeta'));
    assert.ok(none?.kind === 'noMatch' && none.scope === 'loaded');
    assert.equal(gateway.asked.at(-1), 'snapshots {}');
  });

  it('loads it again after a refresh, until nobody looks for anything any more', async () => {
    const { tree, gateway } = account();
    await tree.wholeAccount.load();
    gateway.asked.length = 0;
    await tree.refresh();
    assert.deepEqual(gateway.asked, ['clusters', 'snapshots {}']);
    assert.equal(tree.wholeAccount.scope, 'all');
    tree.wholeAccount.stop();
    gateway.asked.length = 0;
    await tree.refresh();
    assert.deepEqual(gateway.asked, ['clusters']);
  });

  it('is what the group of all snapshots has where clusters may not be listed', async () => {
    const { tree, gateway } = treeOf({
      clusters: () => pagesThenFailure(aFailure('accessDenied')),
      snapshots: { all: () => pages([aSnapshot({ status: 'failed' })]) },
    });
    await tree.wholeAccount.load();
    assert.deepEqual(await filteredRoots(tree, 'failed'), ['problem accessDenied', 'orphanGroup 1']);
    assert.deepEqual(gateway.asked, ['clusters', 'snapshots {}']);
  });

  it('finds all that there are among 10,000 snapshots', async () => {
    const clusters = Array.from({ length: 100 }, (_, index) => aCluster({ identifier: `cluster-${index}` }));
    const { tree } = treeOf({
      clusters: () => pages(clusters),
      snapshots: { all: () => pages(clusters.flatMap(({ identifier }) => snapshotsOf(identifier, 100))) },
    });
    await tree.wholeAccount.load();
    assert.equal(tree.found(aFilter('cluster-7 nov 22')).count, 11 * 15);
  });
});
