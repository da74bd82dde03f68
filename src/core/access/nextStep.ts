import type { Problem } from '../model/problem';
import { isAllowable } from './iamStatement';

/** What a person can do about a problem, from where it is shown. */
export type NextStep =
  | 'retry'
  | 'stopRetrying'
  | 'refresh'
  | 'chooseAnotherName'
  | 'chooseProfile'
  | 'chooseRegion'
  | 'copyIamStatement'
  | 'exploreSampleData'
  | 'openConfigFile'
  | 'openFileAtLine'
  | 'openQuotaHelp'
  | 'openSettings'
  | 'showActivity'
  | 'showManualSnapshots'
  | 'signIn'
  | 'showLog';

/** The steps that help with a failed read, the best first. */
export function stepsAfterRead(problem: Problem): readonly NextStep[] {
  switch (problem.kind) {
    case 'accessDenied':
      return [...statementStep(problem), 'retry', 'chooseProfile'];
    case 'regionDisabled':
      return ['chooseRegion', 'retry', 'chooseProfile'];
    case 'credentialsRejected':
      return ['retry', 'chooseProfile', keysStep(problem), 'chooseRegion'];
    case 'credentialsExpired':
    case 'credentialsMissing':
      return ['retry', 'chooseProfile', keysStep(problem)];
    case 'otherPrincipal':
      return ['refresh', 'chooseProfile'];
    case 'network':
    case 'timeout':
      return [...(problem.fault ? fileStep(problem) : []), 'retry', 'chooseRegion', 'showLog'];
    case 'clusterNotFound':
    case 'snapshotNotFound':
      return ['refresh'];
    case 'signInRequired':
      return ['signIn', 'chooseProfile'];
    case 'profileBroken':
      return [...fileStep(problem), 'retry', 'chooseProfile'];
    case 'readOnly':
      return ['openSettings'];
    default:
      return ['retry', 'showLog'];
  }
}

/** The steps that help with an operation that failed, the best first. */
export function stepsAfterOperation(problem: Problem): readonly NextStep[] {
  switch (problem.kind) {
    case 'snapshotAlreadyExists':
      return ['chooseAnotherName'];
    case 'snapshotNotFound':
    case 'resourceNotFound':
    case 'accessExists':
    case 'accessNotFound':
    case 'clusterNotFound':
    case 'invalidSnapshotState':
      return ['refresh', 'showLog'];
    case 'snapshotQuotaExceeded':
      return ['showManualSnapshots', 'openQuotaHelp'];
    case 'invalidRetentionPeriod':
      return ['retry', 'showLog'];
    case 'credentialsExpired':
    case 'credentialsRejected':
    case 'credentialsMissing':
      return ['retry', 'chooseProfile'];
    case 'otherPrincipal':
      return ['refresh'];
    case 'accessDenied':
      return [...statementStep(problem), 'chooseProfile'];
    case 'regionDisabled':
      return ['chooseRegion', 'chooseProfile'];
    case 'signInRequired':
      return ['signIn', 'chooseProfile'];
    case 'profileBroken':
      return [...fileStep(problem), 'retry', 'chooseProfile'];
    case 'readOnly':
      return ['openSettings'];
    default:
      return ['retry', 'showLog'];
  }
}

function keysStep({ keys }: Problem): NextStep {
  return keys === undefined ? 'openConfigFile' : 'openFileAtLine';
}

function fileStep({ fault }: Problem): readonly NextStep[] {
  return fault?.variable === undefined ? ['openFileAtLine'] : [];
}

function statementStep(problem: Problem): readonly NextStep[] {
  return isAllowable(problem) ? ['copyIamStatement'] : [];
}
