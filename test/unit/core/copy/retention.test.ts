import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  checkRetentionDays,
  parseRetentionDays,
  retentionChoices,
  retentionEnd,
} from '../../../../src/core/copy/retention';
import { time } from '../../../support/builders';

describe('a retention period that was typed', () => {
  const accepted: readonly (readonly [string, number])[] = [
    ['-1', -1],
    ['1', 1],
    ['7', 7],
    [' 7 ', 7],
    ['365', 365],
    ['3653', 3653],
  ];
  for (const [text, value] of accepted) {
    it(`is ${value} days for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseRetentionDays(text), { ok: true, value });
    });
  }

  const rejected: readonly (readonly [string, string])[] = [
    ['', 'blank'],
    ['  ', 'blank'],
    ['0', 'outOfRange'],
    ['-2', 'outOfRange'],
    ['-365', 'outOfRange'],
    ['3654', 'outOfRange'],
    ['10000000', 'outOfRange'],
    ['1.5', 'notWholeDigits'],
    ['7.0', 'notWholeDigits'],
    ['1e3', 'notWholeDigits'],
    ['0x10', 'notWholeDigits'],
    ['07', 'notWholeDigits'],
    ['00', 'notWholeDigits'],
    ['-0', 'notWholeDigits'],
    ['-01', 'notWholeDigits'],
    ['3,653', 'notWholeDigits'],
    ['3 653', 'notWholeDigits'],
    ['3_653', 'notWholeDigits'],
    ['+7', 'notWholeDigits'],
    ['- 1', 'notWholeDigits'],
    ['−1', 'notWholeDigits'],
    ['--1', 'notWholeDigits'],
    ['7d', 'notWholeDigits'],
    ['7\n8', 'notWholeDigits'],
    ['seven', 'notWholeDigits'],
    ['NaN', 'notWholeDigits'],
    ['Infinity', 'notWholeDigits'],
    ['٧', 'notWholeDigits'],
    ['７', 'notWholeDigits'],
    ['²', 'notWholeDigits'],
  ];
  for (const [text, reason] of rejected) {
    it(`is refused for ${JSON.stringify(text)}: ${reason}`, () => {
      assert.deepEqual(parseRetentionDays(text), { ok: false, reason });
    });
  }

  it('is accepted exactly when it is -1 or 1 to 3653', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -10, max: 4000 }), fc.integer()), days => {
        const valid = days === -1 || (days >= 1 && days <= 3653);
        assert.deepEqual(
          parseRetentionDays(String(days)),
          valid ? { ok: true, value: days } : { ok: false, reason: 'outOfRange' },
        );
      }),
    );
  });

  it('is never anything but the digits that were typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('0', '1', '7', '-', '+', '.', ',', 'e', ' ') }), text => {
        const parsed = parseRetentionDays(text);
        assert.ok(!parsed.ok || String(parsed.value) === text.trim(), text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a retention period that was given', () => {
  for (const days of ['7', null, undefined, true, 7n, {}, [], [7], 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`is refused when it is ${typeof days} ${String(days)}: not whole digits`, () => {
      assert.deepEqual(checkRetentionDays(days), { ok: false, reason: 'notWholeDigits' });
    });
  }
  for (const days of [0, -0, -2, 3654, Number.MAX_SAFE_INTEGER]) {
    it(`is refused when it is ${days}: out of range`, () => {
      assert.deepEqual(checkRetentionDays(days), { ok: false, reason: 'outOfRange' });
    });
  }
});

describe('the retention periods on offer', () => {
  it('are until deleted, a week, a month, a quarter, a year and the longest', () => {
    assert.deepEqual(retentionChoices, [-1, 7, 30, 90, 365, 3653]);
  });

  it('are all valid', () => {
    assert.deepEqual(
      retentionChoices.map(days => checkRetentionDays(days)),
      retentionChoices.map(value => ({ ok: true, value })),
    );
  });
});

describe('the date on which a copy expires', () => {
  const ends: readonly (readonly [days: number, from: string, to: string])[] = [
    [1, '2026-11-22T14:03:27Z', '2026-11-23T14:03:27Z'],
    [7, '2026-12-28T23:59:59Z', '2027-01-04T23:59:59Z'],
    // Over a leap day, and over the night in which clocks change in Europe.
    [30, '2028-02-15T00:00:00Z', '2028-03-16T00:00:00Z'],
    [365, '2026-11-22T14:03:27Z', '2027-11-22T14:03:27Z'],
    [3653, '2028-01-01T00:00:00Z', '2038-01-01T00:00:00Z'],
  ];
  for (const [days, from, to] of ends) {
    it(`is ${to} for ${days} days from ${from}`, () => {
      assert.equal(retentionEnd(days, time(from)), time(to));
    });
  }

  it('is none for a copy that is kept until it is deleted', () => {
    assert.equal(retentionEnd(-1, time('2026-11-22T14:03:27Z')), undefined);
  });
});
