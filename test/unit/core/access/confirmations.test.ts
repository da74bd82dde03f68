import assert from 'node:assert/strict';
import { confirmationsFor, confirmChangesOf, confirmingWord } from '../../../../src/core/access/confirmations';

describe('what is asked before something is changed', () => {
  const cases = [
    ['protected', false, { summary: false, typing: false }],
    ['protected', true, { summary: true, typing: true }],
    ['summary', false, { summary: true, typing: false }],
    ['summary', true, { summary: true, typing: true }],
    ['always', false, { summary: true, typing: true }],
    ['always', true, { summary: true, typing: true }],
    ['none', false, { summary: false, typing: false }],
    ['none', true, { summary: false, typing: true }],
  ] as const;
  for (const [setting, isProtected, expected] of cases) {
    it(`confirmChanges ${setting}, ${isProtected ? '' : 'not '}protected`, () => {
      assert.deepEqual(confirmationsFor(setting, isProtected), expected);
    });
  }

  const settings = [
    [undefined, undefined, 'protected'],
    ['always', undefined, 'always'],
    ['none', 'summary', 'none'],
    ['protected', 'none', 'protected'],
    [undefined, 'summary', 'summary'],
    [undefined, 'none', 'none'],
    [undefined, 'auto', 'protected'],
    [7, 'sometimes', 'protected'],
  ] as const;
  for (const [changes, copy, expected] of settings) {
    it(`confirmChanges ${changes}, confirmCopy ${copy}: ${expected}`, () => {
      assert.equal(confirmChangesOf(changes, copy), expected);
    });
  }

  it('has the name of the cluster typed; of several, how many and in whose account', () => {
    assert.equal(confirmingWord(['alpha'], 1, '111122223333'), 'alpha');
    assert.equal(confirmingWord(['alpha', 'alpha'], 2, '111122223333'), 'alpha');
    assert.equal(confirmingWord(['alpha', 'beta', 'alpha'], 3, '111122223333'), '3 111122223333');
    assert.equal(confirmingWord([''], 1, '111122223333'), '1 111122223333');
  });
});
