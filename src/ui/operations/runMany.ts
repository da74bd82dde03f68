import { commands, l10n } from 'vscode';
import type { JsonObject } from '../../core/model/json';
import { type BatchChecks, checkBatch } from '../../core/operations/batch/checkBatch';
import { reportOf, reportRow } from '../../core/operations/batch/report';
import { retryOf } from '../../core/operations/batch/retry';
import { type BatchResult, runBatch } from '../../core/operations/batch/runBatch';
import { sharedReads } from '../../core/operations/batch/sharedReads';
import { type CopyInput, copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { type Outcome, type RunOptions, run } from '../../core/operations/run';
import type { Session } from '../../core/session/session';
import { commandIds } from '../commands/ids';
import { count } from '../text/format';
import { outcomeText } from '../text/outcomeText';
import { retentionWarning } from '../text/retentionText';
import { identityText } from '../text/targetText';
import { withProgress } from '../vscode/progress';
import { showInformation, showWarning } from '../vscode/window';
import { assertChangesAllowed, assertStillOpen, confirmationsWanted, confirmCopies } from './confirmCopy';
import { copyOf } from './copyCall';
import { type CopyHost, tellCancelled } from './runCopy';
import type { AskedCopy } from './summary';

/** Many copies for which all is answered. */
export interface AnsweredCopies {
  readonly requests: readonly CopyInput[];
  /** How many manual snapshots there are, where that is known. */
  readonly manualSnapshots?: number | undefined;
}

/** Confirms where the user wants that, copies all, opens the report and tells how it went. Undefined: not confirmed. */
export async function copyManyAnswered(
  host: CopyHost,
  session: Session,
  { requests, manualSnapshots }: AnsweredCopies,
): Promise<readonly JsonObject[] | undefined> {
  assertChangesAllowed();
  const wanted = await confirmationsWanted(session);
  let checks: BatchChecks<CopyInput> | undefined;
  if (wanted !== undefined) {
    checks = await checkWithProgress(session, requests);
    assertStillOpen(session);
    if (checks === undefined) {
      tellCancelled();
      return undefined;
    }
    const title = await copyManyTitle(session, requests.length);
    const copies = copiesToSend(checks);
    // What cannot be sent is told by the report.
    if (copies.length > 0 && !(await confirmCopies(session, copies, { wanted, title, manualSnapshots }))) {
      return undefined;
    }
  }
  const { results, report } = await runAndReport(host, session, requests, checks);
  // On its own: the command is over, the message may stay.
  void tellResults(results, report).catch(host.logError);
  return rowsOf(results, session);
}

/** Copies these, asks nothing, and opens the report. */
export async function copyAll(
  host: CopyHost,
  session: Session,
  requests: readonly CopyInput[],
): Promise<readonly JsonObject[]> {
  const { results } = await runAndReport(host, session, requests);
  return rowsOf(results, session).map((row, index) => {
    const outcome = results[index]?.outcome;
    return outcome?.kind === 'done' ? { ...row, Response: outcome.response } : row;
  });
}

export async function copyManyTitle(session: Session, copies: number): Promise<string> {
  return l10n.t('Copy {0} Snapshots · {1}', count(copies), await identityText(session));
}

function copiesToSend(checks: BatchChecks<CopyInput>): readonly AskedCopy[] {
  return [...checks].flatMap(([request, checked]) => (checked.ok ? [{ request, source: checked.value.before }] : []));
}

/** Undefined: cancelled. */
async function checkWithProgress(
  { gateway, ended }: Session,
  requests: readonly CopyInput[],
): Promise<BatchChecks<CopyInput> | undefined> {
  return withProgress(l10n.t('Checking {0} snapshots', count(requests.length)), async cancelled => {
    const signal = AbortSignal.any([cancelled, ended]);
    const checks = await checkBatch({ gateway, operation: copyClusterSnapshot, inputs: requests, signal });
    return cancelled.aborted ? undefined : checks;
  });
}

interface Reported {
  readonly results: readonly BatchResult<CopyInput>[];
  readonly report: JsonObject;
}

async function runAndReport(
  host: CopyHost,
  session: Session,
  requests: readonly CopyInput[],
  checks?: BatchChecks<CopyInput>,
): Promise<Reported> {
  // The setting may be another one since the user was asked.
  assertChangesAllowed();
  assertStillOpen(session);
  const results = await session.carryThrough(runWithProgress(host, session, requests, checks));
  const { target } = session;
  const place = { target, identity: await session.identity };
  const report = reportOf(copyClusterSnapshot, results, rowsOf(results, session), place);
  await host.documents.openReport({ kind: 'batch', time: Date.now() }, session, report);
  return { results, report };
}

async function runWithProgress(
  host: CopyHost,
  session: Session,
  requests: readonly CopyInput[],
  checks: BatchChecks<CopyInput> | undefined,
): Promise<readonly BatchResult<CopyInput>[]> {
  const { gateway } = session;
  return withProgress(l10n.t('Copying {0} snapshots', count(requests.length)), (signal, progress) => {
    const reads = sharedReads(gateway, { operation: copyClusterSnapshot, inputs: requests, signal });
    return runBatch({
      inputs: requests,
      signal,
      run: async (request, own) => {
        const checked = checks?.get(request);
        return checked?.ok === false
          ? { kind: 'refused', refusal: checked.reason }
          : copyOne(host, session, { gateway, input: request, signal: own, reads, checked: checked?.value });
      },
      progress: ended =>
        progress.report({ message: progressText(ended, requests.length), increment: 100 / requests.length }),
    });
  });
}

type CopyOptions = Omit<RunOptions<CopyInput>, 'operation' | 'entry'>;

async function copyOne(host: CopyHost, session: Session, options: CopyOptions): Promise<Outcome> {
  // Nobody waits until the outcome is written down: the next one is sent meanwhile.
  const { outcome } = await run({
    ...options,
    operation: copyClusterSnapshot,
    entry: host.tracker.begin(session, copyClusterSnapshot, options.input),
  });
  if (outcome.kind === 'done' && !session.ended.aborted) {
    // Its row; nobody waits for it.
    void session.tree.add(outcome.snapshot).catch(host.logError);
  }
  return outcome;
}

/** `7 of 12, 1 failed` */
function progressText(ended: readonly BatchResult<CopyInput>[], all: number): string {
  const failed = ended.filter(({ outcome }) => outcome.kind !== 'done' && outcome.kind !== 'cancelled').length;
  const done = l10n.t('{0} of {1}', count(ended.length), count(all));
  return failed === 0 ? done : `${done}, ${l10n.t('{0} failed', count(failed))}`;
}

/** What failed can be tried again from here, as from the report itself. */
async function tellResults(results: readonly BatchResult<CopyInput>[], report: JsonObject): Promise<void> {
  const text = resultText(results);
  if (results.every(({ outcome }) => outcome.kind === 'done')) {
    await showInformation(text);
    return;
  }
  const retry = l10n.t('Retry Failed');
  const canRetry = retryOf(copyClusterSnapshot, report).inputs.length > 0;
  const why = l10n.t('The report says why the others were not.');
  const chosen = await showWarning(`${text} ${why}`, ...(canRetry ? [retry] : []));
  if (chosen === retry) {
    await commands.executeCommand(commandIds.retryFailed, report);
  }
}

function resultText(results: readonly BatchResult<CopyInput>[]): string {
  const copied = results.filter(({ outcome }) => outcome.kind === 'done').length;
  return results.length === 1
    ? copied === 1
      ? l10n.t('The snapshot was copied.')
      : l10n.t('The snapshot was not copied.')
    : l10n.t('{0} of {1} snapshots were copied.', count(copied), count(results.length));
}

function rowsOf(results: readonly BatchResult<CopyInput>[], { target }: Session): readonly JsonObject[] {
  return results.map(result => {
    const { outcome, input: request } = result;
    const row = reportRow(copyClusterSnapshot, result, outcomeText(outcome, copyOf(request), target));
    const warning = outcome.kind === 'done' && retentionWarning(copyOf(request, outcome.before), outcome.snapshot);
    return warning ? { ...row, Warning: warning } : row;
  });
}
