import { deepEqual, equal, throws } from 'node:assert/strict';
import { alternate } from '../../bench/measurement';
import { median, ratioOf, rounded, spreadOf, time } from '../../bench/statistics';

describe("the benchmark's statistics", () => {
  it('take the middle of an odd number of values, and of an even one what lies between', () => {
    equal(median([30, 1, 2]), 2);
    equal(median([4, 1, 2, 30]), 3);
  });

  it('tell how far values lie apart', () => {
    deepEqual(spreadOf([5, 1, 3]), { value: 3, low: 1, high: 5, runs: 3 });
  });

  it('divide what ran side by side, not medians of different times', () => {
    // The machine was three times as slow in the second round, for both.
    deepEqual(ratioOf([10, 30, 10], [100, 300, 120]), { value: 10, low: 10, high: 12, runs: 3 });
  });

  it('do not pair what has no partner', () => {
    throws(() => ratioOf([1], [1, 2]), /cannot be paired/);
  });

  it('write figures with three digits at most', () => {
    deepEqual([1234.5, 123.4, 12.34, 1.234, 1, 0.5, 0].map(rounded), ['1235', '123', '12.3', '1.23', '1', '0.5', '0']);
    deepEqual([0.4, 53.94, 439, 9640].map(time), ['0.4 ms', '53.9 ms', '439 ms', '9.64 s']);
  });
});

describe("the benchmark's order", () => {
  it('lets contenders take turns, the other way round every second time', async () => {
    const order: string[] = [];
    const run = (name: string) => async () => order.push(name);
    const counts = await alternate(3, { a: run('a'), b: run('b') });
    deepEqual(order, ['a', 'b', 'b', 'a', 'a', 'b']);
    deepEqual(counts, { a: [1, 4, 5], b: [2, 3, 6] });
  });
});
