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

function row(expiry: Expiry = { kind: 'unknown', why: 'notSaid' }): SnapshotNode {
  return { kind: 'snapshot', key: 's', snapshot: aSnapshot({ createTime: now }), expiry, withoutCluster: false };
}

const expiring = (at: number, start = now - 100 * day): Expiry => ({ kind: 'at', start, time: at, estimated: true });

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
  const spans: readonly (readonly [milliseconds: number, period: number, unit: string, amount: number])[] = [
    // The whole period in its first hour: seconds after it was kept for 30 days.
    [30 * day, 30 * day, 'day', 30],
    [30 * day - 5_000, 30 * day, 'day', 30],
    [30 * day - hour + 1, 30 * day, 'day', 30],
    // Rounded down from then on.
    [30 * day - hour, 30 * day, 'day', 29],
    [29 * day + 1, 30 * day, 'day', 29],
    [29 * day, 30 * day, 'day', 29],
    [29 * day - 1, 30 * day, 'day', 28],
    [49 * hour, 30 * day, 'day', 2],
    [2 * day, 30 * day, 'day', 2],
    [2 * day - 1, 30 * day, 'hour', 47],
    [25 * hour, 30 * day, 'hour', 25],
    [hour, 30 * day, 'hour', 1],
    [hour - 1, 30 * day, 'minute', 59],
    [1, 30 * day, 'second', 0],
    // Less than two days are never said as a whole: an hour counts.
    [2 * day - 1, 2 * day, 'hour', 47],
    [25 * hour, 2 * day, 'hour', 25],
    [day - 5_000, day, 'hour', 23],
    [49 * hour, 3 * day, 'day', 2],
    [3 * day, 3 * day, 'day', 3],
    [73 * hour, 4 * day, 'day', 3],
    [3653 * day - 1, 3653 * day, 'year', 10],
    // Before its time, by a clock that is slow.
    [31 * day + 1, 30 * day, 'day', 31],
  ];
  for (const [milliseconds, period, unit, amount] of spans) {
    it(`of ${milliseconds} ms of ${period / day} days is ${amount} ${unit}s`, () =>
      deepEqual(timeLeft(milliseconds, period), { unit, amount }));
  }

  it('of an unknown period is rounded down', () => deepEqual(timeLeft(119_999), { unit: 'minute', amount: 1 }));
});

describe('a row, as time passes,', () => {
  const cases: readonly (readonly [what: string, row: SnapshotNode, after: number, otherwise: boolean])[] = [
    ['says the same moment of its data', row(), 400 * day, false],
    ['says the same time left within the hour', row(expiring(now + 30 * hour + minute)), minute, false],
    ['says the whole period in its first hour', row(expiring(now + 30 * day, now)), hour - 1, false],
    ['says a day less after it', row(expiring(now + 30 * day, now)), hour, true],
    ['says that a day of it has passed', row(expiring(now + 30 * day, now)), day, true],
    ['says the same days left within the day', row(expiring(now + 30 * day + day - 1)), day - 1, false],
    ['says that less time is left', row(expiring(now + 21 * hour)), hour, true],
    ['warns from its last day on', row(expiring(now + day)), 1, true],
    ['says that it expires any moment', row(expiring(now + minute)), 2 * minute, true],
    ['goes on saying so', row(expiring(now - minute)), hour, false],
    ['is kept as long as it was', row({ kind: 'never' }), 400 * day, false],
  ];
  for (const [what, node, after, otherwise] of cases) {
    it(what, () => equal(readsOtherwise(node, now, now + after), otherwise));
  }
});
