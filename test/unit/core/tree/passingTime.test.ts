import { deepEqual, equal } from 'node:assert/strict';
import type { Expiry } from '../../../../src/core/model/expiry';
import { timeLeft, timeSpan } from '../../../../src/core/model/timeSpan';
import type { SnapshotNode } from '../../../../src/core/tree/nodes';
import { readsOtherwise } from '../../../../src/core/tree/passingTime';
import { aSnapshot, time } from '../../../support/builders';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = time('2026-11-22T14:00:00Z');

function row(createTime: number | undefined, expiry: Expiry = { kind: 'unknown', why: 'notSaid' }): SnapshotNode {
  const snapshot = aSnapshot(createTime === undefined ? {} : { createTime });
  return { kind: 'snapshot', key: 's', snapshot, expiry, withoutCluster: false };
}

const expiring = (at: number): Expiry => ({ kind: 'at', time: at, estimated: true });

describe('a span of time', () => {
  it('is said in whole units of the largest kind', () => {
    deepEqual([59_999, 60_000, 3 * hour + 1, -25 * hour, 100 * day, 800 * day].map(timeSpan), [
      { unit: 'second', amount: 59 },
      { unit: 'minute', amount: 1 },
      { unit: 'hour', amount: 3 },
      { unit: 'day', amount: -1 },
      { unit: 'day', amount: 100 },
      { unit: 'year', amount: 2 },
    ]);
  });
});

describe('time left', () => {
  const spans: readonly (readonly [milliseconds: number, unit: string, amount: number])[] = [
    [30 * day, 'day', 30],
    // Seconds after it was kept for 30 days, and until a day has passed.
    [30 * day - 5_000, 'day', 30],
    [29 * day + 1, 'day', 30],
    [29 * day, 'day', 29],
    [2 * day, 'day', 2],
    [2 * day - 1, 'hour', 48],
    [25 * hour, 'hour', 25],
    [hour, 'hour', 1],
    [hour - 1, 'minute', 60],
    [1, 'second', 1],
    [3653 * day - 1, 'year', 10],
  ];
  for (const [milliseconds, unit, amount] of spans) {
    it(`of ${milliseconds} ms is ${amount} ${unit}s: rounded up, and in hours below two days`, () =>
      deepEqual(timeLeft(milliseconds), { unit, amount }));
  }
});

describe('a row, as time passes,', () => {
  const cases: readonly (readonly [what: string, row: SnapshotNode, after: number, otherwise: boolean])[] = [
    ['says the same age within the hour', row(now - 3 * hour), 59 * minute, false],
    ['says another age with the next hour', row(now - 3 * hour), hour, true],
    ['says how many minutes old it is', row(now - 5 * minute), minute, true],
    ['says the same when it does not know its age', row(undefined), day, false],
    ['says the same time left within the hour', row(undefined, expiring(now + 30 * hour)), minute, false],
    ['says the same days left within the day', row(undefined, expiring(now + 30 * day)), day - 1, false],
    ['says that less time is left', row(undefined, expiring(now + 21 * hour)), hour, true],
    ['warns from its last day on', row(undefined, expiring(now + day)), 1, true],
    ['says that it expires any moment', row(undefined, expiring(now + minute)), 2 * minute, true],
    ['goes on saying so', row(undefined, expiring(now - minute)), hour, false],
    ['is kept as long as it was', row(undefined, { kind: 'never' }), 400 * day, false],
  ];
  for (const [what, node, after, otherwise] of cases) {
    it(what, () => equal(readsOtherwise(node, now, now + after), otherwise));
  }
});
