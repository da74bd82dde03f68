import { equal, match, ok } from 'node:assert/strict';
import type { Cluster } from '../../../../src/core/model/cluster';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import type { SnapshotNode } from '../../../../src/core/tree/nodes';
import { snapshotRow } from '../../../../src/core/tree/rows';
import { clusterDescription, clusterSentence } from '../../../../src/ui/text/clusterText';
import { snapshotDescription, snapshotLabel, snapshotSentence } from '../../../../src/ui/text/snapshotText';
import { aCluster, aManualSnapshot, aProblem, aSnapshot, aTarget, time } from '../../../support/builders';

const hour = 3_600_000;
const day = 24 * hour;
const now = time('2026-11-22T17:30:00Z');
const weekly = aCluster({ automatedRetentionDays: 7 });

function row(snapshot: Snapshot, { cluster = weekly, newest = false }: { cluster?: Cluster; newest?: boolean } = {}) {
  return snapshotRow(snapshot, { cluster, newest });
}

/** As it stands in the side bar. */
function shown(node: SnapshotNode): string {
  return `${snapshotLabel(node, now)} | ${snapshotDescription(node, now)}`;
}

const taken = (createTime: number, given: Partial<Snapshot> = {}) =>
  aSnapshot({ createTime, totalMegabytes: 1_258_291, ...given });

describe('the row of a snapshot', () => {
  it('is the moment of its data, in UTC, then its end, then its size, where it is automated', () => {
    equal(shown(row(taken(time('2026-11-22T14:03:27Z')))), 'Nov 22, 14:03 | ~6 days left (1.2 TB)');
    equal(shown(row(taken(time('2026-11-15T22:01:49Z')))), 'Nov 15, 22:01 | ~4 hours left (1.2 TB)');
    equal(shown(row(taken(now - hour), { newest: true })), 'Nov 22, 16:30 | kept while newest (1.2 TB)');
  });

  it('has the year where it is not this one', () =>
    equal(snapshotLabel(row(taken(time('2025-12-31T23:59:59Z'))), now), 'Dec 31, 2025, 23:59'));

  it('is the identifier of an automated one whose moment is not known', () =>
    equal(snapshotLabel(row(aSnapshot()), now), 'rs:alpha-2026-11-22-14-03-27'));

  it('is the name of a manual one, and the moment of its data after its end', () =>
    equal(
      shown(row(aManualSnapshot({ createTime: now - day, totalMegabytes: 4_096 }))),
      'alpha-keep | kept until deleted · Nov 21, 17:30 (4 GB)',
    ));

  it('says with how many accounts it is shared', () => {
    const shared = row(aManualSnapshot({ createTime: now - day, sharedWith: ['222233334444', '333344445555'] }));
    equal(shown(shared), 'alpha-keep | kept until deleted · shared with 2 · Nov 21, 17:30');
    match(snapshotSentence(shared, now), /kept until deleted, shared with 2, /);
  });

  it('names the cluster first where that is not on the screen, and the Region that it came from', () => {
    const orphan = snapshotRow(taken(now - day, { clusterIdentifier: 'crm', sourceRegion: 'us-east-1' }), {
      newest: false,
      withoutCluster: true,
    });
    equal(shown(orphan), 'Nov 21, 17:30 | crm · from us-east-1 (1.2 TB)');
  });

  it('says which manual snapshot keeps its data, and is no alarm then', () => {
    const kept: SnapshotNode = { ...row(taken(time('2026-11-15T22:01:49Z'))), keptAs: aManualSnapshot() };
    equal(shown(kept), 'Nov 15, 22:01 | kept as alpha-keep · ~4 hours left (1.2 TB)');
    match(snapshotSentence(kept, now), /^Nov 15, 22:01, kept as alpha-keep, 4 hours left, estimated, /);
    equal(
      shown({ ...kept, keptAs: aManualSnapshot({ status: 'creating' }) }),
      'Nov 15, 22:01 | being copied to alpha-keep · ~4 hours left (1.2 TB)',
    );
  });

  it('names the cluster first among those that expire, then its moment, and a manual one and the Region after its end', () => {
    const inExpiring = (node: SnapshotNode, region?: string): string =>
      shown({ ...node, inExpiring: true, ...(region && { region }) });
    const automated = row(taken(time('2026-11-15T22:01:49Z')));
    equal(inExpiring(automated), 'alpha Nov 15, 22:01 | ~4 hours left (1.2 TB)');
    equal(inExpiring(automated, 'eu-west-1'), 'alpha Nov 15, 22:01 | ~4 hours left · eu-west-1 (1.2 TB)');
    const manual = aManualSnapshot({ createTime: now - day, manualRetentionDays: 2, retentionStartTime: now - day });
    equal(inExpiring(row(manual)), 'alpha Nov 21, 17:30 | 24 hours left · manual: alpha-keep');
    match(
      snapshotSentence({ ...automated, inExpiring: true }, now),
      /^expires soon, alpha Nov 15, 22:01, 4 hours left/,
    );
  });

  it('fits into a side bar of the usual width as far as its end', () =>
    ok(shown(row(taken(now - hour))).replace(' | ', ' ').length <= 40));

  const kept = (days: number, age: number) =>
    snapshotDescription(row(aManualSnapshot({ manualRetentionDays: days, retentionStartTime: now - age })), now);

  it('has 30 days left in its first hour, and never more than are left from then on', () => {
    equal(kept(30, 5_000), '30 days left');
    equal(kept(30, hour - 1), '30 days left');
    equal(kept(30, hour), '29 days left');
    equal(kept(30, day), '29 days left');
    equal(kept(30, 28 * day - hour), '2 days left');
  });

  it('says hours in the last two days, and never that it is gone while it is there', () => {
    equal(kept(2, 1), '47 hours left');
    equal(kept(1, hour), '23 hours left');
    equal(kept(1, 2 * day), 'expires any moment');
  });

  it('is shown however many days the service says', () => {
    equal(kept(1e21, day).includes('e+'), false);
    equal(kept(2_147_483_647, day).includes('years left'), true);
  });

  it('says neither percent nor end of what failed, was cancelled or deleted', () => {
    const done = { incrementalMegabytes: 10, progress: { megabytesDone: 10, secondsLeft: 5 } };
    for (const status of ['failed', 'cancelled', 'deleted']) {
      equal(snapshotDescription(row(aSnapshot({ status, createTime: now - hour, ...done })), now), status);
    }
  });

  it('says how far it is while it is made, as far as that is known', () => {
    const making = (given: Partial<Snapshot>) =>
      snapshotDescription(row(aSnapshot({ status: 'creating', ...given })), now);
    equal(making({}), 'creating');
    equal(making({ progress: { secondsLeft: 7_200 } }), 'creating (2 hours left)');
    equal(
      making({
        incrementalMegabytes: 1_000,
        progress: { megabytesDone: 420, megabytesPerSecond: 180, secondsLeft: 200 },
      }),
      'creating (42 %, 180 MB/s, 3 minutes left)',
    );
  });

  it('says that the newest of a paused cluster cannot be copied, and of no other', () => {
    const cluster = aCluster({ status: 'paused', automatedRetentionDays: 7 });
    equal(
      snapshotDescription(row(aSnapshot({ createTime: now - hour }), { cluster, newest: true }), now),
      "can't be copied while paused · kept while newest",
    );
    equal(snapshotDescription(row(aSnapshot({ createTime: now - 25 * hour }), { cluster }), now), '~5 days left');
  });

  it('says that AWS Backup manages it', () =>
    equal(
      snapshotDescription(row(aManualSnapshot({ identifier: 'awsbackup:job-5f0c1d7e' })), now),
      'AWS Backup · kept until deleted',
    ));

  it('says that any moment can be its last where automated snapshots are off', () =>
    equal(
      snapshotDescription(
        row(aSnapshot({ createTime: now - day }), { cluster: aCluster({ automatedRetentionDays: 0 }) }),
        now,
      ),
      'may be deleted any moment',
    ));
});

describe('the name of a row for a screen reader', () => {
  const name = (node: SnapshotNode) => snapshotSentence(node, now);

  it('begins with the date, has what can be seen in that order, and ends with what other rows have as well', () =>
    equal(
      name(row(taken(time('2026-11-22T14:03:27Z')))),
      'Nov 22, 14:03, 6 days left, estimated, 1.2 terabytes, automated snapshot of alpha, rs:alpha-2026-11-22-14-03-27',
    ));

  it('begins with what is wrong', () => {
    match(name(row(taken(now - day, { status: 'failed' }))), /^failed, Nov 21, 17:30, failed, /);
    match(name(row(taken(now - 7 * day + hour))), /^expires soon, Nov 15, 18:30, 1 hour left, /);
    const operation = {
      id: 'one',
      target: aTarget(),
      operation: 'CopyClusterSnapshot',
      input: {},
      state: 'inProgress',
      planned: 0,
    } as const;
    const creation = { operation, progress: { secondsElapsed: 3, stuck: false }, problem: aProblem('network') };
    match(
      name({ ...row(aManualSnapshot({ status: 'creating' })), creation }),
      /^warning, alpha-keep, creating, offline, /,
    );
  });

  it('has the name of a manual one once', () =>
    equal(
      name(row(aManualSnapshot({ createTime: now - day }))),
      'alpha-keep, kept until deleted, Nov 21, 17:30, size unknown, manual snapshot of alpha',
    ));
});

describe('the row of a cluster', () => {
  it('says its state, what is below it, and that it has no automated snapshots', () => {
    equal(clusterDescription(weekly, undefined), 'available');
    equal(clusterDescription(weekly, { automated: 1_200, manual: 3 }), 'available · 1,200 automated · 3 manual');
    const off = aCluster({ automatedRetentionDays: 0 });
    equal(clusterDescription(off, undefined), 'available · automated snapshots off');
    equal(clusterSentence(off, undefined), 'warning, alpha, available, automated snapshots off, cluster');
    equal(
      clusterSentence(aCluster({ status: 'incompatible-network' }), undefined),
      'error, alpha, incompatible-network, cluster',
    );
  });
});
