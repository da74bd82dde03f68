import { equal } from 'node:assert/strict';
import { checkTargetIdentifier } from '../../../../src/core/model/identifier';
import { parseRetentionDays } from '../../../../src/core/model/retention';
import type { Refusal } from '../../../../src/core/operations/refusal';
import { checkValue, type ValueKind } from '../../../../src/core/operations/value';
import { identifierFaultText, refusalText, valueFaultText } from '../../../../src/ui/text/faultText';
import { retentionFaultText } from '../../../../src/ui/text/retentionText';
import { aTarget } from '../../../support/builders';

const names: Readonly<Record<string, string>> = {
  '': 'Enter a name for the manual snapshot.',
  '   ': 'Enter a name for the manual snapshot.',
  '1kept': 'Start with a letter (a to z), not with "1".',
  '-kept': 'Start with a letter (a to z), not with "-".',
  'kept-': 'End with a letter or a digit, not with a hyphen.',
  'kept--1': 'No two hyphens in a row (character 5).',
  'kept 1': 'No spaces: only letters (a to z), digits, and hyphens are allowed.',
  kept_1: 'Only letters (a to z), digits, and hyphens are allowed, not "_" (character 5).',
  kopierfähig: 'Only letters (a to z), digits, and hyphens are allowed, not "ä" (character 8).',
  'kept.1': 'Only letters (a to z), digits, and hyphens are allowed, not "." (character 5).',
  ['a'.repeat(256)]: 'Too long: 256 characters; at most 255 are allowed.',
};

const outOfRange = 'Redshift keeps a manual snapshot for 1 to 3653 days, or until it is deleted (-1).';
const notWholeDigits = 'Type a whole number of days, for example 30.';
const days: Readonly<Record<string, string>> = {
  '': 'Type a number of days from 1 to 3653, or -1 to keep it until it is deleted.',
  '0': outOfRange,
  '-2': outOfRange,
  '3654': outOfRange,
  '1.5': notWholeDigits,
  '1e3': notWholeDigits,
  '07': notWholeDigits,
  '3,653': notWholeDigits,
};

describe('what is wrong with', () => {
  for (const [typed, sentence] of Object.entries(names)) {
    it(`the name "${typed.slice(0, 20)}"`, () => {
      const checked = checkTargetIdentifier(typed);
      equal(checked.ok ? undefined : identifierFaultText(checked.reason), sentence);
    });
  }

  for (const [typed, sentence] of Object.entries(days)) {
    it(`"${typed}" days`, () => {
      const parsed = parseRetentionDays(typed);
      equal(parsed.ok ? undefined : retentionFaultText(parsed.reason), sentence);
    });
  }

  const account = 'An account has 12 digits. AWS Support is amazon-redshift-support.';
  const characters = 'Only letters, digits, spaces, and _ . : / = + - @ are allowed, so not "a,b".';
  const values: readonly (readonly [ValueKind, unknown, string])[] = [
    ['account', '1234', account],
    [
      'snapshotArn',
      'kept',
      'This is not the ARN of a snapshot: arn:aws:redshift:<region>:<account>:snapshot:<cluster>/<snapshot>.',
    ],
    ['tags', 'a=b', 'Tags are a list of { "Key": "…", "Value": "…" }.'],
    ['tags', [], 'Enter at least one tag.'],
    ['tags', [{ Key: '', Value: 'b' }], 'A tag needs a key before the equals sign.'],
    ['tags', [{ Key: 'a,b', Value: '' }], characters],
    ['tags', [{ Key: 'a', Value: 'a,b' }], characters],
    ['tagKeys', 'a', 'The keys of tags are a list of texts.'],
    ['tagKeys', ['aws:a'], 'Keys that begin with aws: are reserved for AWS.'],
    ['tagKeys', ['a', 'a'], 'The key "a" appears more than once.'],
  ];
  for (const [kind, value, sentence] of values) {
    it(`the value ${JSON.stringify(value)} (${kind})`, () => {
      const checked = checkValue(kind, value);
      equal(checked.ok ? undefined : valueFaultText(checked.reason), sentence);
    });
  }
});

describe('why a snapshot is neither tagged nor shared', () => {
  const account = '222233334444';
  const reasons: readonly (readonly [Refusal, string])[] = [
    [{ kind: 'snapshotGone' }, 'There is no snapshot kept in eu-west-1.'],
    [{ kind: 'otherArn', arn: 'arn:other' }, 'The ARN is not that of kept here, which is arn:other.'],
    [{ kind: 'tooManyTags', tags: 51 }, 'kept would have 51 tags. At most 50 are allowed.'],
    [
      { kind: 'notShareable', status: 'creating' },
      'kept is "creating". It can be shared as soon as it is "available".',
    ],
    [{ kind: 'ownAccount', account }, 'kept belongs to account 222233334444 already.'],
    [{ kind: 'hasAccess', account }, 'kept is shared with 222233334444 already.'],
    [{ kind: 'noAccess', account }, 'kept is not shared with 222233334444.'],
    [{ kind: 'tooManyAccounts' }, 'kept is shared with 20 accounts already, the most that Redshift allows.'],
  ];
  for (const [refusal, reason] of reasons) {
    it(refusal.kind, () => {
      const input = { SnapshotIdentifier: 'kept', AccountWithRestoreAccess: account };
      const text = refusalText(refusal, { operation: 'AuthorizeSnapshotAccess', input }, aTarget());
      equal(text, `${reason} Nothing was shared.`);
    });
  }
});
