import { l10n } from 'vscode';
import { maxAccountsWithAccess } from '../../core/model/sharing';
import { maxTags } from '../../core/model/tag';
import type { Target } from '../../core/model/target';
import type { Operation } from '../../core/operations/operation';
import type { ServiceFault } from '../../core/requests/checkWithService';
import type { FoundKind, RequestFault, SyntaxFault } from '../../core/requests/requestFault';
import { identifierFaultText, valueFaultText } from './faultText';
import { serviceWords } from './problemText';
import { overText, retentionFaultText } from './retentionText';
import { targetText } from './targetText';

/** What is wrong at a place of a request document. */
export function requestFaultText({ name, parameters }: Operation, fault: RequestFault): string {
  switch (fault.kind) {
    case 'empty':
      return l10n.t('The document is empty. A request is a JSON object, { … }, or a list of them.');
    case 'emptyList':
      return l10n.t('The list is empty.');
    case 'syntax':
      return syntaxFaultText(fault.fault);
    case 'notObject':
      return l10n.t('A request is a JSON object, { … }, or a list of them, not {0}.', foundText(fault.found));
    case 'repeatedMember':
      return l10n.t('"{0}" appears twice.', fault.member);
    case 'unknownMember':
      return fault.meant === undefined
        ? l10n.t(
            '{0} has no parameter "{1}". It has {2}.',
            name,
            fault.member,
            parameters.map(own => own.name).join(', '),
          )
        : l10n.t('{0} has no parameter "{1}". Did you mean "{2}"?', name, fault.member, fault.meant);
    case 'missingMember':
      return l10n.t('"{0}" is missing.', fault.member);
    case 'notText':
      return l10n.t('"{0}" must be text in double quotes, not {1}.', fault.member, foundText(fault.found));
    case 'notWholeNumber':
      return l10n.t('"{0}" must be a whole number of days, such as 30, not {1}.', fault.member, foundText(fault.found));
    case 'blank':
      return fault.required
        ? l10n.t('"{0}" must not be blank.', fault.member)
        : l10n.t('"{0}" must not be blank. It can be left out.', fault.member);
    case 'padded':
      return l10n.t('"{0}" must not have white space before or after it.', fault.member);
    case 'identifier':
      return identifierFaultText(fault.fault);
    case 'retention':
      return retentionFaultText(fault.fault);
    case 'value':
      return l10n.t('"{0}" is not valid. {1}', fault.member, valueFaultText(fault.fault));
    case 'askedTwice':
      return l10n.t('"{0}" appears more than once in this list.', fault.identifier);
    case 'lowerCased':
      return l10n.t('Will be sent in lower case, as Redshift keeps it: {0}', fault.sent);
  }
}

/** What the service says of a value. */
export function serviceFaultText({ name, effect }: Operation, fault: ServiceFault, target: Target): string {
  const where = targetText(target);
  switch (fault.kind) {
    case 'sourceGone':
      return l10n.t('This snapshot does not exist in {0}. Redshift may have deleted it.', where);
    case 'sourceOfOtherCluster':
      return l10n.t('This snapshot belongs to {0}, not to this cluster.', fault.clusters.join(', '));
    case 'clusterUnclear':
      return l10n.t(
        'Several clusters have a snapshot with this name: {0}. Name one of them in "{1}".',
        ...[fault.clusters.join(', '), fault.parameter],
      );
    case 'sourceNotAutomated':
      return l10n.t(
        'This is a {0} snapshot. Only automated snapshots can be copied; a manual one is kept already.',
        fault.source.type,
      );
    case 'sourceNotAvailable':
      return l10n.t('This snapshot is "{0}". It can be copied as soon as it is "available".', fault.source.status);
    case 'sourceShared':
      return name === 'DeleteClusterSnapshot'
        ? l10n.t('This snapshot is shared with other accounts: {0}. Use Stop Sharing first.', fault.accounts.join(', '))
        : l10n.t('This snapshot is shared with other accounts: {0}.', fault.accounts.join(', '));
    case 'latestOfPausedCluster':
      return l10n.t(
        'This is the latest snapshot of {0}, which is paused. Redshift cannot copy it before the cluster is resumed.',
        fault.source.clusterIdentifier,
      );
    case 'retentionOver':
      return overText(fault.span, effect !== 'changes');
    case 'targetTaken':
      return l10n.t('Taken: a manual snapshot of {0} in {1} has this name.', fault.by.clusterIdentifier, where);
    case 'clusterGone':
      return l10n.t('This cluster does not exist in {0}.', where);
    case 'clusterNotAvailable':
      return l10n.t('This cluster is "{0}". It must be "available" to create a snapshot.', fault.cluster.status);
    case 'manualGone':
      return l10n.t('This manual snapshot does not exist in {0}.', where);
    case 'ofAwsBackup':
      return l10n.t('This snapshot is managed by AWS Backup. Change or delete it there.');
    case 'ofOtherAccount':
      return l10n.t('This snapshot belongs to account {0}. Change or delete it there.', fault.account);
    case 'replaced':
    case 'changedSince':
      return l10n.t('Another snapshot now has this name.');
    case 'notDeletable':
      return l10n.t('This snapshot is "{0}". It can be deleted as soon as it is "available".', fault.status);
    case 'snapshotGone':
      return l10n.t('This snapshot does not exist in {0}.', where);
    case 'otherArn':
      return l10n.t('The snapshot that has this name here has another ARN: {0}.', fault.arn);
    case 'tooManyTags':
      return l10n.t('The snapshot would have {0} tags. At most {1} are allowed.', fault.tags, maxTags);
    case 'notShareable':
      return l10n.t('This snapshot is "{0}". It can be shared as soon as it is "available".', fault.status);
    case 'ownAccount':
      return l10n.t('The snapshot belongs to this account already.');
    case 'hasAccess':
      return l10n.t('The snapshot is shared with this account already.');
    case 'noAccess':
      return l10n.t('The snapshot is not shared with this account.');
    case 'tooManyAccounts':
      return l10n.t(
        'This snapshot is shared with {0} accounts already, the most that Redshift allows.',
        maxAccountsWithAccess,
      );
    case 'unchecked':
      return l10n.t('This could not be checked. {0}', serviceWords(fault.problem));
  }
}

function syntaxFaultText(fault: SyntaxFault): string {
  switch (fault) {
    case 'comment':
      return l10n.t('No comments: a request is strict JSON, as the AWS CLI takes it.');
    case 'trailingComma':
      return l10n.t('No trailing comma: a request is strict JSON, as the AWS CLI takes it.');
    case 'unclosed':
      return l10n.t('A quote, brace or bracket that was opened is not closed.');
    case 'escape':
      return l10n.t('Invalid escape sequence.');
    case 'control':
      return l10n.t('Control characters must be escaped.');
    case 'afterEnd':
      return l10n.t('Unexpected text after the end of the request.');
    case 'other':
      return l10n.t('Invalid JSON here.');
  }
}

function foundText(found: FoundKind): string {
  switch (found) {
    case 'object':
      return l10n.t('an object');
    case 'array':
      return l10n.t('an array');
    case 'text':
      return l10n.t('text');
    case 'number':
      return l10n.t('a number');
    case 'decimal':
      return l10n.t('a number with a fraction or an exponent');
    case 'exponent':
      return l10n.t('a number with an exponent');
    case 'boolean':
      return l10n.t('true or false');
    case 'null':
      return l10n.t('null');
  }
}
