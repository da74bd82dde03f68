import { equal } from 'node:assert/strict';
import { quotaText } from '../../../../src/ui/text/quotaText';

describe('the quota of manual snapshots', () => {
  it('is said to be used up by what is known', () => {
    equal(quotaText(19), undefined);
    equal(quotaText(undefined), undefined);
    equal(quotaText(20), 'The quota is probably used up: 20 manual snapshots; the default quota is 20.');
  });

  it('is said to be too low for many', () => {
    equal(quotaText(17, 3), undefined);
    equal(quotaText(17, 4), 'The quota is probably too low for 4 more: 17 manual snapshots; the default quota is 20.');
  });
});
