import assert from 'node:assert/strict';
import { stepsAfterOperation, stepsAfterRead } from '../../../../src/core/access/nextStep';
import type { ProblemKind } from '../../../../src/core/model/problem';
import { aProblem } from '../../../support/builders';

/** Each kind once; the compiler sees to it that none is missing. */
const everyKind = Object.keys({
  clusterNotFound: 0,
  snapshotAlreadyExists: 0,
  snapshotNotFound: 0,
  invalidSnapshotState: 0,
  snapshotQuotaExceeded: 0,
  invalidRetentionPeriod: 0,
  resourceNotFound: 0,
  invalidTag: 0,
  tooManyTags: 0,
  accessExists: 0,
  accessNotFound: 0,
  accessQuotaExceeded: 0,
  keyGrantsExceeded: 0,
  unsupported: 0,
  accessDenied: 0,
  credentialsExpired: 0,
  credentialsRejected: 0,
  credentialsMissing: 0,
  clockSkewed: 0,
  regionDisabled: 0,
  otherPrincipal: 0,
  signInRequired: 0,
  profileBroken: 0,
  readOnly: 0,
  throttled: 0,
  timeout: 0,
  network: 0,
  serviceUnavailable: 0,
  answerNotUnderstood: 0,
  pagingNeverEnds: 0,
  cancelled: 0,
  notWrittenDown: 0,
  unknown: 0,
} satisfies Record<ProblemKind, 0>) as ProblemKind[];

describe('the next steps', () => {
  for (const kind of everyKind) {
    it(`after ${kind} are there, each once`, () => {
      for (const steps of [stepsAfterRead(aProblem(kind)), stepsAfterOperation(aProblem(kind))]) {
        assert.ok(steps.length > 0);
        assert.equal(new Set(steps).size, steps.length);
      }
    });
  }

  it('begin with the IAM statement where access was denied', () => {
    const denied = aProblem('accessDenied', { operation: 'DescribeClusters' });
    assert.equal(stepsAfterRead(denied)[0], 'copyIamStatement');
    assert.equal(stepsAfterOperation(denied)[0], 'copyIamStatement');
  });

  it('offer no IAM statement where none helps', () => {
    const operation = 'DescribeClusters';
    for (const denied of [
      aProblem('accessDenied', { message: 'No access' }),
      aProblem('accessDenied', { message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' }),
      aProblem('accessDenied', { operation, message: 'is not authorized to perform: a:B with an explicit deny' }),
    ]) {
      assert.ok(!stepsAfterRead(denied).includes('copyIamStatement'), denied.message);
      assert.ok(!stepsAfterOperation(denied).includes('copyIamStatement'), denied.message);
    }
  });

  it('begin with another Region where this one is not enabled', () => {
    assert.equal(stepsAfterRead(aProblem('regionDisabled'))[0], 'chooseRegion');
    assert.equal(stepsAfterOperation(aProblem('regionDisabled'))[0], 'chooseRegion');
  });

  it('begin with another name where the name was taken', () => {
    assert.deepEqual(stepsAfterOperation(aProblem('snapshotAlreadyExists')), ['chooseAnotherName']);
  });

  it('lead to what fills the quota where it is exceeded', () => {
    assert.deepEqual(stepsAfterOperation(aProblem('snapshotQuotaExceeded')), ['showManualSnapshots', 'openQuotaHelp']);
  });

  it('begin with signing in where that is missing, and with the line where the profile is broken', () => {
    for (const steps of [stepsAfterRead, stepsAfterOperation]) {
      assert.equal(steps(aProblem('signInRequired'))[0], 'signIn');
      assert.equal(steps(aProblem('profileBroken'))[0], 'openFileAtLine');
    }
  });

  it('open the file where a setting leads to no host, and none where a variable is wrong', () => {
    const fault = { kind: 'noSuchHost', name: 'use_fips_endpoint', chain: ['p'] } as const;
    const network = { ...aProblem('network'), fault: { ...fault, file: 'config', line: 3 } };
    assert.deepEqual(stepsAfterRead(network), ['openFileAtLine', 'retry', 'chooseRegion', 'showLog']);
    const broken = { ...aProblem('profileBroken'), fault: { ...fault, variable: 'AWS_USE_FIPS_ENDPOINT' } };
    assert.deepEqual(stepsAfterRead(broken), ['retry', 'chooseProfile']);
  });

  it('do not offer to send again what only reading does not allow', () => {
    assert.deepEqual(stepsAfterOperation(aProblem('readOnly')), ['openSettings']);
  });

  for (const kind of ['snapshotNotFound', 'clusterNotFound', 'invalidSnapshotState'] as const) {
    it(`do not send the same again after ${kind}`, () => {
      assert.ok(!stepsAfterOperation(aProblem(kind)).includes('retry'));
    });
  }

  for (const kind of ['credentialsExpired', 'credentialsRejected', 'credentialsMissing'] as const) {
    it(`offer another profile after ${kind}`, () => {
      assert.ok(stepsAfterRead(aProblem(kind)).includes('chooseProfile'));
      assert.ok(stepsAfterOperation(aProblem(kind)).includes('chooseProfile'));
    });
  }

  it('open the line of the keys that AWS refuses, where it is known', () => {
    const keys = { file: 'credentials', line: 2, hideProcess: false };
    for (const kind of ['credentialsExpired', 'credentialsRejected'] as const) {
      assert.ok(stepsAfterRead(aProblem(kind)).includes('openConfigFile'));
      const steps = stepsAfterRead(aProblem(kind, { keys }));
      assert.deepEqual([steps.includes('openFileAtLine'), steps.includes('openConfigFile')], [true, false]);
    }
  });
});
