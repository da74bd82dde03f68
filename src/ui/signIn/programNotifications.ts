import { l10n, type Progress, ProgressLocation, window } from 'vscode';
import type { ProgramWait } from '../../core/signIn/signIn';
import { plainText } from '../text/plain';

/** What a `credential_process` prints while it is waited for: one notification for each run, for as long as it runs. */
export class ProgramNotifications {
  readonly #shown = new WeakMap<AbortSignal, Progress<{ readonly message: string }>>();

  show({ profile, text, ended }: ProgramWait): void {
    const progress = this.#shown.get(ended);
    if (progress !== undefined) {
      progress.report({ message: plainText(text) });
    } else if (!ended.aborted) {
      const title = l10n.t('Waiting for credential_process of {0}', plainText(profile));
      // Not awaited: it goes with the program.
      void window.withProgress({ location: ProgressLocation.Notification, title }, shown => {
        this.#shown.set(ended, shown);
        shown.report({ message: plainText(text) });
        return new Promise<void>(resolve => ended.addEventListener('abort', () => resolve(), { once: true }));
      });
    }
  }
}
