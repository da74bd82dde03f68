import { deepEqual, equal } from 'node:assert/strict';
import type { ConfigProblem } from '../../../../src/core/model/aws';
import type { ProfileFault } from '../../../../src/core/model/profileFault';
import { configProblemRow, configProblemText } from '../../../../src/ui/text/configProblemText';
import { problemText } from '../../../../src/ui/text/problemText';
import { faultText } from '../../../../src/ui/text/profileFaultText';
import { namedSourceText } from '../../../../src/ui/text/targetText';
import { aProblem, aTarget } from '../../../support/builders';

const where = { chain: ['p', 'q'], file: '/aws/config', line: 3 };

const faults: readonly (readonly [Pick<ProfileFault, 'kind' | 'name' | 'other'>, string])[] = [
  [{ kind: 'badValue', name: 'region' }, 'The value of "region" is not valid.'],
  [
    { kind: 'badKey', name: 'aws_access_key_id' },
    '"aws_access_key_id" contains a character that AWS keys never have. Copy and paste it again.',
  ],
  [
    { kind: 'conflict', name: 'sso_start_url', other: { file: '/aws/config', line: 9 } },
    '"sso_start_url" has a different value in the sso-session (/aws/config, line 9).',
  ],
  [
    { kind: 'tooLong', name: 'duration_seconds' },
    '"duration_seconds" is more than 3600. A role assumed with temporary credentials lasts one hour at most.',
  ],
  [
    { kind: 'noCodes', name: 'mfa_serial' },
    '"mfa_serial" is a FIDO security key. It works in the browser only; use an authenticator app or a hardware token.',
  ],
];

const problems: readonly (readonly [Omit<ConfigProblem, 'file'>, string])[] = [
  [
    { kind: 'ignoredSection', line: 3, text: 'Profile Dev' },
    'config, line 3: the section [Profile Dev] is ignored. Did you mean "[profile name]"?',
  ],
  [
    { kind: 'ignoredValue', line: 4, text: 'duration_seconds' },
    'config, line 4: the value of duration_seconds is not a whole number, so it is ignored',
  ],
  [
    { kind: 'indentedSection', line: 5, text: 'profile p' },
    'config, line 5: the section [profile p] is indented, so it is part of the option above it',
  ],
  [
    { kind: 'replacedSection', line: 1, text: 'profile default' },
    'config, line 1: [profile default] is ignored; a later section defines the same profile',
  ],
  [
    { kind: 'noSuchProfile', text: 'prod', variable: 'AWS_DEFAULT_PROFILE' },
    'AWS_DEFAULT_PROFILE names the profile "prod", which does not exist',
  ],
  [{ kind: 'badRegion', text: 'Ireland', variable: 'AWS_REGION' }, 'AWS_REGION is not an AWS Region: "Ireland"'],
];

describe('the sentence about', () => {
  for (const [fault, sentence] of faults) {
    it(`a profile: ${fault.kind}`, () =>
      equal(faultText({ ...fault, ...where }), `${sentence} Profile: p → q. /aws/config, line 3.`));
  }

  for (const [problem, sentence] of problems) {
    it(`a file or a variable: ${problem.kind}`, () =>
      equal(configProblemText({ ...problem, file: '/aws/config' }), sentence));
  }

  it('a mistake in a file, as a row, says where it is first', () => {
    const mistake = { kind: 'syntax', file: '/aws/config', line: 4, text: 'regon' } as const;
    deepEqual(configProblemRow(mistake), {
      label: 'Mistake in config, line 4',
      description: 'the line is neither a [section] nor "name = value": regon',
    });
    const missing = { kind: 'missing', file: '/aws/config', text: 'AWS_CONFIG_FILE' } as const;
    deepEqual(configProblemRow(missing), {
      label: '/aws/config does not exist: AWS_CONFIG_FILE names it',
      description: '',
    });
  });

  it('expired keys says where they are, and that they hide a process', () => {
    const keys = { file: '/aws/credentials', line: 2, hideProcess: true };
    equal(
      problemText(aProblem('credentialsExpired', { keys }), aTarget()),
      'The credentials of work have expired. Renew them, then retry. The keys in /aws/credentials, line 2 are used, so the credential_process of this profile is not run.',
    );
    equal(
      problemText(aProblem('credentialsExpired', { keys: { ...keys, hideProcess: false } }), aTarget()),
      'The credentials of work have expired. Renew them, then retry. The keys are in /aws/credentials, line 2.',
    );
  });

  it('a profile that a variable has named', () => {
    equal(namedSourceText({ kind: 'profile', name: 'prod' }, 'AWS_DEFAULT_PROFILE'), 'prod (from AWS_DEFAULT_PROFILE)');
    equal(namedSourceText({ kind: 'profile', name: 'prod' }, undefined), 'prod');
  });
});
