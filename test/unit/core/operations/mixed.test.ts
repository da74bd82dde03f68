import assert from 'node:assert/strict';
import type { OperationName } from '../../../../src/core/model/gateway';
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
    const inputs = {
      CopyClusterSnapshot: {
        SourceSnapshotIdentifier: 'rs:alpha-0',
        SourceSnapshotClusterIdentifier: 'alpha',
        TargetSnapshotIdentifier: snapshot,
        ManualSnapshotRetentionPeriod: 30,
      },
      CreateClusterSnapshot: { ...source, ClusterIdentifier: 'alpha' },
      ModifyClusterSnapshot: { SnapshotIdentifier: snapshot, ManualSnapshotRetentionPeriod: 90 },
      DeleteClusterSnapshot: { SnapshotIdentifier: snapshot, SnapshotClusterIdentifier: 'alpha' },
    };
    const operation = operations[name];
    if (operation.effect !== 'creates') {
      stage.sandbox.data.addSnapshot({ ...source, ClusterIdentifier: 'alpha', SnapshotType: 'manual' });
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
      for (let number = 0; number < 24; number += 1) {
        const name = names[number % names.length] ?? 'CopyClusterSnapshot';
        const fault = faults[Math.floor(random.fraction() * faults.length)] ?? 'throttle';
        stage.sandbox.inject({ name: fault, action: name, count: Math.floor(random.fraction() * 8) });
        await one(name, number);
        stage.sandbox.clearFaults();
      }
      const ended = () => window.tracker.operations.every(({ state }) => state !== 'planned' && state !== 'inProgress');
      await window.until(ended);

      const service = new Map(
        stage.sandbox.data.snapshots().map(found => [found.SnapshotIdentifier, found.ManualSnapshotRetentionPeriod]),
      );
      for (const record of window.tracker.operations) {
        const { operation, state, input } = record;
        const found = service.get(operations[operation].subject(record).identifier);
        const isDone =
          operation === 'DeleteClusterSnapshot'
            ? found === undefined
            : found === input['ManualSnapshotRetentionPeriod'];
        assert.equal(
          state === 'available' || state === 'done',
          isDone,
          `${operation} is ${state}, the service has ${found}`,
        );
      }
      assert.equal(window.tracker.operations.length, 24);
    });
  }
});
