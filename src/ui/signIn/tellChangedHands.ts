import { l10n } from 'vscode';
import type { ChangedHands } from '../../core/session/sessions';
import { problemText } from '../text/problemText';
import { showWarning } from '../vscode/window';

/** Says why everything on the screen is another account's, or another user's, of a sudden. */
export function tellChangedHands({ target, problem }: ChangedHands): void {
  // Not awaited: it is told, not asked.
  void showWarning(l10n.t('{0} The view now shows their clusters.', problemText(problem, target)));
}
