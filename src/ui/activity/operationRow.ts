import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { OperationRecord } from '../../core/operations/record';
import { needsAttention } from '../../core/operations/underWay';
import { factSheet } from '../text/factSheet';
import { utcTime } from '../text/format';
import { operationSentence, operationText, type RowFacts } from '../text/operationText';
import { namesOf } from '../text/operationWords';
import { serviceWords } from '../text/problemText';
import { plainRow } from '../vscode/window';

/** The row of an operation, in whatever view. */
export function operationRow(operation: OperationRecord, facts: RowFacts): TreeItem {
  const { identity, planned } = operation;
  const { name, cluster, source } = namesOf(operation);
  const text = operationText(operation, facts);
  const item = new TreeItem(name);
  item.description = text;
  item.iconPath = iconOf(operation, facts);
  item.tooltip = factSheet(name, [
    [l10n.t('Status'), text],
    [l10n.t('Source'), source === name ? undefined : source],
    [l10n.t('Cluster'), cluster],
    [l10n.t('Sent'), utcTime(planned)],
    [l10n.t('By'), identity?.arn],
    [l10n.t('Problem'), problemWords(operation, facts)],
  ]);
  item.accessibilityInformation = { label: operationSentence(operation, facts) };
  return plainRow(item);
}

/** Colour only for what needs attention. */
function iconOf(operation: OperationRecord, facts: RowFacts): ThemeIcon {
  switch (operation.state) {
    case 'planned':
    case 'inProgress':
      return needsAttention(facts)
        ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
        : new ThemeIcon('loading~spin');
    case 'available':
    case 'done':
      return new ThemeIcon('pass');
    case 'unwatched':
      return new ThemeIcon('eye-closed');
    default:
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  }
}

function problemWords(operation: OperationRecord, { problem = operation.problem }: RowFacts): string | undefined {
  return problem && serviceWords(problem);
}
