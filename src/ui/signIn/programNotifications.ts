import { l10n } from 'vscode';
import type { ProgramWait } from '../../core/model/signIn';
import { type ReportProgress, showRunning } from '../vscode/window';

/** What a `credential_process` prints while it is waited for: one notification for each run, for as long as it runs. */
export class ProgramNotifications {
  readonly #shown = new WeakMap<AbortSignal, ReportProgress>();

  show({ profile, text, ended }: ProgramWait): void {
    const progress = this.#shown.get(ended);
    if (progress !== undefined) {
      progress.report({ message: text });
    } else if (!ended.aborted) {
      const title = l10n.t('Waiting for credential_process of {0}', profile);
      // Not awaited: it goes with the program.
      void showRunning(title, shown => {
        this.#shown.set(ended, shown);
        shown.report({ message: text });
        return new Promise<void>(resolve => ended.addEventListener('abort', () => resolve(), { once: true }));
      });
    }
  }
}
