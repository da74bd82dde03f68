import { equal } from 'node:assert/strict';
import { progressOf } from '../../../../src/core/operations/progress';
import type { OperationRecord } from '../../../../src/core/operations/record';
import { operationSentence, operationText } from '../../../../src/ui/text/operationText';
import { operationWords } from '../../../../src/ui/text/operationWords';
import { aCopyRequest, aManualSnapshot, aTarget } from '../../../support/builders';

const planned = 1_000_000;
const copy: OperationRecord = {
  id: 'one',
  target: aTarget(),
  identity: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' },
  operation: 'CopyClusterSnapshot',
  input: aCopyRequest(),
  state: 'inProgress',
  planned,
  lastSeen: planned + 60_000,
  after: aManualSnapshot({
    status: 'creating',
    incrementalMegabytes: 1_000,
    progress: { megabytesDone: 420, megabytesPerSecond: 180, secondsLeft: 40 },
  }),
};
const textAt = (operation: OperationRecord, now: number, place?: string) =>
  operationText(operation, { progress: progressOf(operation, [], now), place, now });

describe('the row of an operation', () => {
  it('says how far it is, and how long it will take, as time passes', () => {
    equal(textAt(copy, planned + 60_000), 'creating · 42 % · 180 MB/s · 40 seconds left · after 1 minute');
    equal(textAt(copy, planned + 75_000), 'creating · 42 % · 180 MB/s · 25 seconds left · after 1 minute');
    // What was estimated is over: nobody knows.
    equal(textAt(copy, planned + 130_000), 'creating · 42 % · 180 MB/s · after 2 minutes');
  });

  it('says when it ended, and how long it took where it was made', () => {
    const made: OperationRecord = { ...copy, state: 'available', ended: planned + 60_000 };
    equal(textAt(made, planned + 73_000), 'available 13 seconds ago · took 1 minute');
    equal(textAt({ ...made, state: 'notMade' }, planned + 73_000), 'was not created, 13 seconds ago');
  });

  it('separates a failure from its time', () => {
    const failed: OperationRecord = {
      ...copy,
      state: 'failed',
      ended: planned + 60_000,
      after: aManualSnapshot({ status: 'failed' }),
    };
    equal(textAt(failed, planned + 73_000), 'failed, 13 seconds ago');
  });

  it('says where it is, where that is not on the screen', () =>
    equal(
      textAt({ ...copy, state: 'available', ended: planned + 60_000 }, planned + 73_000, 'work · eu-west-1'),
      'work · eu-west-1 · available 13 seconds ago · took 1 minute',
    ));

  it('begins with what tells it from the next one for a screen reader', () => {
    const now = planned + 73_000;
    const made: OperationRecord = { ...copy, state: 'available', ended: planned + 60_000 };
    equal(
      operationSentence(made, { progress: progressOf(made, [], now), now }),
      'alpha-keep, available 13 seconds ago, took 1 minute, copy alpha-keep of cluster alpha',
    );
  });
});

describe('the message after several operations', () => {
  it('says of copies that they started, as they are still being created', () => {
    const { done } = operationWords.CopyClusterSnapshot.several('49');
    equal(done('49'), '49 copies started.');
    equal(done('0'), '0 of 49 copies started.');
    equal(operationWords.DeleteClusterSnapshot.several('2').done('1'), '1 of 2 snapshots were deleted.');
  });
});
