import { l10n, Uri, window, workspace } from 'vscode';
import { type ReadAgain, readAgain } from '../../core/activity/readAgain';
import { recordDocument } from '../../core/activity/recordDocument';
import type { Tracker } from '../../core/activity/tracker';
import { subjectOf } from '../../core/operations/all';
import { isPending, type OperationRecord } from '../../core/operations/record';
import type { CommandTable } from '../commands/commandTable';
import { commandIds } from '../commands/ids';
import { UserError } from '../commands/userError';
import type { Documents } from '../documents/documents';
import { count } from '../text/format';
import { callerText } from '../text/targetText';
import { confirm } from '../vscode/window';
import type { Activity } from './activity';
import { chosenOperations } from './operationArguments';

export interface OperationHost {
  readonly activity: Pick<Activity, 'opening' | 'tracker'>;
  readonly documents: Documents;
}

export function operationCommands({ activity, documents }: OperationHost): CommandTable {
  const { tracker } = activity;
  return {
    [commandIds.showRecord]: {
      run: async (...given) => {
        const [first, ...others] = chosenOperations(tracker, given);
        if (first !== undefined) {
          await (others.length === 0
            ? documents.openRecord(first)
            : documents.openRecords([first, ...others].map(operation => [operation])));
        }
      },
    },
    [commandIds.openRecord]: activity.opening(row => documents.openRecord(tracker.latest(row))),
    [commandIds.showRecordUnmasked]: {
      run: async (...given) => {
        const chosen = chosenOperations(tracker, given);
        const [first, ...others] = await Promise.all(
          chosen.map(async operation => [operation, await readWhatIsMasked(tracker, operation)] as const),
        );
        if (first !== undefined) {
          await (others.length === 0 ? documents.openRecord(...first) : documents.openRecords([first, ...others]));
        }
      },
    },
    [commandIds.saveRecord]: {
      run: (...given) => {
        const operations = chosenOperations(tracker, given);
        const records = operations.map(operation => recordDocument(operation));
        return save(l10n.t('Save Record'), records.length === 1 ? records[0] : records, nameOf(operations));
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
      run: () =>
        save(
          l10n.t('Export Activity'),
          tracker.current.map(operation => recordDocument(operation)),
          'redshift-snapshots-activity.json',
        ),
    },
    [commandIds.clearActivity]: { run: () => clear(tracker) },
  };
}

/** In the account that it was carried out in, and in no other. */
async function readWhatIsMasked(tracker: Tracker, operation: OperationRecord): Promise<ReadAgain> {
  const session = tracker.sessionOf(operation);
  if (session === undefined) {
    const { target, identity } = operation;
    throw new UserError(
      l10n.t('This record belongs to {0}. Choose that profile to read it again.', callerText(target, identity)),
      { steps: ['chooseProfile'] },
    );
  }
  return readAgain(session.gateway, operation, { now: Date.now, signal: session.ended });
}

async function clear(tracker: Tracker): Promise<void> {
  const ended = tracker.current.filter(operation => !isPending(operation)).length;
  const question =
    ended === 1
      ? l10n.t('Forget the record of 1 operation that has ended?')
      : l10n.t('Forget the records of {0} operations that have ended?', count(ended));
  const detail = l10n.t('The snapshots stay. Export the activity first to keep the records.');
  if (ended > 0 && (await confirm(question, [detail], l10n.t('Clear')))) {
    await tracker.clear();
  }
}

async function save(title: string, json: unknown, name: string): Promise<void> {
  const uri = await window.showSaveDialog({
    title,
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

function nameOf([first]: readonly OperationRecord[]): string {
  return `${first === undefined ? 'operation' : subjectOf(first).identifier}.record.json`;
}
