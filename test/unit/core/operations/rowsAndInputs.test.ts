import assert from 'node:assert/strict';
import { allOperations } from '../../../../src/core/operations/all';
import { refuseStale } from '../../../../src/core/operations/check';
import {
  answersOf,
  asksFor,
  checkArguments,
  inputFor,
  rowOfInput,
  snapshotNow,
} from '../../../../src/core/operations/input';
import { aManualSnapshot, aSnapshot } from '../../../support/builders';

describe('what is sent for a row', () => {
  for (const operation of allOperations) {
    const row = operation.source === undefined ? aManualSnapshot() : aSnapshot();
    const input = inputFor(operation, row, { name: 'made', days: 30 });

    it(`is what its command takes: ${operation.name}`, () => {
      const given = operation.parameters.map(({ name, argument }) => [argument, input[name]] as const);
      assert.deepEqual(checkArguments(operation, Object.fromEntries(given)), { ok: true, value: input });
    });

    it(`has the row and the answers in it: ${operation.name}`, () => {
      const { identifier, clusterIdentifier } = rowOfInput(operation, input, Date);
      const known = inputFor(operation, { ...row, identifier, clusterIdentifier }, answersOf(operation, input));
      assert.deepEqual(known, input);
      assert.equal(answersOf(operation, input).name, asksFor(operation, 'identifier') ? 'made' : undefined);
    });
  }

  it('has the data of now by the clock that counts its retention, where it is made of a cluster', () => {
    const clock = { now: () => 42 };
    const made = allOperations.filter(({ isOffered }) => isOffered === undefined);
    assert.ok(made.length > 0);
    for (const operation of made) {
      const input = inputFor(operation, snapshotNow('alpha', clock), { name: 'made', days: 1 });
      assert.equal(rowOfInput(operation, input, clock).createTime, 42);
    }
  });

  it('is offered by the rows that the service takes it for', () => {
    const rows = {
      automated: aSnapshot(),
      failed: aSnapshot({ status: 'failed' }),
      manual: aManualSnapshot(),
      backup: aManualSnapshot({ identifier: 'awsbackup:job-1' }),
    };
    const offered = allOperations.map(({ command, isOffered }) => [
      command,
      isOffered && Object.entries(rows).flatMap(([name, row]) => (isOffered(row) ? name : [])),
    ]);
    assert.deepEqual(Object.fromEntries(offered), {
      copyToManual: ['automated'],
      createSnapshot: undefined,
      changeRetention: ['manual'],
      deleteSnapshot: ['manual'],
    });
  });
});

describe('a snapshot that is not as the user saw it', () => {
  const seen = aManualSnapshot({ createTime: 1, retentionStartTime: 2, manualRetentionDays: 30 });

  it('is meant where nothing is different, or nothing was seen', () => {
    assert.equal(refuseStale(seen, { ...seen, ownerAccount: '111122223333' }), undefined);
    assert.equal(refuseStale(undefined, seen), undefined);
    assert.equal(refuseStale(seen, undefined), undefined);
  });

  it('is another one', () => {
    assert.deepEqual(refuseStale(seen, { ...seen, createTime: 3 }), { kind: 'replaced' });
  });

  it('was changed by somebody else', () => {
    assert.deepEqual(refuseStale(seen, { ...seen, manualRetentionDays: -1 }), { kind: 'changedSince' });
  });
});
