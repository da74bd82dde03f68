import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyClusterSnapshot } from '../../../../src/core/operations/copyClusterSnapshot';
import { areArguments, checkArguments } from '../../../../src/core/operations/input';
import type { TreeNode } from '../../../../src/core/tree/nodes';
import { aCluster, aProblem, aSnapshot } from '../../../support/builders';

const valid = { cluster: 'alpha', snapshot: 'rs:alpha-2026-11-22-14-03-27', target: 'Keep', retentionDays: 30 };

describe('what the copy command was called with', () => {
  for (const member of ['cluster', 'snapshot', 'target', 'retentionDays']) {
    it(`is meant as arguments when it has ${member}, right or wrong`, () => {
      assert.equal(areArguments(copyClusterSnapshot, { [member]: undefined }), true);
    });
  }

  for (const value of [undefined, null, 'cluster', 7, true, [], ['cluster'], {}, { snapshots: 'rs:a' }, () => valid]) {
    it(`is not meant as arguments when it is ${typeof value} ${JSON.stringify(value)}`, () => {
      assert.equal(areArguments(copyClusterSnapshot, value), false);
    });
  }

  const problem: TreeNode = { kind: 'problem', key: 'p', of: 'clusters', problem: aProblem('timeout') };
  const rows: readonly TreeNode[] = [
    { kind: 'cluster', key: 'cluster:alpha', cluster: aCluster() },
    { kind: 'manualGroup', key: 'cluster:alpha/manual', cluster: aCluster(), count: 0, complete: true, creations: [] },
    { kind: 'orphanGroup', key: 'orphans', ofAllClusters: false, creations: [] },
    {
      kind: 'snapshot',
      key: 's',
      snapshot: aSnapshot(),
      expiry: { kind: 'unknown', why: 'notSaid' },
      withoutCluster: false,
    },
    { kind: 'loading', key: 'l', soFar: 0 },
    { kind: 'empty', key: 'e', what: 'manual' },
    problem,
    { kind: 'step', key: 't', step: 'retry', parent: problem },
  ];
  for (const row of rows) {
    it(`is not meant as arguments when it is a row of the tree: ${row.kind}`, () => {
      assert.equal(areArguments(copyClusterSnapshot, row), false);
    });
  }
});

describe('the arguments of the copy command', () => {
  it('become the request, with the target in lower case', () => {
    assert.deepEqual(checkArguments(copyClusterSnapshot, valid), {
      ok: true,
      value: {
        SourceSnapshotClusterIdentifier: 'alpha',
        SourceSnapshotIdentifier: 'rs:alpha-2026-11-22-14-03-27',
        TargetSnapshotIdentifier: 'keep',
        ManualSnapshotRetentionPeriod: 30,
      },
    });
  });

  it('are taken without the space around them', () => {
    const checked = checkArguments(copyClusterSnapshot, { cluster: ' alpha ', snapshot: '\trs:a', target: ' keep ' });
    assert.deepEqual(checked, {
      ok: true,
      value: {
        SourceSnapshotClusterIdentifier: 'alpha',
        SourceSnapshotIdentifier: 'rs:a',
        TargetSnapshotIdentifier: 'keep',
        ManualSnapshotRetentionPeriod: -1,
      },
    });
  });

  it('keep the copy until it is deleted when they say nothing of days', () => {
    const { retentionDays: _, ...rest } = valid;
    for (const given of [rest, { ...rest, retentionDays: undefined }]) {
      const checked = checkArguments(copyClusterSnapshot, given);
      assert.equal(checked.ok && checked.value.ManualSnapshotRetentionPeriod, -1);
    }
  });

  for (const member of ['cluster', 'snapshot', 'target'] as const) {
    for (const value of [undefined, null, '', '  ', 7, true, [], {}, ['alpha']]) {
      it(`are refused when ${member} is ${typeof value} ${JSON.stringify(value)}`, () => {
        assert.deepEqual(checkArguments(copyClusterSnapshot, { ...valid, [member]: value }), {
          ok: false,
          reason: { member, kind: 'notText' },
        });
      });
    }
  }

  it('name the first wrong member when several are', () => {
    assert.deepEqual(checkArguments(copyClusterSnapshot, { retentionDays: 0 }), {
      ok: false,
      reason: { member: 'snapshot', kind: 'notText' },
    });
  });

  it('are refused with the rule that the target breaks', () => {
    assert.deepEqual(checkArguments(copyClusterSnapshot, { ...valid, target: 'a--b' }), {
      ok: false,
      reason: { member: 'target', kind: 'identifier', fault: { kind: 'doubleHyphen', position: 2 } },
    });
  });

  for (const [days, fault] of [
    [0, 'outOfRange'],
    [-2, 'outOfRange'],
    [3654, 'outOfRange'],
    [1.5, 'notWholeDigits'],
    ['30', 'notWholeDigits'],
    ['', 'notWholeDigits'],
    [null, 'notWholeDigits'],
    [false, 'notWholeDigits'],
  ] as const) {
    it(`are refused when retentionDays is ${typeof days} ${JSON.stringify(days)}`, () => {
      assert.deepEqual(checkArguments(copyClusterSnapshot, { ...valid, retentionDays: days }), {
        ok: false,
        reason: { member: 'retentionDays', kind: 'retention', fault },
      });
    });
  }

  for (const member of ['retention', 'Cluster', 'target ', 'region', '__proto__x']) {
    it(`are refused, not read in part, when they have a member ${JSON.stringify(member)}`, () => {
      assert.deepEqual(checkArguments(copyClusterSnapshot, { ...valid, [member]: 'x' }), {
        ok: false,
        reason: { member, kind: 'unknownMember' },
      });
    });
  }
});

describe('any arguments of the copy command', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('alpha', ' alpha ', 'Keep-1', 'a--b', '9a', ''));
  const anything = fc.oneof(text, fc.anything());
  const given = fc.oneof(
    fc.dictionary(fc.string(), fc.anything()),
    fc.record(
      { cluster: anything, snapshot: anything, target: anything, retentionDays: fc.oneof(fc.integer(), anything) },
      { requiredKeys: [] },
    ),
  );

  it('are a request that can be sent, or have a first fault; never both, and nothing is thrown', () => {
    fc.assert(
      fc.property(given, value => {
        const checked = checkArguments(copyClusterSnapshot, value);
        if (!checked.ok) {
          assert.ok(typeof checked.reason.member === 'string');
          return;
        }
        const {
          SourceSnapshotClusterIdentifier: clusterIdentifier,
          SourceSnapshotIdentifier: sourceIdentifier,
          TargetSnapshotIdentifier: targetIdentifier,
          ManualSnapshotRetentionPeriod: retentionDays,
        } = checked.value;
        assert.ok([clusterIdentifier, sourceIdentifier].every(part => part !== '' && part === part.trim()));
        assert.match(targetIdentifier, /^(?!.*--)[a-z][a-z0-9-]{0,254}$/);
        assert.ok(!targetIdentifier.endsWith('-'));
        assert.ok(
          retentionDays === -1 || (Number.isInteger(retentionDays) && retentionDays >= 1 && retentionDays <= 3653),
        );
        assert.deepEqual(
          Object.keys(value).filter(key => !(key in valid)),
          [],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('are accepted again as they were understood', () => {
    fc.assert(
      fc.property(given, value => {
        const checked = checkArguments(copyClusterSnapshot, value);
        if (checked.ok) {
          const {
            SourceSnapshotClusterIdentifier: cluster,
            SourceSnapshotIdentifier: snapshot,
            TargetSnapshotIdentifier: target,
          } = checked.value;
          const again = checkArguments(copyClusterSnapshot, {
            cluster,
            snapshot,
            target,
            retentionDays: checked.value.ManualSnapshotRetentionPeriod,
          });
          assert.deepEqual(again, checked);
        }
      }),
    );
  });
});
