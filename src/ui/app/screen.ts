import type { Session, SessionState } from '../../core/session/session';
import type { Activity } from '../activity/activity';
import type { DocumentFiles } from '../documents/documentFiles';
import type { TargetStatus } from '../profiles/targetStatus';
import type { ClustersView } from '../tree/clustersView';

export interface ScreenParts {
  readonly view: ClustersView;
  readonly activity: Activity;
  readonly documents: DocumentFiles;
  readonly status: TargetStatus;
}

/**
 * Shows a state everywhere, in an order in which no row of one account ever stands under the name of another: the status
 * bar names the new target after the tree has dropped the old one's rows.
 */
export class Screen {
  readonly #parts: ScreenParts;
  #latest: SessionState | undefined;
  #session: Session | undefined;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
  }

  show(state: SessionState): void {
    const { view, activity, documents, status } = this.#parts;
    this.#latest = state;
    activity.show(state);
    if (state.kind === 'open' && state.session !== this.#session) {
      // It may be the one that a document has waited for.
      this.#session = state.session;
      documents.forgetReasons();
    }
    if (state.kind === 'starting') {
      status.show(state);
    }
    // Not awaited: a state that was replaced meanwhile is not shown any more.
    void view.show(state).then(() => state === this.#latest && status.show(state));
  }
}
