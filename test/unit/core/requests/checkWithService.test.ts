import assert from 'node:assert/strict';
import type { OperationInput, OperationName, SnapshotQuery } from '../../../../src/core/model/gateway';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { operations } from '../../../../src/core/operations/all';
import type { ReadsGateway } from '../../../../src/core/operations/reads';
import { checkWithService, clustersMeant } from '../../../../src/core/requests/checkWithService';
import { readRequest } from '../../../../src/core/requests/readRequest';
import { aCluster, aFailure, aManualSnapshot, aSnapshot } from '../../../support/builders';

const { signal } = new AbortController();
const request: OperationInput = {
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
    cluster: async (identifier: string) => {
      assert.notEqual(identifier, '');
      return aCluster();
    },
    now: Date.now,
    callerIdentity: async () => me,
    async *snapshots({ snapshotIdentifier: name, clusterIdentifier, type }: SnapshotQuery) {
      assert.ok(name !== '' && clusterIdentifier !== '', 'asks for what has no name');
      const items = snapshots.filter(
        found =>
          (name === undefined || found.identifier.toLowerCase() === name.toLowerCase()) &&
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

/** `severity kind @ value` for all that is found of a request. */
async function found(
  gateway: ReadsGateway,
  given: OperationInput | readonly OperationInput[] | string,
  name: OperationName = 'CopyClusterSnapshot',
): Promise<readonly string[]> {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const operation = operations[name];
  const { items } = readRequest(operation, text);
  const findings = await checkWithService(gateway, { operation, items }, signal);
  return findings.map(
    ({ fault, severity, span: { offset, length } }) =>
      `${severity} ${fault.kind} @ ${text.slice(offset, offset + length)}`,
  );
}

const aged = Date.now() - 8 * 86_400_000;

describe('a request, held against the service', () => {
  const other = aSnapshot({ clusterIdentifier: 'beta' });
  const source = '"rs:alpha-2026-11-22-14-03-27"';
  const cases: readonly (readonly [string, OperationInput, readonly Snapshot[], readonly string[]])[] = [
    ['that can be sent', request, [aSnapshot()], []],
    ['whose source is gone', request, [], [`error sourceGone @ ${source}`]],
    ['whose source is manual', request, [aSnapshot({ type: 'manual' })], [`error sourceNotAutomated @ ${source}`]],
    [
      'without a cluster, whose source is manual',
      withoutCluster,
      [aSnapshot({ type: 'manual' })],
      [`error sourceNotAutomated @ ${source}`],
    ],
    [
      'whose source is being created',
      request,
      [aSnapshot({ status: 'creating' })],
      [`error sourceNotAvailable @ ${source}`],
    ],
    ['whose source is of another cluster', request, [other], ['error sourceOfOtherCluster @ "alpha"']],
    ['whose cluster has a namesake', request, [other, aSnapshot()], []],
    ['without a cluster, where there is one', withoutCluster, [aSnapshot()], []],
    ['without a cluster, where there is none', withoutCluster, [], [`error sourceGone @ ${source}`]],
    [
      'without a cluster, where there are two, and whose target is taken',
      withoutCluster,
      [other, aSnapshot(), aManualSnapshot()],
      [`warning clusterUnclear @ ${source}`, 'error targetTaken @ "alpha-keep"'],
    ],
    [
      'whose target is taken, in capitals',
      request,
      [aSnapshot(), aManualSnapshot({ identifier: 'ALPHA-KEEP' })],
      ['error targetTaken @ "alpha-keep"'],
    ],
    [
      'whose retention period is over, counted from its source: it may be sent',
      { ...request, ManualSnapshotRetentionPeriod: 7 },
      [aSnapshot({ retentionStartTime: aged })],
      ['warning retentionOver @ 7'],
    ],
    [
      'whose retention period is not over',
      { ...request, ManualSnapshotRetentionPeriod: 9 },
      [aSnapshot({ retentionStartTime: aged })],
      [],
    ],
    [
      'with two faults',
      request,
      [aManualSnapshot()],
      [`error sourceGone @ ${source}`, 'error targetTaken @ "alpha-keep"'],
    ],
  ];
  for (const [what, values, snapshots, expected] of cases) {
    it(what, async () => {
      assert.deepEqual(await found(account(...snapshots), values), expected);
    });
  }

  it('is told what the copy would be refused for: the latest of a paused cluster', async () => {
    const paused = { ...account(aSnapshot({ createTime: 7 })), cluster: async () => aCluster({ status: 'paused' }) };
    assert.deepEqual(await found(paused, request), [`error latestOfPausedCluster @ ${source}`]);
  });

  it('is checked as far as its values are known, and asks for nothing that has no name', async () => {
    const taken = account(aManualSnapshot());
    assert.deepEqual(await found(taken, { ...request, TargetSnapshotIdentifier: '1' }), [
      `error sourceGone @ ${source}`,
    ]);
    assert.deepEqual(await found(taken, { ...request, SourceSnapshotIdentifier: '' }), [
      'error targetTaken @ "alpha-keep"',
    ]);
    assert.deepEqual(await found(taken, { TargetSnapshotIdentifier: 'alpha-keep' }), [
      'error targetTaken @ "alpha-keep"',
    ]);
    for (const name of Object.keys(operations) as OperationName[]) {
      assert.deepEqual(await found(taken, {}, name), []);
      assert.deepEqual(await found(taken, 'broken', name), []);
    }
  });

  it('of every operation is held against its own checks', async () => {
    const manual = aManualSnapshot({ retentionStartTime: aged, status: 'creating' });
    const create = { SnapshotIdentifier: 'alpha-keep', ClusterIdentifier: 'alpha' };
    const paused = { ...account(manual), cluster: async () => aCluster({ status: 'paused' }) };
    assert.deepEqual(await found(paused, create, 'CreateClusterSnapshot'), [
      'error clusterNotAvailable @ "alpha"',
      'error targetTaken @ "alpha-keep"',
    ]);
    const modify = { SnapshotIdentifier: 'alpha-keep', ManualSnapshotRetentionPeriod: 7 };
    assert.deepEqual(await found(account(manual), modify, 'ModifyClusterSnapshot'), ['error retentionOver @ 7']);
    assert.deepEqual(await found(account(), modify, 'ModifyClusterSnapshot'), ['error manualGone @ "alpha-keep"']);
    const remove = { SnapshotIdentifier: 'alpha-keep' };
    assert.deepEqual(await found(account(manual), remove, 'DeleteClusterSnapshot'), [
      'error notDeletable @ "alpha-keep"',
    ]);
    const ofBeta = { ...remove, SnapshotClusterIdentifier: 'beta' };
    assert.deepEqual(await found(account(manual), ofBeta, 'DeleteClusterSnapshot'), [
      'error sourceOfOtherCluster @ "beta"',
    ]);
    assert.deepEqual(await found(account(aManualSnapshot()), remove, 'DeleteClusterSnapshot'), []);
  });

  it('in a list is checked one by one, each at its span', async () => {
    const list = [
      request,
      { ...withoutCluster, TargetSnapshotIdentifier: 'other' },
      { ...request, SourceSnapshotIdentifier: 'rs:x' },
    ];
    assert.deepEqual(await found(account(aSnapshot(), aManualSnapshot()), list), [
      'error targetTaken @ "alpha-keep"',
      'error sourceGone @ "rs:x"',
      'error targetTaken @ "alpha-keep"',
    ]);
  });

  it('is not found wrong where nothing may be read', async () => {
    assert.deepEqual(await found(refusing('accessDenied'), request), []);
  });

  it('stays unchecked where nothing can be read, which is said once', async () => {
    assert.deepEqual(await found(refusing('network'), [request, { ...request, TargetSnapshotIdentifier: 'b' }]), [
      `information unchecked @ ${source}`,
    ]);
  });

  it('finds the clusters that a source can be of, where it names none', async () => {
    const { CopyClusterSnapshot: copy, DeleteClusterSnapshot: remove } = operations;
    assert.deepEqual(await clustersMeant(account(other, aSnapshot()), copy, withoutCluster, signal), ['alpha', 'beta']);
    assert.deepEqual(await clustersMeant(account(), copy, withoutCluster, signal), []);
    assert.equal(await clustersMeant(account(other), copy, request, signal), undefined);
    assert.equal(await clustersMeant(account(), remove, { SnapshotIdentifier: 'a' }, signal), undefined);
    await assert.rejects(clustersMeant(refusing('network'), copy, withoutCluster, signal));
  });
});

function refusing(kind: 'accessDenied' | 'network') {
  return {
    cluster: () => Promise.reject(aFailure(kind)),
    // Nobody needs a permission for that.
    now: Date.now,
    callerIdentity: async () => me,
    snapshots() {
      return {
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(aFailure(kind)) }),
      };
    },
  };
}
