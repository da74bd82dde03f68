import { l10n } from 'vscode';
import { type IdentifierFault, maxIdentifierLength } from '../../core/model/identifier';
import { maxAccountsWithAccess } from '../../core/model/sharing';
import { maxTags } from '../../core/model/tag';
import type { Target } from '../../core/model/target';
import { operations } from '../../core/operations/all';
import type { ArgumentFault } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import type { Refusal } from '../../core/operations/refusal';
import type { ValueFault } from '../../core/operations/value';
import { utcTime } from './format';
import { type Call, namesOf, nothingText } from './operationWords';
import { shortLine } from './plain';
import { problemText } from './problemText';
import { overText, retentionFaultText } from './retentionText';

export function identifierFaultText(fault: IdentifierFault): string {
  switch (fault.kind) {
    case 'blank':
      return l10n.t('Enter a name for the manual snapshot.');
    case 'tooLong':
      return l10n.t('Too long: {0} characters; at most {1} are allowed.', fault.length, maxIdentifierLength);
    case 'firstNotLetter':
      return l10n.t('Start with a letter (a to z), not with "{0}".', fault.character);
    case 'invalidCharacter':
      return fault.character === ' '
        ? l10n.t('No spaces: only letters (a to z), digits, and hyphens are allowed.')
        : l10n.t(
            'Only letters (a to z), digits, and hyphens are allowed, not "{0}" (character {1}).',
            fault.character,
            fault.position,
          );
    case 'trailingHyphen':
      return l10n.t('End with a letter or a digit, not with a hyphen.');
    case 'doubleHyphen':
      return l10n.t('No two hyphens in a row (character {0}).', fault.position);
  }
}

export function argumentFaultText({ command, parameters }: Operation, fault: ArgumentFault): string {
  switch (fault.kind) {
    case 'unknownMember':
      return l10n.t(
        '{0} has no argument "{1}". It takes {2}.',
        command,
        fault.member,
        parameters.map(({ argument }) => argument).join(', '),
      );
    case 'notText':
      return l10n.t('{0} needs "{1}" as text that is not empty.', command, fault.member);
    case 'identifier':
      return l10n.t('{0}: "{1}" is not a valid name. {2}', command, fault.member, identifierFaultText(fault.fault));
    case 'retention':
      return l10n.t('{0}: "{1}" is not valid. {2}', command, fault.member, retentionFaultText(fault.fault));
    case 'value':
      return l10n.t('{0}: "{1}" is not valid. {2}', command, fault.member, valueFaultText(fault.fault));
  }
}

/** Why an account, an ARN, tags or keys of tags are not valid. */
export function valueFaultText(fault: ValueFault): string {
  switch (fault.kind) {
    case 'notAccount':
      return l10n.t('An account has 12 digits. AWS Support is amazon-redshift-support.');
    case 'notArn':
      return l10n.t(
        'This is not the ARN of a snapshot: arn:aws:redshift:<region>:<account>:snapshot:<cluster>/<snapshot>.',
      );
    case 'notTags':
      return l10n.t('Tags are a list of { "Key": "…", "Value": "…" }.');
    case 'notTagKeys':
      return l10n.t('The keys of tags are a list of texts.');
    case 'noTags':
      return l10n.t('Enter at least one tag.');
    case 'tagWithoutKey':
      return l10n.t('A tag needs a key before the equals sign.');
    case 'tagKeyTooLong':
      return l10n.t('The key "{0}" is too long: at most 128 characters are allowed.', shortLine(fault.text));
    case 'tagValueTooLong':
      return l10n.t('The value "{0}" is too long: at most 256 characters are allowed.', shortLine(fault.text));
    case 'tagCharacters':
      return l10n.t(
        'Only letters, digits, spaces, and _ . : / = + - @ are allowed, so not "{0}".',
        shortLine(fault.text),
      );
    case 'tagReserved':
      return l10n.t('Keys that begin with aws: are reserved for AWS.');
    case 'tagTwice':
      return l10n.t('The key "{0}" appears more than once.', shortLine(fault.text));
  }
}

/** Why an operation was not sent, and that nothing has happened. */
export function refusalText(refusal: Refusal, call: Call, target: Target): string {
  const nothing = nothingText(call.operation);
  return refusal.kind === 'checkFailed'
    ? `${nothing} ${problemText(refusal.problem, target)}`
    : `${refusalReason(refusal, call, target)} ${nothing}`;
}

/** Why the service would refuse an operation, for a prompt in which nothing has been sent yet. */
export function refusalReason(
  refusal: Exclude<Refusal, { kind: 'checkFailed' }>,
  call: Call,
  { region }: Target,
): string {
  const { name, cluster, source } = namesOf(call);
  switch (refusal.kind) {
    case 'sourceGone':
      return l10n.t('{0} of {1} does not exist. Redshift may have deleted it.', source, cluster);
    case 'sourceOfOtherCluster':
      return l10n.t('{0} is a snapshot of {1}, not of {2}.', source, refusal.clusters.join(', '), cluster);
    case 'sourceShared':
      return l10n.t(
        '{0} is shared with other accounts: {1}. Use Stop Sharing first.',
        source,
        refusal.accounts.join(', '),
      );
    case 'sourceNotAutomated':
      return l10n.t(
        '{0} is a {1} snapshot. Only automated snapshots can be copied; a manual one is kept already.',
        source,
        refusal.source.type,
      );
    case 'sourceNotAvailable':
      return l10n.t('{0} is "{1}". It can be copied as soon as it is "available".', source, refusal.source.status);
    case 'retentionOver':
      return operations[call.operation].source === undefined
        ? l10n.t(
            'With this retention period, {0} would have expired on {1}. To remove it, delete it.',
            name,
            utcTime(refusal.span.end),
          )
        : overText(refusal.span, true);
    case 'targetTaken':
      return l10n.t(
        'The name "{0}" is taken: a manual snapshot of {1} in {2} has it.',
        refusal.by.identifier,
        refusal.by.clusterIdentifier,
        region,
      );
    case 'latestOfPausedCluster':
      return l10n.t(
        '{0} is the latest snapshot of {1}, which is paused. Redshift cannot copy it before the cluster is resumed.',
        source,
        cluster,
      );
    case 'clusterGone':
      return l10n.t('The cluster {0} does not exist in {1}.', cluster, region);
    case 'clusterNotAvailable':
      return l10n.t(
        'The cluster {0} is "{1}". It must be "available" to create a snapshot.',
        cluster,
        refusal.cluster.status,
      );
    case 'manualGone':
      return l10n.t('There is no manual snapshot {0} in {1}.', name, region);
    case 'ofAwsBackup':
      return l10n.t('{0} is managed by AWS Backup. Change or delete it there.', name);
    case 'ofOtherAccount':
      return l10n.t('{0} belongs to account {1}. Change or delete it there.', name, refusal.account);
    case 'replaced':
      return l10n.t('Another snapshot now has the name {0}. Refresh to see it.', name);
    case 'changedSince':
      return l10n.t('{0} has changed since you saw it. Refresh to see the change.', name);
    case 'notDeletable':
      return l10n.t('{0} is "{1}". It can be deleted as soon as it is "available".', name, refusal.status);
    case 'snapshotGone':
      return l10n.t('There is no snapshot {0} in {1}.', name, region);
    case 'otherArn':
      return l10n.t('The ARN is not that of {0} here, which is {1}.', name, refusal.arn);
    case 'tooManyTags':
      return l10n.t('{0} would have {1} tags. At most {2} are allowed.', name, refusal.tags, maxTags);
    case 'notShareable':
      return l10n.t('{0} is "{1}". It can be shared as soon as it is "available".', name, refusal.status);
    case 'ownAccount':
      return l10n.t('{0} belongs to account {1} already.', name, refusal.account);
    case 'hasAccess':
      return l10n.t('{0} is shared with {1} already.', name, refusal.account);
    case 'noAccess':
      return l10n.t('{0} is not shared with {1}.', name, refusal.account);
    case 'tooManyAccounts':
      return l10n.t(
        '{0} is shared with {1} accounts already, the most that Redshift allows.',
        name,
        maxAccountsWithAccess,
      );
  }
}
