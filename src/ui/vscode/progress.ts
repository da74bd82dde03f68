import { within } from '../../core/model/wait';
import { type ProgressStep, type ReportProgress, showProgress } from './window';

/** ms after which it is said that something is going on. What is over sooner would only flash, and take the time to show it. */
const aMoment = 300;

/** Runs it, after a moment behind a progress notification; its "Cancel" aborts the signal. */
export async function withProgress<Value>(
  title: string,
  run: (signal: AbortSignal, progress: ReportProgress) => Promise<Value>,
): Promise<Value> {
  const abort = new AbortController();
  const progress = new LateProgress();
  const work = run(abort.signal, progress);
  const inTime = await within(
    aMoment,
    work.then(() => true),
  );
  return inTime
    ? work
    : showProgress(title, (shown, token) => {
        token.onCancellationRequested(() => abort.abort());
        progress.show(shown);
        return work;
      });
}

/** Keeps what is reported before it is shown. */
class LateProgress implements ReportProgress {
  #waiting: readonly ProgressStep[] = [];
  #shown: ReportProgress | undefined;

  report(step: ProgressStep): void {
    if (this.#shown === undefined) {
      this.#waiting = [...this.#waiting, step];
    } else {
      this.#shown.report(step);
    }
  }

  show(shown: ReportProgress): void {
    this.#shown = shown;
    for (const step of this.#waiting) {
      shown.report(step);
    }
  }
}
