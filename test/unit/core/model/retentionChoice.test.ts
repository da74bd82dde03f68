import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkRetentionDays } from '../../../../src/core/model/retention';
import {
  daysForEach,
  daysToSend,
  parseChoices,
  type RetentionChoice,
  retentionChoices,
} from '../../../../src/core/model/retentionChoice';
import { time } from '../../../support/builders';

const day = 86_400_000;
const now = time('2026-11-30T12:00:00Z');
const more = (days: number): RetentionChoice => ({ kind: 'more', days });
const source = { retentionStartTime: time('2026-11-23T12:00:00Z') };

describe('the retention periods on offer', () => {
  it('are until deleted, and a week, a month, a quarter and a year from now', () => {
    assert.deepEqual(retentionChoices, [{ kind: 'untilDeleted' }, ...[7, 30, 90, 365].map(more)]);
  });
});

describe('the days that are sent', () => {
  const sent: readonly (readonly [what: string, choice: RetentionChoice, days: number])[] = [
    ['37 for 30 more days of a snapshot that is 7 days old', more(30), 37],
    ['-1 until deleted', { kind: 'untilDeleted' }, -1],
    ['those that were asked for as Redshift counts them', { kind: 'days', days: 3 }, 3],
    // To the end of the day: 31 days and 12 hours of December after 7 days and 12 hours of November.
    ['39 for Dec 31', { kind: 'date', date: '2026-12-31' }, 39],
    ['8 for today', { kind: 'date', date: '2026-11-30' }, 8],
    ['3653 for the most that is left', more(3646), 3653],
  ];
  for (const [what, choice, days] of sent) {
    it(`are ${what}`, () => assert.deepEqual(daysToSend(choice, source, now), { ok: true, value: days }));
  }

  it('are rounded up: so many whole days from now at least, and less than one more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 35 * day }), fc.integer({ min: 1, max: 365 }), (age, days) => {
        const start = now - age;
        const checked = daysToSend(more(days), { retentionStartTime: start }, now);
        assert.ok(checked.ok && checkRetentionDays(checked.value).ok);
        const end = start + checked.value * day;
        assert.ok(end >= now + days * day && end < now + (days + 1) * day);
      }),
    );
  });

  it('cannot be had where the age makes them more than 3653, and it is said what can', () => {
    const latest = source.retentionStartTime + 3653 * day;
    assert.deepEqual(daysToSend(more(3647), source, now), {
      ok: false,
      reason: { kind: 'tooLong', start: source.retentionStartTime, latest },
    });
  });

  it('cannot be had for a day that is over', () => {
    const date = '2026-11-29';
    assert.deepEqual(daysToSend({ kind: 'date', date }, source, now), {
      ok: false,
      reason: { kind: 'pastDate', date },
    });
  });

  it('cannot be computed where it is not known from when Redshift counts', () => {
    assert.deepEqual(daysToSend(more(7), {}, now), { ok: false, reason: { kind: 'startUnknown' } });
    assert.deepEqual(daysToSend({ kind: 'days', days: 7 }, {}, now), { ok: true, value: 7 });
  });

  it('are other ones for each of several sources', () => {
    const sources = [0, 1, 6.5].map(age => ({ retentionStartTime: now - age * day }));
    assert.deepEqual(daysForEach(more(7), sources, now), { ok: true, value: [7, 8, 14] });
    assert.equal(daysForEach(more(7), [...sources, {}], now).ok, false);
  });
});

describe('what is typed in place of a choice', () => {
  const meant: readonly (readonly [text: string, choices: readonly RetentionChoice[]])[] = [
    ['45', [more(45), { kind: 'days', days: 45 }]],
    [' 7 ', [more(7), { kind: 'days', days: 7 }]],
    ['-1', [{ kind: 'untilDeleted' }]],
    ['2026-12-31', [{ kind: 'date', date: '2026-12-31' }]],
    ['2028-02-29', [{ kind: 'date', date: '2028-02-29' }]],
  ];
  for (const [text, value] of meant) {
    it(`is understood: ${text}`, () => assert.deepEqual(parseChoices(text), { ok: true, value }));
  }

  for (const text of ['2026-02-30', '2026-13-01', '2027-02-29', '2026-1-1', '2026-', '2026-12-31T00:00']) {
    it(`is no date: ${text}`, () => assert.deepEqual(parseChoices(text), { ok: false, reason: 'noSuchDate' }));
  }

  for (const [text, reason] of [
    ['0', 'outOfRange'],
    ['3654', 'outOfRange'],
    ['1.5', 'notWholeDigits'],
    ['07', 'notWholeDigits'],
    ['1e3', 'notWholeDigits'],
    ['3,653', 'notWholeDigits'],
    ['3653.0', 'notWholeDigits'],
    ['1e21', 'notWholeDigits'],
    ['99999999999999999999', 'outOfRange'],
    ['-9'.padEnd(400, '9'), 'outOfRange'],
    ['\u0663\u0660', 'notWholeDigits'],
    ['\uFF13\uFF10', 'notWholeDigits'],
  ] as const) {
    it(`is no number of days: ${text}`, () => assert.deepEqual(parseChoices(text), { ok: false, reason }));
  }

  for (const text of ['', 'until', '30 m', '30 more days', '365 d', 'other']) {
    it(`filters the choices: "${text}"`, () => assert.equal(parseChoices(text), undefined));
  }
});
