import assert from 'node:assert/strict';
import { isProtected } from '../../../../src/core/access/protectedAccounts';
import type { CredentialSource } from '../../../../src/core/model/target';

const account = '111122223333';
const identity = { account, arn: `arn:aws:iam::${account}:user/me` };
const profile = (name: string): CredentialSource => ({ kind: 'profile', name });

describe('a protected account', () => {
  const cases: readonly (readonly [patterns: readonly string[], CredentialSource, boolean])[] = [
    [[], profile('prod'), false],
    [[account], profile('any'), true],
    [[account], { kind: 'environment' }, true],
    [['444455556666'], profile('any'), false],
    [['444455556666', account], profile('any'), true],
    [['prod'], profile('prod'), true],
    [['prod'], profile('Prod'), false],
    [['prod'], profile('prod-eu'), false],
    [['prod'], profile('my-prod'), false],
    [['prod*'], profile('prod-eu'), true],
    [['*prod*'], profile('my-prod-eu'), true],
    [['*'], profile('any'), true],
    [['*'], { kind: 'environment' }, false],
    [['a.b'], profile('axb'), false],
    [['a+(b)'], profile('a+(b)'), true],
    [['a\\d'], profile('a1'), false],
    [['1111-2222-3333'], profile('any'), true],
    [['4444-5555-6666'], profile('any'), false],
    [[` ${account} `], profile('any'), true],
    [[' prod '], profile('prod'), true],
    [['pro?'], profile('prod'), true],
    [['pro?'], profile('pro'), false],
    [['what?'], profile('what?'), true],
    [['*'], profile('two\nlines'), true],
    [[''], profile('any'), false],
    [[account, '*'], { kind: 'sample' }, false],
  ];
  for (const [patterns, source, expected] of cases) {
    it(`${expected ? 'covers' : 'does not cover'} ${JSON.stringify(source)} by ${JSON.stringify(patterns)}`, () => {
      assert.equal(isProtected(patterns, source, identity), expected);
    });
  }

  it('might be any while the account is not known, but not by the name of another profile', () => {
    assert.equal(isProtected(['444455556666'], profile('any'), undefined), true);
    assert.equal(isProtected(['prod'], profile('any'), undefined), false);
    assert.equal(isProtected([account], { kind: 'sample' }, undefined), false);
  });
});
