import assert from 'node:assert/strict';
import { type TreeFilter, treeFilter } from '../../../../src/core/tree/filter';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import type { TreeModel } from '../../../../src/core/tree/treeModel';
import { aCluster, aFailure, aManualSnapshot, aSnapshot } from '../../../support/builders';
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
