import { env, l10n, type TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Target } from '../../core/model/target';
import type { ApiCall } from '../../core/snippets/apiCall';
import { awsCliCommand } from '../../core/snippets/awsCli';
import { commentText } from '../../core/snippets/literal';
import { bash, powerShell } from '../../core/snippets/shell';
import { commandTextScheme } from '../commands/ids';
import { targetText } from '../text/targetText';

/** Read-only documents with commands of the AWS CLI, for the shell that VS Code opens. The address holds all of it. */
export class CommandTexts implements TextDocumentContentProvider {
  async open(calls: readonly ApiCall[], target: Target, name: string): Promise<void> {
    const isPowerShell = /(pwsh|powershell)[^\\/]*$/i.test(env.shell);
    const intro = l10n.t('Nothing was run. {0}', targetText(target));
    const commands = calls.map(call => awsCliCommand(call, isPowerShell ? powerShell : bash));
    const uri = Uri.from({
      scheme: commandTextScheme,
      path: `/${name}.${isPowerShell ? 'ps1' : 'sh'}`,
      query: `# ${commentText(intro)}\n${commands.join('\n')}`,
    });
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true, viewColumn: ViewColumn.Beside, preserveFocus: true });
  }

  provideTextDocumentContent({ query }: Uri): string {
    return query;
  }
}
