import assert from 'node:assert/strict';
import { allOperations } from '../../../../src/core/operations/all';
import { refuseStale } from '../../../../src/core/operations/check';
import {
  answersOf,
  askedValue,
  asksFor,
  checkArguments,
  inputFor,
  rowOfInput,
  snapshotNow,
} from '../../../../src/core/operations/input';
import { aManualSnapshot, aSnapshot } from '../../../support/builders';

describe('what is sent for a row', () => {
  for (const operation of allOperations) {
    const arn = 'arn:aws:redshift:eu-west-1:111122223333:snapshot:alpha/alpha-keep';
    const row = operation.source === undefined ? aManualSnapshot({ arn }) : aSnapshot();
    const value = askedValue(operation)?.example;
    const input = inputFor(operation, row, { name: 'made', days: 30, value });

    it(`is what its command takes: ${operation.name}`, () => {
      const given = operation.parameters.map(({ name, argument }) => [argument, input[name]] as const);
      assert.deepEqual(checkArguments(operation, Object.fromEntries(given)), { ok: true, value: input });
    });

    it(`has the row and the answers in it: ${operation.name}`, () => {
      const known = inputFor(operation, rowOfInput(operation, input, Date), answersOf(operation, input));
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
      tagged: aSnapshot({ status: 'creating', arn: 'arn', tags: ['a=b'] }),
      shared: aManualSnapshot({ sharedWith: ['222233334444'] }),
    };
    const offered = allOperations.map(({ command, isOffered }) => [
      command,
      isOffered && Object.entries(rows).flatMap(([name, row]) => (isOffered(row) ? name : [])),
    ]);
    assert.deepEqual(Object.fromEntries(offered), {
      copyToManual: ['automated'],
      createSnapshot: undefined,
      changeRetention: ['manual', 'shared'],
      addTags: ['tagged'],
      removeTags: ['tagged'],
      shareSnapshot: ['manual', 'shared'],
      stopSharing: ['shared'],
      deleteSnapshot: ['manual', 'shared'],
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
