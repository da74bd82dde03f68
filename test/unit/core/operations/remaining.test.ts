import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { readRemaining, sameDataAs } from '../../../../src/core/operations/remaining';
import { aCluster, aFailure, aManualSnapshot, aSnapshot } from '../../../support/builders';
import { type Answers, FakeGateway, pages, pagesThenFailure } from '../fakeGateway';

const { signal } = new AbortController();

describe('what remains when snapshots are deleted', () => {
  const first = aManualSnapshot({ identifier: 'first', createTime: 1 });
  const second = aManualSnapshot({ identifier: 'second', createTime: 2 });
  const failed = aManualSnapshot({ identifier: 'failed', status: 'failed' });
  const source = aSnapshot({ identifier: 'rs:alpha-1', createTime: 1 });

  const remaining = (deleted: readonly Snapshot[], listed: readonly Snapshot[], more: Answers = {}) =>
    readRemaining(
      new FakeGateway({
        snapshots: () => pages(listed),
        cluster: async identifier => aCluster({ identifier }),
        ...more,
      }),
      deleted,
      signal,
    );

  it('is all that can still be restored, and whether its cluster is there', async () => {
    const cluster = { cluster: 'alpha', clusterExists: true };
    assert.deepEqual(await remaining([first], [first, second, failed, source]), [
      { ...cluster, snapshots: [second, source] },
    ]);
    assert.deepEqual(await remaining([first, second], [first, second, failed]), [{ ...cluster, snapshots: [] }]);
    const gone = async () => Promise.reject(aFailure('clusterNotFound'));
    assert.deepEqual(await remaining([first], [first], { cluster: gone }), [
      { cluster: 'alpha', clusterExists: false, snapshots: [] },
    ]);
  });

  it('is not known where it cannot be read to its end', async () => {
    const denied = aFailure('accessDenied');
    const broken = { snapshots: () => pagesThenFailure(denied, [second]), cluster: async () => Promise.reject(denied) };
    assert.deepEqual(await remaining([first], [], broken), [
      { cluster: 'alpha', clusterExists: undefined, snapshots: undefined },
    ]);
  });

  it('tells which snapshot has the same data', async () => {
    const left = await remaining([first, second], [first, second, source]);
    assert.equal(sameDataAs(first, left)?.identifier, source.identifier);
    assert.equal(sameDataAs(second, left), undefined);
  });
});
