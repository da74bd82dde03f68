import type { SessionState } from '../core/session/session';
import type { Documents } from './documents/documents';
import type { Activity } from './operations/activity';
import type { TargetStatus } from './profiles/targetStatus';
import type { ClustersView } from './tree/clustersView';

export interface ScreenParts {
  readonly view: ClustersView;
  readonly activity: Activity;
  readonly documents: Documents;
  readonly status: TargetStatus;
}

/**
 * Shows a state everywhere, in an order in which no row of one account ever stands under the name of another: the status
 * bar names the new target after the tree has dropped the old one's rows.
 */
export class Screen {
  readonly #parts: ScreenParts;
  #latest: SessionState | undefined;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
  }

  show(state: SessionState): void {
    const { view, activity, documents, status } = this.#parts;
    this.#latest = state;
    activity.show(state);
    documents.show(state);
    if (state.kind === 'starting') {
      status.show(state);
    }
    // Not awaited: a state that was replaced meanwhile is not shown any more.
    void view.show(state).then(() => state === this.#latest && status.show(state));
  }
}
