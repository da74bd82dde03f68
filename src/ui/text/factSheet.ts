import { MarkdownString } from 'vscode';
import { shortLine } from './plain';

/** A tooltip: a title, and a line for each fact that is known. The texts are data and are escaped. */
export function factSheet(
  title: string,
  facts: readonly (readonly [name: string, value: string | undefined])[],
): MarkdownString {
  const sheet = new MarkdownString();
  sheet.appendMarkdown('**').appendText(shortLine(title)).appendMarkdown('**\n\n');
  for (const [name, value] of facts) {
    if (value !== undefined && value !== '') {
      sheet
        .appendMarkdown('- ')
        .appendText(shortLine(`${name}: ${value}`))
        .appendMarkdown('\n');
    }
  }
  return sheet;
}
