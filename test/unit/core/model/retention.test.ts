import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  checkRetentionDays,
  lifetimeOf,
  otherRetention,
  parseRetentionDays,
  retentionEnd,
} from '../../../../src/core/model/retention';
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
  for (const days of ['7', null, undefined, true, 7n, {}, [], [7], 1.5, Number.NaN]) {
    it(`is refused when it is ${typeof days} ${String(days)}: not whole digits`, () => {
      assert.deepEqual(checkRetentionDays(days), { ok: false, reason: 'notWholeDigits' });
    });
  }
  for (const days of [0, -0, -2, 3654, Number.MAX_SAFE_INTEGER, 1e21, Number.POSITIVE_INFINITY]) {
    it(`is refused when it is ${days}: out of range`, () => {
      assert.deepEqual(checkRetentionDays(days), { ok: false, reason: 'outOfRange' });
    });
  }
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

describe('how long a copy lives', () => {
  const start = time('2026-11-23T00:00:00Z');
  const now = time('2026-11-30T00:00:00Z');

  it('counts from where the retention of its source started', () => {
    const source = { createTime: start - 1200, retentionStartTime: start };
    assert.deepEqual(lifetimeOf(8, source, now), { kind: 'until', days: 8, start, end: time('2026-12-01T00:00:00Z') });
  });

  it('counts from the create time, which is earlier, where the source does not say', () => {
    assert.deepEqual(lifetimeOf(8, { createTime: start }, now), lifetimeOf(8, { retentionStartTime: start }, now));
  });

  for (const days of [1, 6, 7]) {
    it(`is over before it begins with ${days} days of a source that is 7 days old`, () => {
      assert.equal(lifetimeOf(days, { retentionStartTime: start }, now).kind, 'over');
    });
  }

  it('is not known where the source has no time, or was not read', () => {
    assert.deepEqual(lifetimeOf(8, {}, now), { kind: 'unknown', days: 8 });
    assert.deepEqual(lifetimeOf(8, undefined, now), { kind: 'unknown', days: 8 });
  });

  it('is until deleted with -1, whatever the source', () => {
    assert.deepEqual(lifetimeOf(-1, undefined, now), { kind: 'untilDeleted' });
  });
});

describe('a copy is kept otherwise than promised', () => {
  const [start, later] = [time('2026-11-23T00:00:00Z'), time('2026-11-30T00:00:00Z')];

  it('where its answer counts from another moment', () => {
    const promised = time('2026-11-30T00:00:00Z');
    assert.deepEqual(otherRetention(7, { retentionStartTime: start }, { retentionStartTime: later }), {
      promised,
      start: later,
      end: time('2026-12-07T00:00:00Z'),
    });
  });

  it('not where it counts from its source, is kept until deleted, or one of both is not known', () => {
    const source = { retentionStartTime: start };
    assert.equal(otherRetention(7, source, { retentionStartTime: start }), undefined);
    assert.equal(otherRetention(-1, source, { retentionStartTime: later }), undefined);
    assert.equal(otherRetention(7, source, {}), undefined);
    assert.equal(otherRetention(7, { createTime: start }, { retentionStartTime: later }), undefined);
    assert.equal(otherRetention(7, undefined, { retentionStartTime: later }), undefined);
  });
});
