import assert from 'node:assert/strict';
import type { SnapshotQuery } from '../../../../src/core/model/gateway';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { checkWithService, clustersOf, isWarning } from '../../../../src/core/requests/checkWithService';
import type { RequestValues } from '../../../../src/core/requests/readRequest';
import { aCluster, aFailure, aManualSnapshot, aSnapshot } from '../../../support/builders';

const { signal } = new AbortController();
const request: RequestValues = {
  SourceSnapshotIdentifier: 'rs:alpha-2026-11-22-14-03-27',
  SourceSnapshotClusterIdentifier: 'alpha',
  TargetSnapshotIdentifier: 'alpha-keep',
  ManualSnapshotRetentionPeriod: -1,
};
const { SourceSnapshotClusterIdentifier: _, ...withoutCluster } = request;

const me = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };

/** An account with these snapshots, asked as the service is asked: by an identifier alone, or by a cluster. */
function account(...snapshots: readonly Snapshot[]) {
  return {
    cluster: async () => aCluster(),
    callerIdentity: async () => me,
    async *snapshots({ snapshotIdentifier: name, clusterIdentifier, type }: SnapshotQuery) {
      const items = snapshots.filter(
        found =>
          (name === undefined || found.identifier.toLowerCase() === name) &&
          (clusterIdentifier === undefined || found.clusterIdentifier === clusterIdentifier) &&
          (type === undefined || found.type === type),
      );
      if (items.length === 0) {
        throw aFailure('snapshotNotFound');
      }
      yield { items, more: false };
    },
  };
}

describe('a request, held against the service', () => {
  const other = aSnapshot({ clusterIdentifier: 'beta' });
  const cases: readonly (readonly [string, RequestValues, readonly Snapshot[], readonly string[]])[] = [
    ['that can be sent', request, [aSnapshot()], []],
    ['whose source is gone', request, [], ['SourceSnapshotIdentifier sourceGone']],
    [
      'whose source is manual',
      request,
      [aSnapshot({ type: 'manual' })],
      ['SourceSnapshotIdentifier sourceNotAutomated'],
    ],
    [
      'whose source is being created',
      request,
      [aSnapshot({ status: 'creating' })],
      ['SourceSnapshotIdentifier sourceNotAvailable'],
    ],
    ['whose source is of another cluster', request, [other], ['SourceSnapshotClusterIdentifier sourceOfOtherCluster']],
    ['whose cluster has a namesake', request, [other, aSnapshot()], []],
    ['without a cluster, where there is one', withoutCluster, [aSnapshot()], []],
    [
      'without a cluster, where there are two',
      withoutCluster,
      [other, aSnapshot()],
      ['SourceSnapshotIdentifier clusterUnclear'],
    ],
    [
      'whose target is taken, in capitals',
      request,
      [aSnapshot(), aManualSnapshot({ identifier: 'ALPHA-KEEP' })],
      ['TargetSnapshotIdentifier targetTaken'],
    ],
    [
      'whose retention period is over, counted from its source',
      { ...request, ManualSnapshotRetentionPeriod: 7 },
      [aSnapshot({ retentionStartTime: Date.now() - 8 * 86_400_000 })],
      ['ManualSnapshotRetentionPeriod retentionOver'],
    ],
    [
      'whose retention period is not over',
      { ...request, ManualSnapshotRetentionPeriod: 9 },
      [aSnapshot({ retentionStartTime: Date.now() - 8 * 86_400_000 })],
      [],
    ],
    [
      'with two faults',
      request,
      [aManualSnapshot()],
      ['SourceSnapshotIdentifier sourceGone', 'TargetSnapshotIdentifier targetTaken'],
    ],
  ];
  for (const [what, values, snapshots, expected] of cases) {
    it(what, async () => {
      const findings = await checkWithService(account(...snapshots), values, signal);
      assert.deepEqual(
        findings.map(({ fault, member }) => `${member} ${fault.kind}`),
        expected,
      );
    });
  }

  it('is told what the copy would be refused for: the latest of a paused cluster', async () => {
    const paused = { ...account(aSnapshot({ createTime: 7 })), cluster: async () => aCluster({ status: 'paused' }) };
    const [found, ...others] = await checkWithService(paused, request, signal);
    assert.deepEqual([found?.fault.kind, found?.member], ['latestOfPausedCluster', 'SourceSnapshotIdentifier']);
    assert.deepEqual(others, []);
  });

  it('may be sent although its retention period is over: that is a warning, and no other finding is', async () => {
    const old = aSnapshot({ retentionStartTime: Date.now() - 8 * 86_400_000 });
    const values = { ...request, ManualSnapshotRetentionPeriod: 7 };
    const findings = await checkWithService(account(old, aManualSnapshot()), values, signal);
    assert.deepEqual(
      findings.map(finding => [finding.fault.kind, isWarning(finding)]),
      [
        ['targetTaken', false],
        ['retentionOver', true],
      ],
    );
  });

  it('is not found wrong where nothing may be read', async () => {
    assert.deepEqual(await checkWithService(refusing('accessDenied'), request, signal), []);
  });

  it('stays unchecked where nothing can be read', async () => {
    const findings = await checkWithService(refusing('network'), request, signal);
    assert.deepEqual(
      findings.map(({ fault }) => fault.kind),
      ['unchecked', 'unchecked', 'unchecked'],
    );
  });

  it('finds the clusters that a source can be of', async () => {
    const found = await clustersOf(account(other, aSnapshot()), request.SourceSnapshotIdentifier, signal);
    assert.deepEqual(found, ['alpha', 'beta']);
    assert.deepEqual(await clustersOf(account(), request.SourceSnapshotIdentifier, signal), []);
  });
});

function refusing(kind: 'accessDenied' | 'network') {
  return {
    cluster: () => Promise.reject(aFailure(kind)),
    // Nobody needs a permission for that.
    callerIdentity: async () => me,
    snapshots() {
      return {
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(aFailure(kind)) }),
      };
    },
  };
}
