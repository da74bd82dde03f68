import assert from 'node:assert/strict';
import type { ProfileList } from '../../../../src/core/model/aws';
import {
  problemsOf,
  type RememberedChoice,
  type Resolution,
  resolveChoice,
  stepsToOpen,
} from '../../../../src/core/session/session';
import { aProfileList } from '../../../support/builders';

const work = { kind: 'profile', name: 'work' } as const;
const list = aProfileList({
  profiles: [
    { name: 'work', kind: 'sso', region: 'eu-west-1' },
    { name: 'nowhere', kind: 'keys' },
    { name: 'local', kind: 'keys', region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' },
  ],
});

describe('a choice comes to', () => {
  const cases: readonly (readonly [string, ProfileList, RememberedChoice | undefined, Resolution])[] = [
    [
      'the profile that was chosen, in its own Region',
      list,
      { source: work },
      { kind: 'target', target: { source: work, region: 'eu-west-1' } },
    ],
    [
      'the Region that was chosen with it, before its own',
      list,
      { source: work, region: 'ap-south-1' },
      { kind: 'target', target: { source: work, region: 'ap-south-1' } },
    ],
    [
      'the profile’s endpoint',
      list,
      { source: { kind: 'profile', name: 'local' } },
      {
        kind: 'target',
        target: {
          source: { kind: 'profile', name: 'local' },
          region: 'us-east-1',
          endpoint: 'http://127.0.0.1:4566',
        },
      },
    ],
    [
      'a question for the Region where nothing names one: never us-east-1 by itself',
      list,
      { source: { kind: 'profile', name: 'nowhere' } },
      { kind: 'noRegion', source: { kind: 'profile', name: 'nowhere' } },
    ],
    [
      'the profile without a Region in the one that was chosen',
      list,
      { source: { kind: 'profile', name: 'nowhere' }, region: 'eu-west-1' },
      { kind: 'target', target: { source: { kind: 'profile', name: 'nowhere' }, region: 'eu-west-1' } },
    ],
    [
      'no other profile when the chosen one is gone',
      { ...list, initial: work },
      { source: { kind: 'profile', name: 'gone' }, region: 'eu-west-1' },
      { kind: 'noneChosen', source: { kind: 'profile', name: 'gone' } },
    ],
    [
      'the profile of exactly that name',
      list,
      { source: { kind: 'profile', name: 'Work' } },
      { kind: 'noneChosen', source: { kind: 'profile', name: 'Work' } },
    ],
    [
      'the environment’s credentials, Region and endpoint',
      { ...list, environment: { region: 'eu-north-1', endpoint: 'https://redshift.example' } },
      { source: { kind: 'environment' } },
      {
        kind: 'target',
        target: { source: { kind: 'environment' }, region: 'eu-north-1', endpoint: 'https://redshift.example' },
      },
    ],
    [
      'nothing when the environment has no credentials any more',
      list,
      { source: { kind: 'environment' } },
      { kind: 'noneChosen', source: { kind: 'environment' } },
    ],
    [
      'what the AWS tools would use when there was no choice',
      { ...list, initial: work },
      undefined,
      { kind: 'target', target: { source: work, region: 'eu-west-1' } },
    ],
    ['a question when the AWS tools would use nothing', list, undefined, { kind: 'noneChosen' }],
    [
      'a question when there is only the environment, and it is not what they would use',
      aProfileList({ profiles: [], environment: {} }),
      undefined,
      { kind: 'noneChosen' },
    ],
    ['nothing at all without profiles', aProfileList({ profiles: [] }), undefined, { kind: 'noProfiles' }],
  ];
  for (const [what, profiles, choice, resolution] of cases) {
    it(what, () => {
      assert.deepEqual(resolveChoice(profiles, choice), resolution);
    });
  }
});

describe('what is wrong with the AWS files', () => {
  const broken = { file: 'config', line: 1, kind: 'syntax', text: '…' } as const;
  const misspelt = { file: 'config', line: 3, kind: 'unknownOption', text: 'regoin', meant: 'region' } as const;
  const problems = [broken, { ...misspelt, profile: 'work' }, { ...misspelt, profile: 'other' }];

  it('is said as far as it concerns the profile that was chosen', () => {
    const mine = problemsOf({ kind: 'noRegion', source: work, problems }).map(({ profile }) => profile);
    assert.deepEqual(mine, [undefined, 'work']);
    assert.deepEqual(problemsOf({ kind: 'noneChosen', problems }), [broken]);
    assert.deepEqual(problemsOf({ kind: 'starting' }), []);
  });

  it('is not that a variable names a profile that does not exist, where another one was chosen', () => {
    const gone = { file: 'config', kind: 'noSuchProfile', text: 'prod', variable: 'AWS_PROFILE' } as const;
    assert.deepEqual(problemsOf({ kind: 'noneChosen', problems: [gone] }), [gone]);
    assert.deepEqual(problemsOf({ kind: 'noRegion', source: work, problems: [gone] }), []);
  });

  it('leaves the steps that lead to a session', () => {
    assert.equal(stepsToOpen({ kind: 'noneChosen', problems })[0], 'chooseProfile');
    assert.equal(stepsToOpen({ kind: 'noRegion', source: work, problems })[0], 'chooseRegion');
    assert.ok(stepsToOpen({ kind: 'noProfiles', problems }).includes('exploreSampleData'));
    assert.deepEqual(stepsToOpen({ kind: 'starting' }), []);
  });
});
