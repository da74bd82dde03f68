import { l10n } from 'vscode';
import { type IdentifierFault, maxIdentifierLength } from '../../core/model/identifier';
import type { Target } from '../../core/model/target';
import type { CopyArgumentFault } from '../../core/operations/copyArguments';
import type { CopyInput } from '../../core/operations/copyClusterSnapshot';
import type { CopyRefusal } from '../../core/operations/preflight';
import { problemText } from './problemText';
import { overText, retentionFaultText } from './retentionText';

export function identifierFaultText(fault: IdentifierFault): string {
  switch (fault.kind) {
    case 'blank':
      return l10n.t('Type a name for the manual snapshot.');
    case 'tooLong':
      return l10n.t('Too long: {0} characters; at most {1} are allowed.', fault.length, maxIdentifierLength);
    case 'firstNotLetter':
      return l10n.t('Start with a letter (a to z), not with "{0}".', fault.character);
    case 'invalidCharacter':
      return fault.character === ' '
        ? l10n.t('No spaces: only letters (a to z), digits and hyphens are allowed.')
        : l10n.t(
            'Only letters (a to z), digits and hyphens are allowed, not "{0}" (character {1}).',
            fault.character,
            fault.position,
          );
    case 'trailingHyphen':
      return l10n.t('End with a letter or a digit, not with a hyphen.');
    case 'doubleHyphen':
      return l10n.t('No two hyphens in a row (character {0}).', fault.position);
  }
}

export function copyArgumentFaultText(fault: CopyArgumentFault): string {
  switch (fault.kind) {
    case 'unknownMember':
      return l10n.t(
        'copyToManual knows no argument "{0}". It takes cluster, snapshot, target and retentionDays.',
        fault.member,
      );
    case 'notText':
      return l10n.t('copyToManual needs "{0}", as text that is not empty.', fault.member);
    case 'identifier':
      return l10n.t('copyToManual: "{0}" is not a valid name. {1}', fault.member, identifierFaultText(fault.fault));
    case 'retention':
      return l10n.t('copyToManual: "{0}" is not valid. {1}', fault.member, retentionFaultText(fault.fault));
  }
}

/** Why a copy was not sent, and that nothing has happened. */
export function refusalText(refusal: CopyRefusal, request: CopyInput, target: Target): string {
  const { SourceSnapshotIdentifier: source, SourceSnapshotClusterIdentifier: cluster } = request;
  switch (refusal.kind) {
    case 'sourceGone':
      return l10n.t(
        '{0} of {1} is gone: Redshift has deleted it, or it was never there. Nothing was copied.',
        source,
        cluster,
      );
    case 'sourceOfOtherCluster':
      return l10n.t(
        '{0} is a snapshot of {1}, not of {2}. Nothing was copied.',
        source,
        refusal.clusters.join(', '),
        cluster,
      );
    case 'sourceShared':
      return l10n.t(
        '{0} is shared with other accounts ({1}), and cannot be copied as long as it is. Nothing was copied.',
        source,
        refusal.accounts.join(', '),
      );
    case 'sourceNotAutomated':
      return l10n.t(
        '{0} is a {1} snapshot. Only automated snapshots can be copied; a manual one is kept already. Nothing was copied.',
        source,
        refusal.source.type,
      );
    case 'sourceNotAvailable':
      return l10n.t(
        '{0} is "{1}". It can be copied as soon as it is "available". Nothing was copied.',
        source,
        refusal.source.status,
      );
    case 'retentionOver':
      return l10n.t('{0} Nothing was copied.', overText(refusal.span));
    case 'targetTaken':
      return l10n.t(
        'The name "{0}" is taken: a manual snapshot of {1} in {2} has it. Nothing was copied.',
        refusal.by.identifier,
        refusal.by.clusterIdentifier,
        target.region,
      );
    case 'latestOfPausedCluster':
      return l10n.t(
        '{0} is the latest snapshot of {1}, which is paused. Redshift cannot copy it before the cluster is resumed. Nothing was copied.',
        source,
        cluster,
      );
    case 'checkFailed':
      return l10n.t('Nothing was copied. {0}', problemText(refusal.problem, target));
  }
}
