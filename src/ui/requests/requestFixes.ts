import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import type { Operation } from '../../core/operations/operation';
import { readRequest } from '../../core/requests/readRequest';
import type { RequestFinding } from '../../core/requests/requestFault';
import { shortLine } from '../text/plain';
import { operationOf, rangeOf } from './requestDocuments';

/** Puts right what can only be meant in one way. */
export class RequestFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];

  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const operation = operationOf(document);
    if (operation === undefined) {
      return [];
    }
    const text = document.getText();
    return readRequest(operation, text).findings.flatMap(finding => {
      const found = rangeOf(document, finding.span);
      const fix = found.intersection(range) && fixOf(operation, text, finding);
      if (fix === undefined) {
        return [];
      }
      const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
      action.edit = new WorkspaceEdit();
      action.edit.replace(document.uri, found, fix.text);
      action.diagnostics = diagnostics.filter(other => other.range.intersection(found) !== undefined);
      action.isPreferred = true;
      return [action];
    });
  }
}

interface Fix {
  readonly title: string;
  /** In the place of what is wrong. */
  readonly text: string;
}

function fixOf(operation: Operation, text: string, { fault, span }: RequestFinding): Fix | undefined {
  const written = text.slice(span.offset, span.offset + span.length);
  switch (fault.kind) {
    case 'unknownMember':
      return fault.meant === undefined ? undefined : changeTo(fault.meant);
    case 'lowerCased':
      return changeTo(fault.sent);
    case 'padded': {
      const value: unknown = JSON.parse(written);
      return changeTo(String(value).trim());
    }
    case 'notWholeNumber':
      // Days in quotes.
      return /^"-?\d{1,4}"$/.test(written)
        ? { title: l10n.t('Change to {0}', written.slice(1, -1)), text: written.slice(1, -1) }
        : undefined;
    case 'missingMember': {
      const example = operation.parameters.find(({ name }) => name === fault.member)?.example;
      const isEmpty = /^\s*\}/.test(text.slice(span.offset + 1));
      return {
        title: l10n.t('Add "{0}"', fault.member),
        text: `{\n  ${JSON.stringify(fault.member)}: ${JSON.stringify(example)}${isEmpty ? '\n' : ','}`,
      };
    }
    case 'syntax':
      return fault.fault === 'comment' || fault.fault === 'trailingComma'
        ? { title: l10n.t('Remove "{0}"', shortLine(written.slice(0, 40))), text: '' }
        : undefined;
    default:
      return undefined;
  }
}

function changeTo(value: string): Fix {
  return { title: l10n.t('Change to "{0}"', shortLine(value)), text: JSON.stringify(value) };
}
