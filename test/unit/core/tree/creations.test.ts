import assert from 'node:assert/strict';
import type { OperationRecord } from '../../../../src/core/operations/record';
import type { OperationUnderWay } from '../../../../src/core/operations/underWay';
import { treeFilter } from '../../../../src/core/tree/filter';
import { type ManualGroupNode, manualGroupKey } from '../../../../src/core/tree/nodes';
import { aCopyRequest, aManualSnapshot, aProblem, aSnapshot, aTarget } from '../../../support/builders';
import { pages, settled } from '../fakeGateway';
import { aClusterNode, expand, groupOf, isSnapshot, last, outline, type Tree, treeOf } from './treeSupport';

const alphaManual = manualGroupKey('cluster:alpha');

describe('copies under way, in the tree', () => {
  it('have a row where their snapshot will be, from the moment that they are written down', async () => {
    const { tree, told } = await openAlpha();
    tree.showCreations([aCopy({ state: 'planned' })]);
    assert.deepEqual(told, [alphaManual]);
    const rows = await manualRows(tree);
    assert.deepEqual(outline(rows), ['creation alpha-keep planned', 'snapshot alpha-older']);
    assert.deepEqual(tree.parent(last(rows.slice(0, 1)))?.key, alphaManual);
    assert.equal((await manualGroup(tree)).creations.length, 1);
  });

  it('stand in a group that has nothing else', async () => {
    const { tree } = await openAlpha([aSnapshot()]);
    assert.deepEqual(outline(await manualRows(tree)), ['empty manual']);
    tree.showCreations([aCopy({ state: 'planned' })]);
    assert.deepEqual(outline(await manualRows(tree)), ['creation alpha-keep planned']);
  });

  it('are the row of their snapshot as soon as that is listed', async () => {
    const { tree } = await openAlpha();
    const copy = aManualSnapshot({ status: 'creating', manualRetentionDays: 30 });
    tree.showCreations([aCopy({ after: copy })]);
    await tree.addAll([copy]);
    const rows = await manualRows(tree);
    assert.deepEqual(outline(rows), ['snapshot alpha-keep', 'snapshot alpha-older']);
    const ids = rows.filter(isSnapshot).map(row => row.creation?.operation.id);
    assert.deepEqual(ids, ['one', undefined]);
  });

  it('are not taken for another snapshot of that name', async () => {
    const { tree } = await openAlpha([aManualSnapshot({ manualRetentionDays: 7 })]);
    tree.showCreations([aCopy({ state: 'planned' })]);
    assert.deepEqual(outline(await manualRows(tree)), ['creation alpha-keep planned', 'snapshot alpha-keep']);
  });

  it('are told of where rows say something else, and nowhere else', async () => {
    const { tree, told } = await openAlpha();
    const copy = aManualSnapshot({ status: 'creating' });
    const show = (given: OperationUnderWay): readonly string[] => {
      told.length = 0;
      tree.showCreations([given]);
      return [...told];
    };
    assert.deepEqual(show(aCopy({ state: 'planned' })), [alphaManual]);
    assert.deepEqual(show(aCopy({ state: 'planned', problem: aProblem('timeout') })), [alphaManual]);
    assert.deepEqual(show(aCopy({ after: copy })), [alphaManual]);
    // Its figures come with the snapshot itself.
    assert.deepEqual(show(aCopy({ after: { ...copy, progress: { megabytesDone: 5 } } })), []);
    assert.deepEqual(show(aCopy({ after: copy }, { stuck: true })), [alphaManual]);
    assert.deepEqual(show(aCopy({ after: copy }, { stuck: true })), []);
    assert.deepEqual(show({ ...aCopy({ after: copy }), problem: aProblem('network') }), [alphaManual]);
    told.length = 0;
    tree.showCreations([]);
    assert.deepEqual(told, [alphaManual]);
  });

  it('of a snapshot whose cluster is not here are where that has no cluster', async () => {
    const { tree, told } = await openAlpha();
    const source = aSnapshot({ sourceRegion: 'us-east-1' });
    const elsewhere = aCopyRequest({ SourceSnapshotClusterIdentifier: 'gone', TargetSnapshotIdentifier: 'gone-keep' });
    tree.showCreations([
      aCopy({ state: 'planned', before: source }),
      aCopy({ id: 'two', state: 'planned', input: elsewhere }),
    ]);
    assert.deepEqual(told, ['orphans']);
    const group = last(await tree.roots());
    const rows = await tree.children(group);
    assert.deepEqual(outline(rows), ['creation alpha-keep planned', 'creation gone-keep planned']);
    assert.deepEqual(
      rows.map(row => tree.parent(row)?.key),
      ['orphans', 'orphans'],
    );
  });

  it('are found by a filter', async () => {
    const { tree } = await openAlpha();
    tree.showCreations([aCopy({ state: 'planned' })]);
    const [row] = await manualRows(tree);
    const matches = (text: string): boolean => {
      const filter = treeFilter(text);
      return row !== undefined && filter !== undefined && tree.matches(row, filter);
    };
    assert.deepEqual(['KEEP', 'rs:alpha-2026-11-22', 'alpha', 'beta'].map(matches), [true, true, true, false]);
    const filter = treeFilter('keep');
    assert.ok(filter && tree.matches(aClusterNode(), filter) && tree.matches(await manualGroup(tree), filter));
  });
});

async function openAlpha(listed = [aManualSnapshot({ identifier: 'alpha-older' })]): Promise<Tree> {
  const opened = treeOf({ snapshots: { alpha: () => pages(listed) } });
  await expand(opened.tree, 'alpha');
  await settled();
  opened.told.length = 0;
  return opened;
}

async function manualGroup(tree: Tree['tree']): Promise<ManualGroupNode> {
  return groupOf(await expand(tree, 'alpha'));
}

async function manualRows(tree: Tree['tree']) {
  return tree.children(await manualGroup(tree));
}

function aCopy(given: Partial<OperationRecord>, { stuck = false } = {}): OperationUnderWay {
  const operation: OperationRecord = {
    ...{
      id: 'one',
      target: aTarget(),
      operation: 'CopyClusterSnapshot',
      input: aCopyRequest(),
      state: 'inProgress',
      planned: 1,
    },
    ...given,
  };
  return { operation, progress: { secondsElapsed: 3, stuck } };
}
