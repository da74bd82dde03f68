import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CredentialSource,
  parseSourceKey,
  roleOf,
  samePrincipal,
  sameSource,
  sourceKey,
  type Target,
  targetKey,
  withoutPassword,
} from '../../../../src/core/model/target';
import { aTarget } from '../../../support/builders';

/** Names that would be taken for something else if they could be. */
const anyName = fc.oneof(
  fc.constantFrom('environment', 'sample', 'profile:', 'profile:x', 'default', 'eu-west-1', '","'),
  fc.string({ minLength: 1, unit: 'binary' }),
);
const anySource: fc.Arbitrary<CredentialSource> = fc.oneof(
  anyName.map(name => ({ kind: 'profile', name }) as const),
  fc.constantFrom({ kind: 'environment' } as const, { kind: 'sample' } as const),
);
const anyTarget: fc.Arbitrary<Target> = fc
  .tuple(anySource, anyName, fc.option(anyName, { nil: undefined }))
  .map(([source, region, endpoint]) => (endpoint === undefined ? { source, region } : { source, region, endpoint }));

describe('the key of a credential source', () => {
  for (const [source, key] of [
    [{ kind: 'profile', name: 'work' }, 'profile:work'],
    [{ kind: 'profile', name: 'environment' }, 'profile:environment'],
    [{ kind: 'profile', name: 'a:b' }, 'profile:a:b'],
    [{ kind: 'environment' }, 'environment'],
    [{ kind: 'sample' }, 'sample'],
  ] as const) {
    it(`is ${key}, and leads back`, () => {
      assert.equal(sourceKey(source), key);
      assert.deepEqual(parseSourceKey(key), source);
    });
  }

  for (const key of ['', 'profile', 'profile:', 'Sample', 'environment ', 'work', 'role:work']) {
    it(`is not ${JSON.stringify(key)}`, () => {
      assert.equal(parseSourceKey(key), undefined);
    });
  }

  it('leads back to the same source', () => {
    fc.assert(fc.property(anySource, source => assert.deepEqual(parseSourceKey(sourceKey(source)), source)));
  });

  it('is equal exactly for the same source', () => {
    fc.assert(
      fc.property(anySource, anySource, (a, b) => {
        assert.equal(sameSource(a, b), sourceKey(a) === sourceKey(b));
        assert.ok(sameSource(a, { ...a }));
      }),
    );
  });
});

describe('the key of a target', () => {
  it('tells Regions, sources and endpoints apart', () => {
    const targets = [
      aTarget(),
      aTarget({ region: 'eu-west-2' }),
      aTarget({ source: { kind: 'profile', name: 'home' } }),
      aTarget({ source: { kind: 'environment' } }),
      aTarget({ endpoint: 'http://127.0.0.1:1' }),
    ];
    assert.equal(new Set(targets.map(targetKey)).size, targets.length);
  });

  it('does not depend on the order of members', () => {
    const { source, region } = aTarget();
    assert.equal(targetKey({ region, source }), targetKey({ source, region }));
  });

  it('is equal for equal targets only', () => {
    fc.assert(
      fc.property(anyTarget, anyTarget, (a, b) => {
        assert.equal(targetKey(a) === targetKey(b), isDeepEqual(a, b));
        assert.equal(targetKey(a), targetKey({ ...a, source: { ...a.source } }));
      }),
    );
  });
});

describe('who the credentials are', () => {
  const arns: readonly (readonly [string, string, boolean])[] = [
    [
      'arn:aws:sts::111122223333:assumed-role/Admin/me',
      'arn:aws:sts::111122223333:assumed-role/Admin/botocore-1',
      true,
    ],
    ['arn:aws:sts::111122223333:assumed-role/Admin/me', 'arn:aws:sts::111122223333:assumed-role/Admins/me', false],
    ['arn:aws:iam::111122223333:user/me', 'arn:aws:iam::111122223333:user/me', true],
    ['arn:aws:iam::111122223333:user/team/me', 'arn:aws:iam::111122223333:user/team/you', false],
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:user/me', false],
  ];
  for (const [a, b, same] of arns) {
    it(`is ${same ? 'the same' : 'another one'} for ${a} and ${b}`, () => {
      const account = '111122223333';
      assert.equal(samePrincipal({ account, arn: a }, { account, arn: b }), same);
      assert.equal(samePrincipal({ account, arn: a }, { account: '444455556666', arn: b }), false);
    });
  }
});

describe('the role of a caller', () => {
  for (const [arn, role] of [
    ['arn:aws:sts::111122223333:assumed-role/Admin/me', 'Admin'],
    ['arn:aws:iam::111122223333:user/Admin', undefined],
    ['arn:aws:iam::111122223333:root', undefined],
  ] as const) {
    it(`is ${role ?? 'none'} for ${arn}`, () => {
      assert.equal(roleOf({ account: '111122223333', arn }), role);
    });
  }
});

function isDeepEqual(a: unknown, b: unknown): boolean {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

describe('an endpoint', () => {
  const cases: readonly (readonly [given: string, shown: string])[] = [
    ['https://me:hush@host:1/a@b', 'https://host:1/a@b'],
    ['https://me@host', 'https://host'],
    ['https://me:hu@sh@host', 'https://host'],
    ['HTTP://:hush@host?x=@', 'HTTP://host?x=@'],
    ['https:/me:hush@host', 'https:/host'],
    ['https:\\\\me:hush@host', 'https:\\\\host'],
    ['https://host/a@b', 'https://host/a@b'],
    ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    // What is no address.
    ['http://me:/hush@host', 'http://host'],
    ['http://me:?hush@host:1', 'http://host:1'],
    ['http://me:#hush@host', 'http://host'],
    ['https://me:hu/sh@host', 'https://host'],
    ['https://me:hu#sh@host', 'https://host'],
    ['me:hush@host', 'host'],
    ['https//me:hush@host', 'host'],
    ['localhost:4566', 'localhost:4566'],
    ['', ''],
  ];
  for (const [given, shown] of cases) {
    it(`has no password: ${given}`, () => assert.equal(withoutPassword(given), shown));
  }
});
