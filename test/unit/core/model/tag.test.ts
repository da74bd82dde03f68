import assert from 'node:assert/strict';
import { checkTagKeys, checkTags, parseTags } from '../../../../src/core/model/tag';
import { checkValue } from '../../../../src/core/operations/value';

describe('tags', () => {
  it('are read from key=value with commas between them', () => {
    assert.deepEqual(parseTags(' a = 1 , b=x=y,, c '), [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: 'x=y' },
      { Key: 'c', Value: '' },
    ]);
  });

  it('keep the rules of Redshift', () => {
    const kindOf = (Key: string, Value = ''): string | undefined => {
      const checked = checkTags([{ Key, Value }]);
      return checked.ok ? undefined : checked.reason.kind;
    };
    assert.deepEqual(
      ['Größe 1_.:/=+-@', 'k'.repeat(128), ' ', 'k'.repeat(129), '', 'a,b', 'aws:x', 'AWS:x'].map(key => kindOf(key)),
      [
        undefined,
        undefined,
        undefined,
        'tagKeyTooLong',
        'tagWithoutKey',
        'tagCharacters',
        'tagReserved',
        'tagReserved',
      ],
    );
    assert.deepEqual(
      ['v'.repeat(256), 'v'.repeat(257), '<b>'].map(value => kindOf('k', value)),
      [undefined, 'tagValueTooLong', 'tagCharacters'],
    );
    assert.deepEqual(checkTagKeys(['a', 'b', 'a']), { ok: false, reason: { kind: 'tagTwice', text: 'a' } });
    assert.equal(checkTagKeys(['a', 'A']).ok, true);
    assert.deepEqual(checkTags([]), { ok: false, reason: { kind: 'noTags' } });
  });
});

describe('the values of parameters', () => {
  const isValid = (kind: Parameters<typeof checkValue>[0], value: unknown): boolean => checkValue(kind, value).ok;

  it('are an account of 12 digits, or AWS Support', () => {
    const given = ['123456789012', 'amazon-redshift-support', '1234', '1234567890123', '<account>', 123456789012, null];
    assert.deepEqual(
      given.map(value => isValid('account', value)),
      [true, true, false, false, false, false, false],
    );
  });

  it('are the ARN of a snapshot, of any partition', () => {
    const rest = 'redshift:eu-west-1:123456789012:snapshot:alpha';
    const given = [
      `arn:aws:${rest}/rs:a`,
      `arn:aws-cn:${rest}/a`,
      `arn:aws:${rest}`,
      'alpha/a',
      `arn:aws:${rest}/a b`,
      {},
    ];
    assert.deepEqual(
      given.map(value => isValid('snapshotArn', value)),
      [true, true, false, false, false, false],
    );
  });

  it('are lists with nothing else in them', () => {
    const tags = [
      [{ Key: 'a', Value: 'b' }],
      [{ Key: 'a' }],
      [{ Key: 'a', Value: 1 }],
      [{ Key: 'a', Value: '', x: 1 }],
      'a=b',
    ];
    assert.deepEqual(
      tags.map(value => isValid('tags', value)),
      [true, false, false, false, false],
    );
    assert.deepEqual(
      [['a'], [1], 'a', []].map(value => isValid('tagKeys', value)),
      [true, false, false, false],
    );
  });
});
