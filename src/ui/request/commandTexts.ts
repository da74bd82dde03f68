import { env, l10n, type TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from 'vscode';
import type { ApiCall } from '../../core/copyAs/apiCall';
import { awsCliCommand } from '../../core/copyAs/awsCli';
import { commentText } from '../../core/copyAs/literal';
import { bash, powerShell } from '../../core/copyAs/shell';
import { commandTextScheme } from '../ids';
import { targetText } from '../text/targetText';

/** Read-only documents with a command of the AWS CLI, for the shell that VS Code opens. The address holds all of it. */
export class CommandTexts implements TextDocumentContentProvider {
  async open(call: ApiCall, name: string): Promise<void> {
    const isPowerShell = /(pwsh|powershell)[^\\/]*$/i.test(env.shell);
    const intro = l10n.t('Nothing was run. {0}', targetText(call.target));
    const text = `# ${commentText(intro)}\n${awsCliCommand(call, isPowerShell ? powerShell : bash)}`;
    const uri = Uri.from({
      scheme: commandTextScheme,
      path: `/${name}.${isPowerShell ? 'ps1' : 'sh'}`,
      query: text,
    });
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true, viewColumn: ViewColumn.Beside, preserveFocus: true });
  }

  provideTextDocumentContent({ query }: Uri): string {
    return query;
  }
}
