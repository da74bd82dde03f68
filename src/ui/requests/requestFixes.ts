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
import { readRequest } from '../../core/requests/readRequest';
import type { RequestFault } from '../../core/requests/requestFault';
import { rangeOf } from './requestDocuments';

/** Puts right what can only be meant in one way. */
export class RequestFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];

  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    return readRequest(document.getText()).findings.flatMap(({ fault, place }) => {
      const found = rangeOf(document, place);
      const text = replacementOf(fault);
      if (text === undefined || found.intersection(range) === undefined) {
        return [];
      }
      const action = new CodeAction(l10n.t('Change to "{0}"', text), CodeActionKind.QuickFix);
      action.edit = new WorkspaceEdit();
      action.edit.replace(document.uri, found, JSON.stringify(text));
      action.diagnostics = diagnostics.filter(other => other.range.intersection(found) !== undefined);
      action.isPreferred = true;
      return [action];
    });
  }
}

function replacementOf(fault: RequestFault): string | undefined {
  switch (fault.kind) {
    case 'unknownMember':
      return fault.meant;
    case 'lowerCased':
      return fault.sent;
    default:
      return undefined;
  }
}
