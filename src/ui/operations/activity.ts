import type { Uri } from 'vscode';
import { FileJournal } from '../../core/operations/fileJournal';
import type { CopyOperation } from '../../core/operations/operation';
import { Tracker } from '../../core/operations/tracker';
import type { SessionState } from '../../core/session/session';
import { ActivityView } from './activityView';
import { tellEnds } from './tellEnds';
import { journalFolder, journalWriter } from './workspaceFolder';

/** Copies and what became of them: the tracker, its journal below `storage`, and the view that shows them. */
export class Activity {
  readonly tracker: Tracker;
  readonly #view: ActivityView;

  constructor(storage: Uri, showRecord: (operation: CopyOperation) => unknown, failed: (error: unknown) => void) {
    this.tracker = new Tracker({
      journal: new FileJournal(journalFolder(storage), journalWriter()),
      changed: () => this.#view.changed(),
      // The row of the copy follows what is read of it; nobody waits for it.
      seen: (session, copy) => void session.tree.add(copy),
      // On its own: the messages may stay.
      ended: operations => void tellEnds(operations, showRecord).catch(failed),
      failed,
    });
    this.#view = new ActivityView(this.tracker);
  }

  show(state: SessionState): void {
    this.tracker.follow(state);
    this.#view.changed();
  }

  dispose(): void {
    this.tracker.dispose();
    this.#view.dispose();
  }
}
