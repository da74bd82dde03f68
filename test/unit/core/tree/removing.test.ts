import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { aManualSnapshot, time } from '../../../support/builders';
import { type Pages, pages } from '../fakeGateway';
import { expand, outline, treeOf } from './treeSupport';

describe('the row of a snapshot that was deleted', () => {
  const deleted = aManualSnapshot({ identifier: 'kept', createTime: time('2026-11-22T14:00:00Z') });
  const again = { ...deleted, createTime: time('2026-11-23T14:00:00Z') };
  const other = aManualSnapshot({ identifier: 'other' });

  const manualRows = async (listed: readonly (typeof deleted)[]) => {
    let asked = 0;
    const alpha = (): Pages<Snapshot> => {
      asked += 1;
      return pages(listed);
    };
    const { tree, told } = treeOf({ snapshots: { alpha } });
    const group = (await expand(tree, 'alpha')).find(({ kind }) => kind === 'manualGroup');
    assert.ok(group);
    await tree.children(group);
    told.splice(0);
    await tree.remove(deleted);
    return { rows: outline(await tree.children(tree.latest(group))), told, asked };
  };

  it('goes at once, and nothing is asked for', async () => {
    const { rows, told, asked } = await manualRows([deleted, other]);
    assert.deepEqual(rows, ['snapshot other']);
    assert.deepEqual(told, ['cluster:alpha']);
    assert.equal(asked, 1);
  });

  it('stays where another snapshot has the name by now', async () => {
    const { rows, told } = await manualRows([again, other]);
    assert.deepEqual(rows, ['snapshot kept', 'snapshot other']);
    assert.deepEqual(told, []);
  });
});
