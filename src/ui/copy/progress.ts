import { type Progress, ProgressLocation, window } from 'vscode';

export type ReportProgress = Progress<{ readonly message?: string; readonly increment?: number }>;

/** Runs it behind a progress notification; its "Cancel" aborts the signal. */
export async function withProgress<Value>(
  title: string,
  run: (signal: AbortSignal, progress: ReportProgress) => Promise<Value>,
): Promise<Value> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return run(abort.signal, progress);
    },
  );
}
