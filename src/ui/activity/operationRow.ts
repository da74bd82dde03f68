import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { CopyOperation } from '../../core/operations/operation';
import { needsAttention } from '../../core/operations/underWay';
import { factSheet } from '../text/factSheet';
import { utcTime } from '../text/format';
import { operationSentence, operationText, type RowFacts } from '../text/operationText';
import { serviceWords } from '../text/problemText';
import { plainRow } from '../vscode/window';

/** The row of a copy, in whatever view. */
export function operationRow(operation: CopyOperation, facts: RowFacts): TreeItem {
  const { request, identity, planned } = operation;
  const text = operationText(operation, facts);
  const item = new TreeItem(request.targetIdentifier);
  item.description = text;
  item.iconPath = iconOf(operation, facts);
  item.tooltip = factSheet(request.targetIdentifier, [
    [l10n.t('State'), text],
    [l10n.t('Source'), request.sourceIdentifier],
    [l10n.t('Cluster'), request.clusterIdentifier],
    [l10n.t('Sent'), utcTime(planned)],
    [l10n.t('By'), identity?.arn],
    [l10n.t('Problem'), problemWords(operation, facts)],
  ]);
  item.accessibilityInformation = {
    label: l10n.t(
      'copy {0} of cluster {1}, {2}',
      request.targetIdentifier,
      request.clusterIdentifier,
      operationSentence(operation, facts),
    ),
  };
  return plainRow(item);
}

/** Colour only for what needs attention. */
function iconOf(operation: CopyOperation, facts: RowFacts): ThemeIcon {
  switch (operation.state) {
    case 'planned':
    case 'inProgress':
      return needsAttention(facts)
        ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
        : new ThemeIcon('loading~spin');
    case 'available':
      return new ThemeIcon('pass');
    case 'unwatched':
      return new ThemeIcon('eye-closed');
    default:
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  }
}

function problemWords(operation: CopyOperation, { problem = operation.problem }: RowFacts): string | undefined {
  return problem && serviceWords(problem);
}
