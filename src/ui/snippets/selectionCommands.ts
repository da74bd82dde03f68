import { env, l10n, window } from 'vscode';
import type { JsonValue } from '../../core/model/json';
import { selectedValue } from '../../core/snippets/jsonSelection';
import { asTable } from '../../core/snippets/table';
import { asYaml } from '../../core/snippets/yaml';
import type { CommandTable } from '../commands/commandTable';
import { commandIds } from '../commands/ids';
import { UserError } from '../commands/userError';
import { showStatus } from '../vscode/window';

/** Copies the value at the cursor, or what is selected, of a JSON document. */
export function selectionCommands(): CommandTable {
  return {
    [commandIds.copyValue]: { run: () => copySelected(valueText) },
    [commandIds.copyValueAsYaml]: { run: () => copySelected(asYaml) },
    [commandIds.copyValueAsTable]: { run: () => copySelected(asTable) },
  };
}

async function copySelected(textOf: (value: JsonValue) => string): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    throw new UserError(l10n.t('Open a JSON document first.'));
  }
  const { document, selection } = editor;
  const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
  const value = selectedValue(document.getText(), start, end);
  if (value === undefined) {
    throw new UserError(l10n.t('There is no JSON value here.'));
  }
  await env.clipboard.writeText(await textOf(value));
  showStatus(l10n.t('Copied'), 3000, 'check');
}

/** A text as itself, without quotes; everything else as JSON. */
function valueText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
