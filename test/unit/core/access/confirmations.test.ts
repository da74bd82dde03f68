import assert from 'node:assert/strict';
import { confirmationsFor, confirmingWord } from '../../../../src/core/access/confirmations';

describe('what is asked before a copy is sent', () => {
  const cases = [
    ['auto', 'protected', false, { summary: false, typing: false }],
    ['auto', 'protected', true, { summary: true, typing: true }],
    ['auto', 'always', false, { summary: false, typing: true }],
    ['summary', 'protected', false, { summary: true, typing: false }],
    ['summary', 'always', true, { summary: true, typing: true }],
    ['none', 'protected', false, { summary: false, typing: false }],
    ['none', 'protected', true, { summary: false, typing: true }],
    ['none', 'always', false, { summary: false, typing: true }],
  ] as const;
  for (const [copy, changes, isProtected, expected] of cases) {
    it(`confirmCopy ${copy}, confirmChanges ${changes}, ${isProtected ? '' : 'not '}protected`, () => {
      assert.deepEqual(confirmationsFor({ copy, changes }, isProtected), expected);
    });
  }

  it('has the name of the cluster typed; of several, how many copies are made and in whose account', () => {
    assert.equal(confirmingWord(['alpha'], 1, '111122223333'), 'alpha');
    assert.equal(confirmingWord(['alpha', 'alpha'], 2, '111122223333'), 'alpha');
    assert.equal(confirmingWord(['alpha', 'beta', 'alpha'], 3, '111122223333'), '3 111122223333');
    assert.equal(confirmingWord([''], 1, '111122223333'), '1 111122223333');
  });
});
