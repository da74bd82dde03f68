import { l10n } from 'vscode';
import type { PrincipalChange } from '../../core/session/sessions';
import { problemText } from '../text/problemText';
import { showWarning } from '../vscode/window';

/** Says why everything on the screen now belongs to another account or user. */
export function showPrincipalChange({ target, problem }: PrincipalChange): void {
  // Not awaited: nobody has to answer it.
  void showWarning(l10n.t('{0} The view now shows their clusters.', problemText(problem, target)));
}
