import { l10n, Uri, window, workspace } from 'vscode';
import { evidenceOf } from '../../core/operations/evidence';
import type { CopyOperation } from '../../core/operations/operation';
import type { Tracker } from '../../core/operations/tracker';
import type { CommandTable } from '../commandRegistry';
import type { Documents } from '../documents/documents';
import { commandIds } from '../ids';

export interface OperationHost {
  readonly tracker: Tracker;
  readonly documents: Documents;
}

export function operationCommands({ tracker, documents }: OperationHost): CommandTable {
  return {
    [commandIds.showEvidence]: {
      run: async (...given) => {
        for (const operation of chosen(given)) {
          await documents.openEvidence(operation);
        }
      },
    },
    [commandIds.saveEvidence]: {
      run: (...given) => save(chosen(given).map(evidenceOf), nameOf(chosen(given))),
    },
    [commandIds.stopWatching]: {
      run: async (...given) => {
        for (const { id } of chosen(given)) {
          await tracker.stopWatching(id);
        }
      },
    },
    [commandIds.exportActivity]: {
      run: () => save(tracker.operations.map(evidenceOf), 'redshift-snapshots-activity.json'),
    },
    [commandIds.clearActivity]: { run: () => tracker.clear() },
  };
}

/** One record as itself, several as a list. */
async function save(records: readonly unknown[], name: string): Promise<void> {
  const uri = await window.showSaveDialog({
    title: l10n.t('Save Record'),
    defaultUri: defaultUri(name),
    filters: { JSON: ['json'] },
  });
  if (uri !== undefined) {
    const json = records.length === 1 ? records[0] : records;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`));
  }
}

function defaultUri(name: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  return folder === undefined ? Uri.file(name) : Uri.joinPath(folder.uri, name);
}

function nameOf([first]: readonly CopyOperation[]): string {
  return `${first?.request.targetIdentifier ?? 'copy'}.evidence.json`;
}

/** What VS Code hands a command from the view: the row, and all selected rows if it is one of them. */
function chosen([operation, selected]: readonly unknown[]): readonly CopyOperation[] {
  const rows = Array.isArray(selected) ? selected : [operation];
  return rows.filter(isOperation);
}

function isOperation(value: unknown): value is CopyOperation {
  return typeof value === 'object' && value !== null && 'request' in value && 'planned' in value;
}
