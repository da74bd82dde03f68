import assert from 'node:assert/strict';
import { problemOf } from '../../../../src/core/model/problem';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { SnapshotPlace } from '../../../../src/core/tree/nodes';
import { aCluster, aFailure, aManualSnapshot, aSnapshot } from '../../../support/builders';
import { type Pages, pages, pagesThenFailure } from '../fakeGateway';
import { countsOf, expand, isSnapshot, last, outline, treeOf } from './treeSupport';

describe('the group without a cluster', () => {
  const orphans = (): Pages<Snapshot> =>
    pages([
      aManualSnapshot({ identifier: 'of-the-gone', clusterIdentifier: 'gone', createTime: 1 }),
      aSnapshot({ identifier: 'copy:rs:far-1', clusterIdentifier: 'far', sourceRegion: 'us-east-1', createTime: 2 }),
    ]);

  it('asks, when it is expanded, for what has no cluster', async () => {
    const { tree, gateway } = treeOf({ snapshots: { orphans } });
    const rows = await tree.children(last(await tree.roots()));
    assert.deepEqual(gateway.asked, ['clusters', 'snapshots {"clusterExists":false}']);
    assert.deepEqual(outline(rows), ['snapshot copy:rs:far-1', 'snapshot of-the-gone']);
    assert.ok(rows.filter(isSnapshot).every(({ withoutCluster }) => withoutCluster));
  });

  it('counts them, and those from other Regions, when they are all listed', async () => {
    const more = [1, 2].map(number => aManualSnapshot({ identifier: `left-${number}`, clusterIdentifier: 'gone' }));
    const far = aSnapshot({ clusterIdentifier: 'far', sourceRegion: 'us-east-1' });
    const { tree } = treeOf({ snapshots: { orphans: () => pages([...more, far]) } });
    await tree.children(last(await tree.roots()));
    const group = last(await tree.roots());
    assert.ok(group.kind === 'orphanGroup');
    assert.deepEqual([group.count, group.fromOtherRegions], [3, 1]);
  });

  it('is above a copy from another Region also when a cluster here has that name', async () => {
    const foreign = aSnapshot({ sourceRegion: 'us-east-1' });
    const { tree } = treeOf({ snapshots: { orphans: () => pages([foreign]) } });
    const group = last(await tree.roots());
    const [row] = await tree.children(group);
    assert.ok(row !== undefined);
    assert.equal(tree.parent(row)?.key, group.key);
  });

  it('has the copies from another Region that came with the snapshots of a namesake here', async () => {
    const foreign = aSnapshot({ identifier: 'copy:rs:alpha-1', sourceRegion: 'us-east-1', createTime: 3 });
    const { tree, told, gateway } = treeOf({ snapshots: { alpha: () => pages([aSnapshot(), foreign]), orphans } });
    const group = last(await tree.roots());
    await tree.children(group);
    told.length = 0;
    assert.deepEqual(outline(await expand(tree, 'alpha')), ['manualGroup 0', 'snapshot rs:alpha-2026-11-22-14-03-27']);
    assert.deepEqual(await countsOf(tree, 'alpha'), { automated: 1, manual: 0 });
    assert.ok(told.includes('orphans'));
    gateway.asked.length = 0;
    const rows = await tree.children(group);
    assert.deepEqual(outline(rows), ['snapshot copy:rs:alpha-1', 'snapshot copy:rs:far-1', 'snapshot of-the-gone']);
    assert.deepEqual(outline([tree.parent(rows[0] ?? group)]), ['orphanGroup 3']);
    assert.deepEqual(gateway.asked, []);
  });

  it('has two of one name that belong to two owners, where the service names no ARN', async () => {
    const shared = ['111111111111', '222222222222'].map(ownerAccount =>
      aManualSnapshot({ identifier: 'kept', clusterIdentifier: 'gone', ownerAccount }),
    );
    const { tree } = treeOf({ snapshots: { orphans: () => pages(shared) } });
    const rows = await tree.children(last(await tree.roots()));
    assert.deepEqual(outline(rows), ['snapshot kept', 'snapshot kept']);
    assert.equal(new Set(rows.map(({ key }) => key)).size, 2);
  });

  it('has each copy once, also when the service lists it in both places', async () => {
    const foreign = aSnapshot({ identifier: 'copy:rs:alpha-1', sourceRegion: 'us-east-1' });
    const { tree } = treeOf({ snapshots: { alpha: () => pages([foreign]), orphans: () => pages([foreign]) } });
    await expand(tree, 'alpha');
    assert.deepEqual(outline(await tree.children(last(await tree.roots()))), ['snapshot copy:rs:alpha-1']);
  });

  it('has all snapshots when the clusters may not be listed, and says so', async () => {
    const all = [aSnapshot(), aManualSnapshot(), aSnapshot({ identifier: 'rs:beta-1', clusterIdentifier: 'beta' })];
    let denied = true;
    const { tree, gateway } = treeOf({
      clusters: () => (denied ? pagesThenFailure(aFailure('accessDenied')) : pages([aCluster()])),
      snapshots: { all: () => pages(all) },
    });
    const group = last(await tree.roots());
    assert.ok(group.kind === 'orphanGroup' && group.ofAllClusters);
    assert.equal((await tree.children(group)).length, 3);
    assert.deepEqual(gateway.asked, ['clusters', 'snapshots {}']);
    denied = false;
    await tree.refresh();
    const again = last(await tree.roots());
    assert.ok(again.kind === 'orphanGroup' && !again.ofAllClusters);
    assert.deepEqual(outline(await tree.children(again)), ['empty orphans']);
  });

  it('is not there where nothing could be listed for another reason than that it was denied', async () => {
    const { tree } = treeOf({ clusters: () => pagesThenFailure(aFailure('network')) });
    assert.deepEqual(outline(await tree.roots()), ['problem network']);
  });

  it('stays where a refresh failed, also when there are no clusters', async () => {
    let down = false;
    const { tree } = treeOf({ clusters: () => (down ? pagesThenFailure(aFailure('network')) : pages()) });
    await tree.roots();
    down = true;
    await tree.refresh();
    assert.deepEqual(outline(await tree.roots()), ['problem network', 'orphanGroup']);
  });

  it('says so when there are none', async () => {
    const { tree } = treeOf();
    assert.deepEqual(outline(await tree.children(last(await tree.roots()))), ['empty orphans']);
  });

  it('says why when they could not be listed', async () => {
    const { tree } = treeOf({ snapshots: { orphans: () => pagesThenFailure(aFailure('network')) } });
    assert.deepEqual(outline(await tree.children(last(await tree.roots()))), ['problem network']);
  });

  it('leaves out what has a cluster after all: some endpoints ignore the filter', async () => {
    const { tree } = treeOf({
      clusters: () => pages([aCluster({ identifier: 'Alpha' })]),
      snapshots: {
        orphans: () =>
          pages([aSnapshot({ clusterIdentifier: 'ALPHA' }), aManualSnapshot({ clusterIdentifier: 'gone' })]),
      },
    });
    const rows = await tree.children(last(await tree.roots()));
    assert.deepEqual(outline(rows), ['snapshot alpha-keep']);
    const group = last(await tree.roots());
    assert.ok(group.kind === 'orphanGroup');
    assert.equal(group.count, 1);
  });

  it('is listed as a whole for whoever wants to choose from it', async () => {
    const { tree } = treeOf({ snapshots: { orphans } });
    const places = await tree.places();
    assert.deepEqual(outline(places), ['cluster alpha', 'orphanGroup']);
    const rows = await tree.snapshotsAt(lastPlace(places));
    assert.deepEqual(outline(rows), ['snapshot copy:rs:far-1', 'snapshot of-the-gone']);
  });

  it('has all snapshots for whoever wants to choose from it when the clusters may not be listed', async () => {
    const { tree } = treeOf({
      clusters: () => pagesThenFailure(aFailure('accessDenied')),
      snapshots: { all: () => pages([aSnapshot()]) },
    });
    const places = await tree.places();
    assert.deepEqual(outline(places), ['orphanGroup']);
    assert.deepEqual(outline(await tree.snapshotsAt(lastPlace(places))), ['snapshot rs:alpha-2026-11-22-14-03-27']);
  });

  it('is no choice when it is not known whether there are clusters', async () => {
    const { tree } = treeOf({ clusters: () => pagesThenFailure(aFailure('network'), [aCluster()]) });
    await assert.rejects(tree.places(), error => problemOf(error).kind === 'network');
  });

  it('has what a cluster leaves behind that is gone by the time somebody chooses', async () => {
    const clusters = [aCluster(), aCluster({ identifier: 'beta' })];
    const left = aSnapshot({ identifier: 'copy:rs:alpha-1', sourceRegion: 'us-east-1', createTime: 1 });
    const { tree } = treeOf({
      clusters: () => pages([...clusters]),
      snapshots: {
        alpha: () => pages([aSnapshot()]),
        orphans: () => pages(clusters.length === 2 ? [left] : [aSnapshot(), left]),
      },
    });
    await expand(tree, 'alpha');
    assert.deepEqual(outline(await tree.children(last(await tree.roots()))), ['snapshot copy:rs:alpha-1']);
    clusters.shift();
    const places = await tree.places();
    assert.deepEqual(outline(places.slice(0, -1)), ['cluster beta']);
    const both = ['snapshot copy:rs:alpha-1', 'snapshot rs:alpha-2026-11-22-14-03-27'];
    assert.deepEqual(outline(await tree.children(last(await tree.roots()))), both);
    assert.deepEqual(outline(await tree.snapshotsAt(lastPlace(places))), both);
  });
});

function lastPlace(places: readonly SnapshotPlace[]): SnapshotPlace {
  const place = places.at(-1);
  assert.ok(place !== undefined);
  return place;
}
