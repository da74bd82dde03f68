import { l10n, Uri, window, workspace } from 'vscode';
import { evidenceOf } from '../../core/operations/evidence';
import { type CopyOperation, isPending } from '../../core/operations/operation';
import type { Tracker } from '../../core/operations/tracker';
import type { CommandTable } from '../commandRegistry';
import type { Documents } from '../documents/documents';
import { commandIds } from '../ids';
import { count } from '../text/format';
import { chosenOperations } from './operationArguments';

export interface OperationHost {
  readonly tracker: Tracker;
  readonly documents: Documents;
}

export function operationCommands({ tracker, documents }: OperationHost): CommandTable {
  return {
    [commandIds.showEvidence]: {
      run: async (...given) => {
        for (const operation of chosenOperations(tracker, given)) {
          await documents.openEvidence(operation);
        }
      },
    },
    [commandIds.saveEvidence]: {
      run: (...given) => {
        const operations = chosenOperations(tracker, given);
        const records = operations.map(evidenceOf);
        return save(records.length === 1 ? records[0] : records, nameOf(operations));
      },
    },
    [commandIds.stopWatching]: {
      run: async (...given) => {
        for (const { id } of chosenOperations(tracker, given)) {
          await tracker.stopWatching(id);
        }
      },
    },
    [commandIds.exportActivity]: {
      run: () => save(tracker.current.map(evidenceOf), 'redshift-snapshots-activity.json'),
    },
    [commandIds.clearActivity]: { run: () => clear(tracker) },
  };
}

async function clear(tracker: Tracker): Promise<void> {
  const ended = tracker.current.filter(operation => !isPending(operation)).length;
  const yes = l10n.t('Clear');
  const question =
    ended === 1
      ? l10n.t('Forget the record of 1 copy that has ended?')
      : l10n.t('Forget the records of {0} copies that have ended?', count(ended));
  const detail = l10n.t('The snapshots stay. Export the activity first to keep the records.');
  if (ended > 0 && (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes) {
    await tracker.clear();
  }
}

async function save(json: unknown, name: string): Promise<void> {
  const uri = await window.showSaveDialog({
    title: l10n.t('Save Record'),
    defaultUri: defaultUri(name),
    filters: { JSON: ['json'] },
  });
  if (uri !== undefined) {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`));
  }
}

/** In the folder that is open, else at home. */
function defaultUri(name: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  const home = process.env['HOME'] ?? process.env['USERPROFILE'] ?? '';
  return Uri.joinPath(folder?.uri ?? Uri.file(home), name);
}

function nameOf([first]: readonly CopyOperation[]): string {
  return `${first?.request.targetIdentifier ?? 'copy'}.evidence.json`;
}
