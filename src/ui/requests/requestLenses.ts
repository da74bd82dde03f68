import { CodeLens, type CodeLensProvider, l10n, Range, type TextDocument } from 'vscode';
import { commandIds } from '../commands/ids';

/** What can be done with a request, above its first line. */
export class RequestLenses implements CodeLensProvider {
  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const commands = [
      {
        command: commandIds.checkRequest,
        title: l10n.t('Check'),
        tooltip: l10n.t('Check it with Redshift, without sending it'),
      },
      {
        command: commandIds.runRequest,
        title: l10n.t('Copy Snapshot'),
        tooltip: l10n.t('Check it, and send it to the account in the status bar'),
      },
      {
        command: commandIds.showRequestAsCli,
        title: l10n.t('Show as CLI Command'),
        tooltip: l10n.t('The command of the AWS CLI that does the same'),
      },
    ];
    return commands.map(command => new CodeLens(new Range(0, 0, 0, 0), { ...command, arguments: [uri] }));
  }
}
