import { deepEqual, equal } from 'node:assert/strict';
import type { ExpiringCounts } from '../../../../src/core/tree/nodes';
import { endingText, expiringBadge, expiringText, withinText } from '../../../../src/ui/text/expiringText';
import { aSnapshot, time } from '../../../support/builders';

const now = time('2026-11-22T17:30:00Z');
const counts = (withinDay: number, withinWeek: number, known: ExpiringCounts['known'] = 'all'): ExpiringCounts => ({
  ...{ withinDay, withinWeek, known },
  readAt: time('2026-11-22T14:03:27Z'),
});

describe('what the group of what expires says', () => {
  it('is how many end within 24 hours, and within 7 days', () => {
    equal(expiringText(counts(3, 9), now), '3 within 24 h · 9 within 7 d');
    equal(expiringText(counts(0, 1234), now), '1,234 within 7 d');
    equal(expiringText(counts(0, 0), now), 'nothing ends within 7 d');
  });

  it('is what was read earlier, with when that was, where it could not be read again', () => {
    equal(expiringText(counts(3, 9, 'earlier'), now), '3 within 24 h · 9 within 7 d · as of Nov 22, 14:03');
    equal(expiringText(counts(0, 0, 'earlier'), now), 'nothing ends within 7 d · as of Nov 22, 14:03');
  });

  it('is nothing certain where not all is known', () => {
    equal(expiringText(counts(0, 0, 'loading'), now), 'loading...');
    equal(expiringText(counts(1, 2, 'loading'), now), 'at least 1 within 24 h · 2 within 7 d · loading...');
    equal(expiringText(counts(0, 2, 'some'), now), 'at least 2 within 7 d · not all is known');
    equal(expiringText(counts(0, 0, 'some'), now), 'not all is known');
    equal(expiringText(counts(0, 0, 'none'), now), 'not known');
  });
});

describe('the badge of the view', () => {
  it('is the number within 24 hours, in words as well, and none where there are none', () => {
    equal(expiringBadge(counts(0, 9)), undefined);
    deepEqual(expiringBadge(counts(1, 9)), { value: 1, tooltip: '1 snapshot expires within 24 hours' });
    deepEqual(expiringBadge(counts(3, 9)), { value: 3, tooltip: '3 snapshots expire within 24 hours' });
    deepEqual(expiringBadge(counts(3, 9, 'some')), {
      value: 3,
      tooltip: '3 snapshots expire within 24 hours (not all is known)',
    });
  });
});

describe('what is offered to be kept', () => {
  it('is how many snapshots of which clusters end in how many days', () => {
    const of = (...clusters: string[]) =>
      endingText(clusters.map(clusterIdentifier => aSnapshot({ clusterIdentifier })));
    equal(of(), 'nothing ends');
    equal(of('alpha'), '1 snapshot of alpha');
    equal(of('alpha', 'beta', 'alpha'), '3 snapshots of alpha, beta');
    equal(of('alpha', 'beta', 'gamma', 'delta', 'omega'), '5 snapshots of alpha, beta, gamma, and 2 more');
    deepEqual([1, 3].map(withinText), ['Within 24 hours', 'Within 3 days']);
  });
});
