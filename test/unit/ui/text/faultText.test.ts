import { equal } from 'node:assert/strict';
import { checkTargetIdentifier } from '../../../../src/core/model/identifier';
import { parseRetentionDays } from '../../../../src/core/model/retention';
import { identifierFaultText } from '../../../../src/ui/text/faultText';
import { retentionFaultText } from '../../../../src/ui/text/retentionText';

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
});
