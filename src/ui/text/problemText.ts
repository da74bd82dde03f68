import { l10n } from 'vscode';
import { denialOf, deniedAction } from '../../core/access/denial';
import type { NextStep } from '../../core/access/nextStep';
import type { Problem } from '../../core/model/problem';
import type { Target } from '../../core/model/target';
import { type Call, daysOf, namesOf, nothingText, wordsOf } from './operationWords';
import { faultText, placeText } from './profileFaultText';
import { signInText } from './signInText';
import { sourceText } from './targetText';

/** What happened, in a sentence that also says what to do where no button does it. */
export function problemText(problem: Problem, target: Target): string {
  const profile = sourceText(target.source);
  switch (problem.kind) {
    case 'clusterNotFound':
      return l10n.t('The cluster no longer exists in {0}.', target.region);
    case 'snapshotNotFound':
      return l10n.t('The snapshot no longer exists.');
    case 'accessDenied':
      return denialText(problem, profile);
    case 'credentialsExpired':
      return l10n.t('The credentials of {0} have expired. Renew them, then retry.', profile) + keysText(problem);
    case 'credentialsRejected':
      return (
        l10n.t(
          'AWS does not accept the credentials of {0} in {1}. Check its keys, and whether that Region is enabled for the account.',
          profile,
          target.region,
        ) + keysText(problem)
      );
    case 'regionDisabled':
      return l10n.t(
        'The Region {0} is not enabled for the account of {1}, or belongs to another AWS partition.',
        target.region,
        profile,
      );
    case 'credentialsMissing':
      return l10n.t('No credentials found for {0}.', profile);
    case 'signInRequired':
      return signInText(problem.signIn, profile);
    case 'profileBroken':
      return problem.fault === undefined ? l10n.t('The profile {0} is not valid.', profile) : faultText(problem.fault);
    case 'readOnly':
      return l10n.t('Read-only mode is on. {0} was not sent.', problem.operation ?? l10n.t('The request'));
    case 'otherPrincipal':
      return otherPrincipalText(problem, profile);
    case 'clockSkewed':
      return l10n.t("This machine's clock is off by more than AWS accepts. Set it, then retry.");
    case 'throttled':
      return l10n.t('Redshift is throttling the requests of this account in {0}. Retry in a moment.', target.region);
    case 'timeout':
      return l10n.t('{0} did not respond in time.', problem.host ?? l10n.t('The service'));
    case 'network':
      return networkText(problem);
    case 'serviceUnavailable':
      return l10n.t('{0} is temporarily unavailable (HTTP {1}).', serverText(problem), problem.httpStatus ?? '5xx');
    case 'answerNotUnderstood':
      return l10n.t(
        'Unexpected response from {0}. Check proxy and endpoint settings.',
        problem.host ?? l10n.t('the service'),
      );
    case 'pagingNeverEnds':
      return l10n.t('Redshift keeps returning more pages. The list is incomplete.');
    case 'notWrittenDown':
      return l10n.t("Couldn't record the operation on this machine, so it wasn't sent.");
    case 'cancelled':
      return l10n.t('Canceled.');
    default:
      return l10n.t('{0} failed.', problem.operation ?? l10n.t('The request'));
  }
}

/** The same for an operation that changes something, whose errors need more than a general word. */
export function changeProblemText(problem: Problem, call: Call, target: Target): string {
  const { name, cluster, source, value } = namesOf(call);
  const { wrongState } = wordsOf(call);
  const nothing = nothingText(call.operation);
  switch (problem.kind) {
    case 'snapshotAlreadyExists':
      return l10n.t(
        'The name "{0}" is taken. Another manual snapshot of this account in {1} has it. {2}',
        name,
        target.region,
        nothing,
      );
    case 'snapshotNotFound':
      return l10n.t('{0} no longer exists. {1}', source, nothing);
    case 'clusterNotFound':
      return l10n.t('The cluster {0} does not exist in {1}. {2}', cluster, target.region, nothing);
    case 'invalidSnapshotState':
      return `${wrongState} ${nothing}`;
    case 'snapshotQuotaExceeded':
      return l10n.t(
        "The account's quota of manual snapshots in {0} is used up. Delete one, or request a higher quota. {1}",
        target.region,
        nothing,
      );
    case 'invalidRetentionPeriod':
      return l10n.t(
        'Redshift does not accept a retention period of {0} days. Use 1 to 3653, or -1. {1}',
        daysOf(call) ?? '',
        nothing,
      );
    case 'resourceNotFound':
      return l10n.t('{0} no longer exists. {1}', source, nothing);
    case 'invalidTag':
      return l10n.t('Redshift does not accept these tags: {0}. {1}', value, nothing);
    case 'tooManyTags':
      return l10n.t('{0} would have more tags than Redshift allows. {1}', name, nothing);
    case 'accessExists':
      return l10n.t('{0} is shared with {1} already. {2}', name, value, nothing);
    case 'accessNotFound':
      return l10n.t('{0} is not shared with {1}. {2}', name, value, nothing);
    case 'accessQuotaExceeded':
      return l10n.t('{0} is shared with as many accounts as Redshift allows. {1}', name, nothing);
    case 'keyGrantsExceeded':
      return l10n.t('The KMS key of {0} has as many grants as AWS allows: 100 accounts. {1}', name, nothing);
    case 'unsupported':
      return l10n.t('Redshift does not support this for {0}. {1}', name, nothing);
    default:
      return `${problemText(problem, target)} ${nothing}`;
  }
}

/** The service's own words: `ClusterSnapshotAlreadyExists: … (request 3b27…)`. */
export function serviceWords(problem: Problem): string {
  const request = problem.requestId === undefined ? '' : l10n.t(' (request {0})', problem.requestId);
  return `${problem.code}: ${problem.message}${request}`;
}

/** `Access required: redshift:DescribeClusters`, `Cannot reach …`: short enough for a row. */
export function problemLabel(problem: Problem, target: Target): string {
  const action = problem.kind === 'accessDenied' ? deniedAction(problem) : undefined;
  return action === undefined ? problemText(problem, target) : l10n.t('Access required: {0}', action);
}

export function stepText(step: NextStep): string {
  switch (step) {
    case 'retry':
      return l10n.t('Retry');
    case 'stopRetrying':
      return l10n.t('Stop Retrying');
    case 'refresh':
      return l10n.t('Refresh');
    case 'chooseAnotherName':
      return l10n.t('Choose Another Name');
    case 'chooseProfile':
      return l10n.t('Choose AWS Profile');
    case 'chooseRegion':
      return l10n.t('Choose Region');
    case 'copyIamStatement':
      return l10n.t('Copy IAM Statement');
    case 'exploreSampleData':
      return l10n.t('Explore with Sample Data');
    case 'openConfigFile':
      return l10n.t('Open AWS Config File');
    case 'openSettings':
      return l10n.t('Open Settings');
    case 'openFileAtLine':
      return l10n.t('Open File');
    case 'signIn':
      return l10n.t('Sign In');
    case 'openQuotaHelp':
      return l10n.t('How to Raise the Quota');
    case 'showManualSnapshots':
      return l10n.t('Show Manual Snapshots');
    case 'showActivity':
      return l10n.t('Show Activity');
    case 'showLog':
      return l10n.t('Show Log');
  }
}

/** Which keys these are, and what they hide. */
function keysText({ keys }: Problem): string {
  if (keys === undefined) {
    return '';
  }
  const place = placeText(keys);
  return keys.hideProcess
    ? l10n.t(' The keys in {0} are used, so the credential_process of this profile is not run.', place)
    : l10n.t(' The keys are in {0}.', place);
}

function networkText({ host, code, fault }: Problem): string {
  const sentence = l10n.t('Cannot reach {0} ({1}).', host ?? l10n.t('the service'), code);
  return fault === undefined ? sentence : `${sentence} ${faultText(fault)}`;
}

/** Who gets credentials asks others than Redshift. */
function serverText({ operation, host }: Problem): string {
  return operation === undefined && host !== undefined ? host : 'Redshift';
}

function otherPrincipalText({ principals }: Problem, profile: string): string {
  const found = principals?.found.arn ?? '';
  return principals?.expected === undefined
    ? l10n.t(
        'The credentials of {0} have changed. They now belong to {1}; the previous owner is not known.',
        profile,
        found,
      )
    : l10n.t('The credentials of {0} are no longer those of {1} but of {2}.', profile, principals.expected.arn, found);
}

function denialText(problem: Problem, profile: string): string {
  const action = deniedAction(problem);
  if (action === undefined) {
    return l10n.t('Access required: {0} has no access.', profile);
  }
  return denialOf(problem.message)?.explicit
    ? l10n.t('Access required: a policy denies {0} the use of {1}.', profile, action)
    : l10n.t('Access required: {0} is not allowed to use {1}.', profile, action);
}
