import { CodeLens, type CodeLensProvider, l10n, Range, type TextDocument } from 'vscode';
import { readRequest } from '../../core/requests/readRequest';
import { commandIds } from '../commands/ids';
import { titleText } from '../text/operationWords';
import { operationOf } from './requestDocuments';

/** What can be done with a request, above its first line. */
export class RequestLenses implements CodeLensProvider {
  provideCodeLenses(document: TextDocument): CodeLens[] {
    const operation = operationOf(document);
    if (operation === undefined) {
      return [];
    }
    const calls = Math.max(1, readRequest(operation, document.getText()).items.length);
    const commands = [
      {
        command: commandIds.checkRequest,
        title: l10n.t('Check'),
        tooltip: l10n.t('Check it with Redshift, without sending it'),
      },
      {
        command: commandIds.runRequest,
        title: titleText(operation.name, calls),
        tooltip: l10n.t('Check it, and send it to the account in the status bar'),
      },
      {
        command: commandIds.showRequestAsCli,
        title: l10n.t('Show as CLI Command'),
        tooltip: l10n.t('The command of the AWS CLI that does the same'),
      },
    ];
    const top = new Range(0, 0, 0, 0);
    return commands.map(command => new CodeLens(top, { ...command, arguments: [document.uri] }));
  }
}
