import assert from 'node:assert/strict';
import { Judge } from '../../../../src/core/activity/judge';
import type { OperationInput, OperationName } from '../../../../src/core/model/gateway';
import { daysToSend } from '../../../../src/core/model/retentionChoice';
import { askedTwice, operations } from '../../../../src/core/operations/all';
import { checkBatch } from '../../../../src/core/operations/batch/checkBatch';
import { type CheckedOperation, check } from '../../../../src/core/operations/check';
import { snapshotNow } from '../../../../src/core/operations/input';
import { readsOf } from '../../../../src/core/operations/reads';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { type Outcome, run } from '../../../../src/core/operations/run';
import { CopyStage } from '../../../support/copyStage';

const day = 86_400_000;
const { signal } = new AbortController();

describe('a snapshot that is another one meanwhile', () => {
  let stage: CopyStage;
  beforeEach(async () => {
    stage = await CopyStage.open({ tuning: { requestTimeout: 700 } });
    add('held', 5);
  });
  afterEach(() => stage.close());

  const inputs = {
    DeleteClusterSnapshot: { SnapshotIdentifier: 'held', SnapshotClusterIdentifier: 'alpha' },
    ModifyClusterSnapshot: { SnapshotIdentifier: 'held', ManualSnapshotRetentionPeriod: 90 },
  } as const satisfies Partial<Record<OperationName, OperationInput>>;
  const names = ['DeleteClusterSnapshot', 'ModifyClusterSnapshot'] as const;

  function add(SnapshotIdentifier: string, age: number, more: object = {}): void {
    stage.sandbox.data.addSnapshot({
      ...{ ClusterIdentifier: 'alpha', SnapshotIdentifier, SnapshotType: 'manual' },
      ...{ SnapshotCreateTime: new Date(stage.now() - age * day), ManualSnapshotRetentionPeriod: 60 },
      ...more,
    });
  }

  function replace(more: object = {}): void {
    stage.sandbox.data.removeSnapshot('held');
    add('held', 1, more);
  }

  async function checked(name: (typeof names)[number]): Promise<CheckedOperation> {
    const found = await check(operations[name], readsOf(stage.connect()), inputs[name], signal);
    assert.ok(found.ok);
    return found.value;
  }

  async function carryOut(name: (typeof names)[number], known?: CheckedOperation): Promise<Outcome> {
    const entry = { write: async () => {}, sent: () => {}, end: async () => {} };
    const { outcome } = await run({
      ...{ operation: operations[name], input: inputs[name], gateway: stage.connect(), wait: stage.wait },
      ...{ entry, signal, checked: known },
    });
    return outcome;
  }

  for (const name of names) {
    it(`${name} is not sent where a summary was open so long that another one has the name`, async () => {
      const known = { ...(await checked(name)), time: 0 };
      replace();
      const outcome = await carryOut(name, known);
      assert.deepEqual([outcome.kind === 'refused' && outcome.refusal.kind, stage.asked(name)], ['replaced', 0]);
    });

    it(`${name} is refused where another one has the name since the row was read`, async () => {
      const { before } = await checked(name);
      assert.ok(before);
      const [operation, gateway] = [operations[name], stage.connect()];
      const kinds = async (): Promise<readonly unknown[]> => {
        const checks = await checkBatch({ gateway, operation, inputs: [inputs[name]], seen: [before], signal });
        return [...checks.values()].map(each => each.ok || each.reason.kind);
      };
      assert.deepEqual(await kinds(), [true]);
      replace();
      assert.deepEqual(await kinds(), ['replaced']);
    });

    it(`${name} is sent after a long summary where it is the same one`, async () => {
      const outcome = await carryOut(name, { ...(await checked(name)), time: 0 });
      assert.deepEqual([outcome.kind, stage.asked(name)], ['done', 1]);
    });

    it(`${name} is not sent for a snapshot of another account`, async () => {
      stage.sandbox.data.removeSnapshot('held');
      add('held', 5, { OwnerAccount: '222233334444' });
      const outcome = await carryOut(name);
      assert.deepEqual([outcome.kind === 'refused' && outcome.refusal.kind, stage.asked(name)], ['ofOtherAccount', 0]);
    });

    it(`${name} is not told as done by a snapshot of the name in what may be another account`, async () => {
      const { before, caller } = await checked(name);
      assert.ok(before);
      const record: OperationRecord = {
        ...{ id: '1', operation: name, target: stage.target, identity: caller, input: inputs[name] },
        ...{ state: 'planned', planned: 0, before },
      };
      const other = { ...before, createTime: 1, manualRetentionDays: 90 };
      assert.equal(new Judge().judge(record, other, { isSure: false, now: 1 }), record);
    });
  }

  it('a deletion whose answer is lost does not delete what was made again under the name', async () => {
    const known = await checked('DeleteClusterSnapshot');
    stage.sandbox.inject({ name: 'dropAfter', action: 'DeleteClusterSnapshot', count: 1 });
    stage.atWait = count => count === 1 && add('held', 1);
    const outcome = await carryOut('DeleteClusterSnapshot', known);
    assert.deepEqual([outcome.kind, stage.manual(), stage.asked('DeleteClusterSnapshot')], ['done', ['held'], 1]);
  });

  it('a change whose answer is lost does not change what was made again under the name', async () => {
    stage.sandbox.inject({ name: 'dropAfter', action: 'ModifyClusterSnapshot', count: 1 });
    stage.atWait = count => count === 1 && replace();
    const outcome = await carryOut('ModifyClusterSnapshot');
    const days = stage.sandbox.data.snapshots().map(snapshot => snapshot.ManualSnapshotRetentionPeriod);
    assert.deepEqual([outcome.kind, days.includes(90), stage.asked('ModifyClusterSnapshot')], ['clash', false, 1]);
  });

  it('a change whose answer is lost is sent again to the same snapshot, and is not known where that is gone', async () => {
    stage.sandbox.inject({ name: 'dropBefore', action: 'ModifyClusterSnapshot', count: 1 });
    const again = await carryOut('ModifyClusterSnapshot');
    assert.deepEqual([again.kind, stage.asked('ModifyClusterSnapshot')], ['done', 2]);
    stage.sandbox.inject({ name: 'dropAfter', action: 'ModifyClusterSnapshot', count: 1 });
    stage.atWait = () => stage.sandbox.data.removeSnapshot('held');
    const gone = await carryOut('ModifyClusterSnapshot');
    assert.deepEqual([gone.kind, stage.asked('ModifyClusterSnapshot')], ['unknown', 3]);
  });

  for (const name of names) {
    it(`${name} whose snapshot could not be read before is not sent again blindly`, async () => {
      stage.sandbox.inject({
        ...{ name: 'error', action: 'DescribeClusterSnapshots', count: 100 },
        error: { code: 'AccessDenied', status: 403, message: 'not authorized' },
      });
      stage.sandbox.inject({ name: 'dropBefore', action: name, count: 1 });
      const outcome = await carryOut(name);
      assert.deepEqual([outcome.kind, stage.asked(name)], ['unknown', 1]);
    });
  }

  it('a deletion is not over by one answer that the snapshot is not there, nor by one that it is', async () => {
    const { before, caller } = await checked('DeleteClusterSnapshot');
    assert.ok(before);
    const record: OperationRecord = {
      ...{ id: '1', operation: 'DeleteClusterSnapshot', target: stage.target, identity: caller },
      ...{ input: inputs.DeleteClusterSnapshot, state: 'planned', planned: 0, before },
    };
    const judge = new Judge();
    const states = [before, undefined, before, undefined, undefined].map(
      (subject, index) => judge.judge(record, subject, { isSure: true, now: index * 60_000 }).state,
    );
    assert.deepEqual(states, ['planned', 'planned', 'planned', 'planned', 'done']);
  });

  it('a list that asks for two ends of one snapshot is found out, whatever its case', () => {
    const days = (SnapshotIdentifier: string, ManualSnapshotRetentionPeriod: number): OperationInput => ({
      ...{ SnapshotIdentifier, ManualSnapshotRetentionPeriod },
    });
    const operation = operations.ModifyClusterSnapshot;
    assert.equal(askedTwice(operation, [days('held', 30), days('kept', 30), days('HELD', 90)]), 'HELD');
    assert.equal(askedTwice(operation, [days('held', 30), days('kept', 30)]), undefined);
  });

  it('many to delete are read with all their members', async () => {
    const many = Array.from({ length: 25 }, (_, number) => ({
      SnapshotIdentifier: `kept-${number}`,
      SnapshotClusterIdentifier: 'alpha',
    }));
    for (const { SnapshotIdentifier } of many) {
      add(SnapshotIdentifier, 1, { AccountsWithRestoreAccess: [{ AccountId: '222233334444' }] });
    }
    const operation = operations.DeleteClusterSnapshot;
    const checks = await checkBatch({ gateway: stage.connect(), operation, inputs: many, signal });
    assert.deepEqual(
      [...checks.values()].map(each => !each.ok && each.reason.kind),
      many.map(() => 'sourceShared'),
    );
  });

  it('a new snapshot is kept for the days that were chosen, however long the question was open', () => {
    let now = stage.now();
    const source = snapshotNow('alpha', { now: () => now });
    now += 5000;
    assert.deepEqual(daysToSend({ kind: 'more', days: 30 }, source, now), { ok: true, value: 30 });
  });
});
