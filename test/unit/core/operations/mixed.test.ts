import assert from 'node:assert/strict';
import type { Snapshot } from '@aws-sdk/client-redshift';
import type { OperationInput, OperationName } from '../../../../src/core/model/gateway';
import { operations } from '../../../../src/core/operations/all';
import { run } from '../../../../src/core/operations/run';
import type { FaultName } from '../../../../src/sandbox/faults/fault';
import { Random } from '../../../../src/sandbox/model/random';
import { CopyStage } from '../../../support/copyStage';
import { CopyWindow } from '../../../support/copyWindow';
import { MemoryDisk } from '../../../support/memoryJournal';

const faults: readonly FaultName[] = [
  'throttle',
  'internalError',
  'internalErrorAfter',
  'unavailable',
  'htmlAfter',
  'dropBefore',
  'dropAfter',
];

/** What the service shows to be done of each operation. */
function doneIn(found: Snapshot | undefined): Readonly<Record<OperationName, boolean>> {
  const hasTag = (key: string): boolean => found?.Tags?.some(({ Key }) => Key === key) ?? false;
  const hasAccess = (account: string): boolean =>
    found?.AccountsWithRestoreAccess?.some(({ AccountId }) => AccountId === account) ?? false;
  return {
    CopyClusterSnapshot: found?.ManualSnapshotRetentionPeriod === 30,
    CreateClusterSnapshot: found?.ManualSnapshotRetentionPeriod === 60,
    ModifyClusterSnapshot: found?.ManualSnapshotRetentionPeriod === 90,
    DeleteClusterSnapshot: found === undefined,
    CreateTags: hasTag('new'),
    DeleteTags: !hasTag('old'),
    AuthorizeSnapshotAccess: hasAccess('222233334444'),
    RevokeSnapshotAccess: !hasAccess('333344445555'),
  };
}

describe('operations of all kinds while answers are lost at random', () => {
  let stage: CopyStage;
  let window: CopyWindow;

  afterEach(async () => {
    window.close();
    await stage.close();
  });

  /** Carries one out on a snapshot of its own, and tells what the service has to have for each state of its record. */
  async function one(name: OperationName, number: number): Promise<void> {
    const snapshot = `${name.toLowerCase()}-${number}`;
    const source = { SnapshotIdentifier: snapshot, ManualSnapshotRetentionPeriod: 60 };
    const named = { SnapshotIdentifier: snapshot, SnapshotClusterIdentifier: 'alpha' };
    const arn = `arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/${snapshot}`;
    const inputs: Readonly<Record<OperationName, OperationInput>> = {
      CopyClusterSnapshot: {
        SourceSnapshotIdentifier: 'rs:alpha-0',
        SourceSnapshotClusterIdentifier: 'alpha',
        TargetSnapshotIdentifier: snapshot,
        ManualSnapshotRetentionPeriod: 30,
      },
      CreateClusterSnapshot: { ...source, ClusterIdentifier: 'alpha' },
      ModifyClusterSnapshot: { SnapshotIdentifier: snapshot, ManualSnapshotRetentionPeriod: 90 },
      DeleteClusterSnapshot: { SnapshotIdentifier: snapshot, SnapshotClusterIdentifier: 'alpha' },
      CreateTags: { ResourceName: arn, Tags: [{ Key: 'new', Value: '1' }] },
      DeleteTags: { ResourceName: arn, TagKeys: ['old'] },
      AuthorizeSnapshotAccess: { ...named, AccountWithRestoreAccess: '222233334444' },
      RevokeSnapshotAccess: { ...named, AccountWithRestoreAccess: '333344445555' },
    };
    const operation = operations[name];
    if (operation.effect !== 'creates') {
      stage.sandbox.data.addSnapshot({
        ...{ ...source, ClusterIdentifier: 'alpha', SnapshotType: 'manual' },
        Tags: [{ Key: 'old', Value: '0' }],
        AccountsWithRestoreAccess: operation.effect === 'destroys' ? [] : [{ AccountId: '333344445555' }],
      });
    }
    const { saved } = await run({
      ...{ operation, input: inputs[name], gateway: window.session.gateway, wait: stage.wait },
      entry: window.tracker.begin(window.session, operation, inputs[name]),
      signal: new AbortController().signal,
    });
    await saved;
  }

  for (const seed of [1, 2, 3]) {
    it(`end as the service has it, each of them, with seed ${seed}`, async () => {
      stage = await CopyStage.open({ seed, tuning: { requestTimeout: 700 } });
      window = new CopyWindow(stage, { journal: new MemoryDisk(stage.now).window('first') });
      window.follow();
      const random = new Random(seed);
      const names = Object.values(operations).map(({ name }) => name);
      for (let number = 0; number < 40; number += 1) {
        const name = names[number % names.length] ?? 'CopyClusterSnapshot';
        const fault = faults[Math.floor(random.fraction() * faults.length)] ?? 'throttle';
        stage.sandbox.inject({ name: fault, action: name, count: Math.floor(random.fraction() * 8) });
        await one(name, number);
        stage.sandbox.clearFaults();
      }
      const ended = () => window.tracker.operations.every(({ state }) => state !== 'planned' && state !== 'inProgress');
      await window.until(ended);

      const service = stage.sandbox.data.snapshots();
      for (const record of window.tracker.operations) {
        const { operation, state } = record;
        const { identifier } = operations[operation].subject(record);
        const found = service.find(({ SnapshotIdentifier }) => SnapshotIdentifier === identifier);
        const isDone = doneIn(found)[operation];
        assert.equal(
          state === 'available' || state === 'done',
          isDone,
          `${operation} is ${state}, the service has ${JSON.stringify(found)}`,
        );
      }
      assert.equal(window.tracker.operations.length, 40);
    });
  }
});
