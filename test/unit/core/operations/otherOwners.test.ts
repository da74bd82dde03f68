import assert from 'node:assert/strict';
import { readSubjects } from '../../../../src/core/activity/readSubjects';
import type { OperationInput } from '../../../../src/core/model/gateway';
import { isStill, type Snapshot } from '../../../../src/core/model/snapshot';
import { operations } from '../../../../src/core/operations/all';
import { sharedReads } from '../../../../src/core/operations/batch/sharedReads';
import { check } from '../../../../src/core/operations/check';
import { readsOf } from '../../../../src/core/operations/reads';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { send } from '../../../../src/core/operations/send';
import { aCluster, aManualSnapshot, aSnapshot } from '../../../support/builders';
import { CopyStage } from '../../../support/copyStage';
import { FakeGateway, pages } from '../fakeGateway';

const caller = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
const other = { ownerAccount: '444455556666' };
const own = { ownerAccount: caller.account };
const { signal } = new AbortController();

/** An endpoint that lists what other accounts share, first of all. */
function gatewayOf(snapshots: readonly Snapshot[], send?: FakeGateway['send']): FakeGateway {
  return new FakeGateway({
    callerIdentity: async () => caller,
    cluster: async identifier => aCluster({ identifier }),
    snapshots: query => pages(snapshots.filter(({ type }) => query.type === undefined || query.type === type)),
    ...(send && { send }),
  });
}

describe('a snapshot of the same name that another account owns', () => {
  const held = aManualSnapshot({ identifier: 'held', createTime: Date.now(), ...own });
  const theirs = aManualSnapshot({ identifier: 'held', createTime: Date.now() - 1, ...other });
  const change = { SnapshotIdentifier: 'held', ManualSnapshotRetentionPeriod: 90 };

  async function kindOf(name: keyof typeof operations, input: OperationInput, listed: readonly Snapshot[]) {
    const checked = await check(operations[name], readsOf(gatewayOf(listed)), input, signal);
    return checked.ok ? (checked.value.before?.ownerAccount ?? 'free') : checked.reason.kind;
  }

  it('is not what is changed or removed', async () => {
    const remove = { SnapshotIdentifier: 'held', SnapshotClusterIdentifier: 'alpha' };
    assert.equal(await kindOf('ModifyClusterSnapshot', change, [theirs, held]), caller.account);
    assert.equal(await kindOf('DeleteClusterSnapshot', remove, [theirs, held]), caller.account);
    assert.equal(await kindOf('DeleteClusterSnapshot', remove, [theirs]), 'ofOtherAccount');
  });

  it('is not what is changed in a long list', async () => {
    const inputs = Array.from({ length: 30 }, (_, number) => ({
      ...change,
      SnapshotIdentifier: `held${number || ''}`,
    }));
    const gateway = gatewayOf([held, theirs]);
    const reads = sharedReads(gateway, { operation: operations.ModifyClusterSnapshot, inputs, signal });
    const checked = await check(operations.ModifyClusterSnapshot, reads, change, signal);
    assert.ok(checked.ok);
    assert.equal(checked.value.before?.ownerAccount, caller.account);
  });

  it('takes no name, and is no source', async () => {
    const create = { SnapshotIdentifier: 'held', ClusterIdentifier: 'alpha', ManualSnapshotRetentionPeriod: 1 };
    const copy = {
      ...{ SourceSnapshotIdentifier: 'rs:a', SourceSnapshotClusterIdentifier: 'alpha' },
      ...{ TargetSnapshotIdentifier: 'held', ManualSnapshotRetentionPeriod: -1 },
    };
    const source = aSnapshot({ identifier: 'rs:a', clusterIdentifier: 'alpha' });
    assert.equal(await kindOf('CreateClusterSnapshot', create, [theirs]), 'free');
    assert.equal(await kindOf('CreateClusterSnapshot', create, [theirs, held]), 'targetTaken');
    assert.equal(
      await kindOf('CopyClusterSnapshot', copy, [theirs, { ...source, ...other }, { ...source, ...own }]),
      caller.account,
    );
    assert.equal(await kindOf('CopyClusterSnapshot', copy, [{ ...source, ...other }]), 'sourceGone');
  });

  it('does not tell that a copy whose answer got lost was made', async () => {
    const stage = await CopyStage.open();
    try {
      stage.sandbox.data.addSnapshot({
        ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier: 'alpha-kept', SnapshotType: 'manual' },
        ...{ OwnerAccount: other.ownerAccount, ManualSnapshotRetentionPeriod: 30 },
      });
      stage.sandbox.inject({ name: 'dropBefore', action: 'CopyClusterSnapshot', count: 5 });
      const outcome = await send({
        ...{ gateway: stage.connect(), operation: operations.CopyClusterSnapshot, input: stage.request() },
        ...{ before: undefined, account: caller.account, signal, wait: stage.wait },
      });
      assert.equal(outcome.kind, 'unknown');
    } finally {
      await stage.close();
    }
  });

  it('says nothing of an operation in Activity', async () => {
    const record: OperationRecord = {
      ...{ id: '1', operation: 'ModifyClusterSnapshot', input: change, state: 'planned', planned: 0, identity: caller },
      target: { source: { kind: 'environment' }, region: 'eu-west-1' },
    };
    const subjects = async (listed: readonly Snapshot[], many = 1) =>
      (
        await readSubjects(
          gatewayOf(listed),
          Array.from({ length: many }, () => record),
          signal,
        )
      ).get('1')?.ownerAccount;
    assert.deepEqual([await subjects([theirs]), await subjects([held, theirs])], [undefined, caller.account]);
    assert.deepEqual([await subjects([theirs], 9), await subjects([held, theirs], 9)], [undefined, caller.account]);
  });

  it('is never the one that was there before', () => {
    assert.equal(isStill(held, { ...held, ...other }), false);
    assert.equal(isStill(held, held), true);
  });
});
