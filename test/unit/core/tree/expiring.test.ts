import { deepEqual, equal } from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/model/cluster';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { expiringGroup } from '../../../../src/core/tree/expiring';
import { TreeModel } from '../../../../src/core/tree/treeModel';
import { aCluster, aFailure, aManualSnapshot, aSnapshot, snapshotsOf, time } from '../../../support/builders';
import { FakeGateway, Feed, pages, pagesThenFailure, settled } from '../fakeGateway';
import { expand, outline, placeOf } from './treeSupport';

const hour = 3_600_000;
const day = 24 * hour;
const now = time('2026-11-22T14:00:00Z');

/** Of a cluster that keeps automated snapshots for 7 days: one that ends so many ms from now. */
function ending(inMilliseconds: number, given: Partial<Snapshot> = {}): Snapshot {
  const { clusterIdentifier = 'alpha' } = given;
  const identifier = `rs:${clusterIdentifier}-${inMilliseconds / hour}h`;
  return aSnapshot({ identifier, createTime: now + inMilliseconds - 7 * day, ...given });
}

function aCopy(of: Snapshot, given: Partial<Snapshot> = {}): Snapshot {
  const { clusterIdentifier, createTime = 0 } = of;
  return aManualSnapshot({ identifier: 'kept-1', clusterIdentifier, createTime, ...given });
}

const newest = ending(7 * day - hour, { identifier: 'rs:alpha-newest' });

interface Listed {
  readonly clusters?: readonly Cluster[];
  readonly account?: (signal?: AbortSignal) => ReturnType<typeof pages<Snapshot>>;
  readonly alpha?: () => ReturnType<typeof pages<Snapshot>>;
}

function account({ clusters = [aCluster({ automatedRetentionDays: 7 })], ...lists }: Listed) {
  const clock = { now };
  const told: string[] = [];
  const gateway = new FakeGateway({
    clusters: () => pages(clusters),
    snapshots: (query, signal) => {
      const place = placeOf(query);
      return (place === 'all' ? lists.account?.(signal) : place === 'alpha' ? lists.alpha?.() : undefined) ?? pages();
    },
  });
  gateway.now = () => clock.now;
  const tree = new TreeModel({ gateway, changed: key => told.push(key ?? 'root') });
  const says = () => outline([expiringGroup([tree.expiring.part()])])[0];
  const rows = () =>
    tree.expiring.part().rows.map(({ snapshot, keptAs }) => {
      const kept = keptAs === undefined ? '' : ` kept as ${keptAs.identifier}`;
      return `${snapshot.identifier}${kept}`;
    });
  return { tree, gateway, clock, told, says, rows };
}

async function listed(...snapshots: readonly Snapshot[]) {
  const opened = account({ account: () => pages(snapshots) });
  await opened.tree.wholeAccount.show();
  return opened;
}

describe('a snapshot that has failed', () => {
  it('has no data that another one could keep', async () => {
    const failed = ending(2 * hour, { status: 'failed' });
    const { tree } = account({ alpha: () => pages([newest, failed, aCopy(failed)]) });
    const rows = await expand(tree, 'alpha');
    deepEqual(
      rows.flatMap(row => (row.kind === 'snapshot' && row.keptAs ? row.keptAs.identifier : [])),
      [],
    );
  });
});

describe('what ends soon', () => {
  it('is what ends within 7 days, over all clusters, the earliest first', async () => {
    const { tree, says, rows } = account({
      clusters: [aCluster({ automatedRetentionDays: 7 }), aCluster({ identifier: 'beta', automatedRetentionDays: 1 })],
      account: () =>
        pages([newest, ending(30 * hour), ending(2 * hour)], snapshotsOf('beta', 2, now - hour), [
          aManualSnapshot({ manualRetentionDays: 8, retentionStartTime: now }),
        ]),
    });
    await tree.wholeAccount.show();
    deepEqual(rows(), ['rs:alpha-2h', 'rs:beta-2026-11-22-12-00-00', 'rs:alpha-30h']);
    equal(says(), 'expiringGroup 2, 3, all');
  });

  it('is not the newest automated snapshot of a cluster, nor what is not there yet or any more', async () => {
    const { rows } = await listed(
      ending(hour, { identifier: 'rs:alpha-newest' }),
      ending(2 * hour, { status: 'creating' }),
      ending(-hour, { status: 'failed' }),
    );
    deepEqual(rows(), []);
  });

  it('has manual snapshots with an end, wherever their cluster is, and none whose end is not known', async () => {
    const endsIn = (hours: number) => ({ manualRetentionDays: 1, retentionStartTime: now - day + hours * hour });
    const { rows } = await listed(
      aManualSnapshot({ identifier: 'third', ...endsIn(3) }),
      aManualSnapshot({ identifier: 'first', clusterIdentifier: 'gone', ...endsIn(1) }),
      aManualSnapshot({ identifier: 'until-deleted' }),
      aSnapshot({ identifier: 'copy:rs:alpha-1', sourceRegion: 'us-east-1', createTime: now - 6.9 * day }),
      aSnapshot({ identifier: 'rs:gone-1', clusterIdentifier: 'gone', createTime: now - 6.9 * day }),
    );
    deepEqual(rows(), ['first', 'third']);
  });

  it('begins with what may be deleted any moment', async () => {
    const off = aCluster({ identifier: 'off', automatedRetentionDays: 0 });
    const { tree, rows, says } = account({
      clusters: [aCluster({ automatedRetentionDays: 7 }), off],
      account: () => pages([newest, ending(hour), ...snapshotsOf('off', 1, now - hour)]),
    });
    await tree.wholeAccount.show();
    deepEqual(rows(), ['rs:off-2026-11-22-13-00-00', 'rs:alpha-1h']);
    equal(says(), 'expiringGroup 2, 2, all');
  });

  it('counts nothing that a manual snapshot with the same data keeps for longer, and says which', async () => {
    const [first, second, third, fourth] = [ending(hour), ending(2 * hour), ending(3 * hour), ending(4 * hour)];
    const { tree, rows, says } = await listed(
      newest,
      ...[first, second, third, fourth],
      aCopy(first),
      aCopy(second, { identifier: 'shorter', manualRetentionDays: 7, retentionStartTime: now + hour - 7 * day }),
      aCopy(third, { identifier: 'failed', status: 'failed' }),
      aCopy(fourth, { identifier: 'being-made', status: 'creating', manualRetentionDays: 30 }),
    );
    deepEqual(rows(), [
      'shorter',
      'rs:alpha-2h',
      'rs:alpha-3h',
      'rs:alpha-1h kept as kept-1',
      'rs:alpha-4h kept as being-made',
    ]);
    equal(says(), 'expiringGroup 3, 3, all');
    deepEqual(
      tree.expiring.before(now + 2.5 * hour).map(({ snapshot }) => snapshot.identifier),
      ['shorter', 'rs:alpha-2h'],
    );
  });

  it('is said at the place of the snapshot as well', async () => {
    const snapshots = [newest, ending(hour), aCopy(ending(hour)), aCopy(newest, { identifier: 'of-newest' })];
    const { tree } = account({ alpha: () => pages(snapshots) });
    const kept = (await expand(tree, 'alpha')).map(row => row.kind === 'snapshot' && row.keptAs?.identifier);
    deepEqual(kept, [false, undefined, 'kept-1']);
  });

  it('is not known as long as not all is listed, which a row says', async () => {
    const feed = new Feed<Snapshot>();
    const { tree, says, rows, told } = account({ account: feed.source });
    const shown = tree.wholeAccount.show();
    await settled();
    await feed.run(0).page(newest, ending(hour));
    equal(says(), 'expiringGroup 0, 0, loading');
    deepEqual(rows(), []);
    deepEqual(
      told.filter(key => key === 'account'),
      [],
    );
    await feed.run(0).lastPage();
    await shown;
    equal(says(), 'expiringGroup 1, 1, all');
    deepEqual(
      told.filter(key => key === 'account'),
      ['account'],
    );
  });

  it('is not known where the listing failed, and says why', async () => {
    const { tree, says, told } = account({ account: () => pagesThenFailure(aFailure('accessDenied'), [ending(hour)]) });
    await tree.wholeAccount.show();
    equal(says(), 'expiringGroup 0, 0, none');
    deepEqual(outline(tree.expiring.problems()), ['problem accessDenied']);
    equal(told.at(-1), 'account');
  });

  it('is what it was where it could not be read again, with when that was', async () => {
    let down = false;
    const { tree, says, clock } = account({
      account: () => (down ? pagesThenFailure(aFailure('timeout')) : pages([newest, ending(hour)])),
    });
    await tree.wholeAccount.show();
    down = true;
    clock.now += 60_000;
    await tree.refresh();
    equal(says(), 'expiringGroup 1, 1, earlier');
    equal(tree.expiring.part().readAt, now);
    const [problem] = tree.expiring.problems();
    down = false;
    await tree.refresh(problem);
    equal(says(), 'expiringGroup 1, 1, all');
    equal(tree.expiring.part().readAt, now + 60_000);
  });

  it('is only part of it where clusters may not be listed: nobody knows how long their snapshots are kept', async () => {
    const gateway = new FakeGateway({
      clusters: () => pagesThenFailure(aFailure('accessDenied')),
      snapshots: () =>
        pages([ending(hour), aManualSnapshot({ manualRetentionDays: 1, retentionStartTime: now - hour })]),
    });
    gateway.now = () => now;
    const tree = new TreeModel({ gateway, changed: () => {} });
    await tree.wholeAccount.show();
    deepEqual(outline([expiringGroup([tree.expiring.part()])]), ['expiringGroup 1, 1, some']);
    deepEqual(outline(tree.expiring.problems()), ['problem accessDenied']);
  });

  it('moves with the clock alone: into the day, and away when its end has passed', async () => {
    const { gateway, clock, says } = await listed(newest, ending(6 * day + 23 * hour), ending(25 * hour));
    const asked = gateway.asked.length;
    const seen = [says()];
    for (const passed of [hour, 2 * hour, 26 * hour]) {
      clock.now = now + passed + 1;
      seen.push(says());
    }
    deepEqual(
      seen,
      ['0, 2', '1, 2', '1, 2', '0, 1'].map(counts => `expiringGroup ${counts}, all`),
    );
    equal(gateway.asked.length, asked);
  });

  it('is still what the service lists though its end has passed', async () => {
    const { rows } = await listed(newest, ending(-hour));
    deepEqual(rows(), ['rs:alpha--1h']);
  });
});

describe('what ends soon in several Regions', () => {
  const part = async (listedThere: Listed) => {
    const { tree } = account(listedThere);
    await tree.wholeAccount.show();
    return tree.expiring.part();
  };

  it('is counted together; of what could not be read, nothing is certain', async () => {
    const one = await part({ account: () => pages([newest, ending(hour)]) });
    const other = await part({ account: () => pages([newest, ending(2 * hour), ending(30 * hour)]) });
    const failed = await part({ account: () => pagesThenFailure(aFailure('network')) });
    const loading = account({}).tree.expiring.part();
    const says = (...parts: (typeof one)[]) => outline([expiringGroup(parts)])[0];
    equal(says(one, other), 'expiringGroup 2, 3, all');
    equal(says(one, failed), 'expiringGroup 1, 1, some');
    equal(says(one, loading), 'expiringGroup 1, 1, loading');
    equal(says(one, { ...other, known: 'earlier' }), 'expiringGroup 2, 3, earlier');
    equal(says(failed, failed), 'expiringGroup 0, 0, none');
  });
});

describe('the listing of what ends soon', () => {
  const all = 'snapshots {}';

  it('comes after the clusters, once, and again with each refresh while it is on the screen', async () => {
    const { tree, gateway } = account({ account: () => pages([newest]) });
    await tree.roots();
    deepEqual(gateway.asked, ['clusters']);
    await tree.wholeAccount.show();
    await tree.wholeAccount.show();
    deepEqual(gateway.asked, ['clusters', all]);
    await tree.refresh();
    deepEqual(gateway.asked, ['clusters', all, 'clusters', all]);
    tree.wholeAccount.hide();
    await tree.refresh();
    deepEqual(gateway.asked.slice(4), ['clusters']);
    await tree.wholeAccount.show();
    deepEqual(gateway.asked.slice(5), [all]);
  });

  it('waits for clusters that could not be listed, and hides no other reason for that', async () => {
    let kind: 'profileBroken' | 'accessDenied' = 'profileBroken';
    const gateway = new FakeGateway({ clusters: () => pagesThenFailure(aFailure(kind)), snapshots: () => pages() });
    const told: string[] = [];
    const tree = new TreeModel({ gateway, changed: key => told.push(key ?? 'root') });
    await tree.roots();
    await tree.wholeAccount.show();
    told.length = 0;
    kind = 'accessDenied';
    await tree.refresh();
    equal(told.includes('root'), true);
    deepEqual(outline(await tree.roots()), ['problem accessDenied', 'orphanGroup']);
  });

  it('is stopped when it is hidden, and begun anew when it is shown', async () => {
    const feed = new Feed<Snapshot>();
    const { tree, says } = account({ account: feed.source });
    void tree.wholeAccount.show();
    await settled();
    tree.wholeAccount.hide();
    equal(feed.run(0).signal?.aborted, true);
    await feed.run(0).lastPage(newest);
    equal(says(), 'expiringGroup 0, 0, loading');
    void tree.wholeAccount.show();
    await settled();
    await feed.run(1).lastPage(newest, ending(hour));
    equal(says(), 'expiringGroup 1, 1, all');
  });

  it('is the one that a filter has listed, and a filter waits for this one', async () => {
    const feed = new Feed<Snapshot>();
    const { tree, gateway, says } = account({ account: feed.source });
    void tree.wholeAccount.show();
    await settled();
    const searched = tree.wholeAccount.load();
    await settled();
    await feed.run(0).lastPage(newest, ending(hour));
    await searched;
    deepEqual([tree.wholeAccount.scope, says()], ['all', 'expiringGroup 1, 1, all']);
    deepEqual(outline(await expand(tree, 'alpha')), [
      'manualGroup 0',
      'snapshot rs:alpha-newest',
      'snapshot rs:alpha-1h',
    ]);
    deepEqual(gateway.asked, ['clusters', all]);
  });

  it('goes on for a filter when it is hidden', async () => {
    const feed = new Feed<Snapshot>();
    const { tree } = account({ account: feed.source });
    void tree.wholeAccount.show();
    const searched = tree.wholeAccount.load();
    await settled();
    tree.wholeAccount.hide();
    await feed.run(0).lastPage(newest);
    await searched;
    equal(tree.wholeAccount.scope, 'all');
  });

  it('is asked for again after the minutes of the setting, also where it failed, and only while it is shown', async () => {
    const { tree, gateway, clock } = account({ account: () => pagesThenFailure(aFailure('throttled')) });
    const minutes = 5 * 60_000;
    await tree.wholeAccount.showAgainAfter(minutes);
    await tree.wholeAccount.show();
    gateway.asked.length = 0;
    const askedAfter = async (milliseconds: number) => {
      clock.now += milliseconds;
      await tree.wholeAccount.showAgainAfter(minutes);
      return gateway.asked.splice(0);
    };
    deepEqual(await askedAfter(minutes - 1), []);
    deepEqual(await askedAfter(1), [all]);
    deepEqual(await askedAfter(minutes - 1), []);
    tree.wholeAccount.hide();
    deepEqual(await askedAfter(minutes), []);
  });

  it('is asked for anew, with the clusters, for who wants to act on it, though it is not on the screen', async () => {
    const { tree, gateway, says } = account({ account: () => pages([newest, ending(hour)]) });
    for (const _ of ['first', 'again']) {
      const read = tree.wholeAccount.read();
      // No filter is set, and the view is hidden.
      tree.wholeAccount.stop();
      tree.wholeAccount.hide();
      await read;
      deepEqual(gateway.asked.splice(0).toSorted(), ['clusters', all]);
      equal(says(), 'expiringGroup 1, 1, all');
    }
  });

  it('learns what is made, deleted, and read of one cluster', async () => {
    const made = aManualSnapshot({ identifier: 'made', manualRetentionDays: 1, retentionStartTime: now - hour });
    const onlyNewest = () => pages([newest]);
    const { tree, rows, told } = account({ account: () => pages([newest, ending(hour)]), alpha: onlyNewest });
    await tree.wholeAccount.show();
    await tree.add(made);
    deepEqual(rows(), ['rs:alpha-1h', 'made']);
    await tree.add(aCopy(ending(hour)));
    deepEqual(rows(), ['made', 'rs:alpha-1h kept as kept-1']);
    await tree.remove(made);
    deepEqual(rows(), ['rs:alpha-1h kept as kept-1']);
    told.length = 0;
    await expand(tree, 'alpha');
    deepEqual(rows(), []);
    equal(told.includes('account'), true);
  });

  it('finds it among 10,000 snapshots of 100 clusters', async () => {
    const clusters = Array.from({ length: 100 }, (_, index) => aCluster({ identifier: `cluster-${index}` }));
    const { tree, says } = account({
      clusters,
      account: () => pages(clusters.flatMap(({ identifier }) => snapshotsOf(identifier, 100, now - hour))),
    });
    await tree.wholeAccount.show();
    equal(says(), 'expiringGroup 9900, 9900, all');
  });
});
