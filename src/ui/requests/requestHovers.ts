import { Hover, type HoverProvider, l10n, MarkdownString, type Position, type TextDocument } from 'vscode';
import { readRequest } from '../../core/requests/readRequest';
import { rangeOf } from './requestDocuments';

/** Beside what the JSON service says of a member that is not known: the one that was probably meant. */
export class RequestHovers implements HoverProvider {
  provideHover(document: TextDocument, position: Position): Hover | undefined {
    for (const { fault, place } of readRequest(document.getText()).findings) {
      const range = rangeOf(document, place);
      if (fault.kind === 'unknownMember' && fault.meant !== undefined && range.contains(position)) {
        return new Hover(new MarkdownString().appendText(l10n.t('Did you mean "{0}"?', fault.meant)), range);
      }
    }
    return undefined;
  }
}
