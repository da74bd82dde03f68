import { type Disposable, window } from 'vscode';
import type { Journal } from '../../core/activity/journal';
import { Tracker } from '../../core/activity/tracker';
import { operations } from '../../core/operations/all';
import type { OperationRecord } from '../../core/operations/record';
import { type Session, type SessionState, sessionsOf } from '../../core/session/session';
import type { Command } from '../commands/commandTable';
import { callerText } from '../text/targetText';
import type { LazyTreeView } from '../vscode/lazyTreeView';
import { ActivityView } from './activityView';
import { tellEnds } from './tellEnds';

export interface ActivityOptions {
  readonly lazyView: LazyTreeView<OperationRecord>;
  readonly journal: Journal;
  readonly showRecord: (operation: OperationRecord) => unknown;
  readonly failed: (error: unknown) => void;
}

/** Operations and what became of them: the tracker, and the view that shows them. */
export class Activity {
  readonly tracker: Tracker;
  readonly #view: ActivityView;
  readonly #looking: Disposable;
  #sessions: readonly Session[] = [];

  constructor({ lazyView, journal, showRecord, failed }: ActivityOptions) {
    this.tracker = new Tracker({
      journal,
      changed: () => this.#changed(),
      // The rows of the snapshots follow what is read of them; nobody waits for it.
      seen: (session, snapshots) => void session.tree.addAll(snapshots),
      // On its own: the messages may stay.
      ended: operations =>
        void tellEnds(operations, {
          ...{ showRecord, showActivity: () => this.focus() },
          placeOf: operation => this.#placeOf(operation),
        }).catch(failed),
      failed,
    });
    this.#view = new ActivityView(this.tracker, lazyView);
    this.#looking = window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        // On its own: nobody waits for it.
        void this.tracker.lookAgain().catch(failed);
      }
    });
  }

  show(state: SessionState): void {
    this.#sessions = sessionsOf(state);
    this.tracker.follow(state);
    this.#changed();
  }

  /** The command that opens the record of a row. */
  opening(open: (row: OperationRecord) => Promise<unknown>): Command {
    return this.#view.opening(open);
  }

  /** Opens the view, with the keyboard in it. */
  focus(): Promise<void> {
    return this.#view.focus();
  }

  dispose(): void {
    this.#looking.dispose();
    this.tracker.dispose();
    this.#view.dispose();
  }

  /** In the view, and below the clusters. */
  #changed(): void {
    this.#view.changed();
    for (const session of this.#sessions) {
      session.tree.showCreations(this.tracker.underWay(session).filter(({ operation }) => isCreation(operation)));
    }
  }

  /** Where an operation was carried out, unless that is what is on the screen. */
  #placeOf({ id, target, identity }: OperationRecord): string | undefined {
    return this.tracker.current.some(shown => shown.id === id) ? undefined : callerText(target, identity);
  }
}

/** Only what is being made has a row before it is listed. */
function isCreation({ operation }: OperationRecord): boolean {
  return operations[operation].effect === 'creates';
}
