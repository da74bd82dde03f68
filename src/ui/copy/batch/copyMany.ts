import { l10n, ProgressLocation, window } from 'vscode';
import { type PlannedCopy, requestsOf } from '../../../core/copy/batch/plan';
import { reportOf, reportRow } from '../../../core/copy/batch/report';
import { type BatchResult, runBatch, toRetry } from '../../../core/copy/batch/runBatch';
import { type CopyOutcome, copySnapshot } from '../../../core/copy/copySnapshot';
import { TakenNames } from '../../../core/copy/takenNames';
import type { CopyRequest } from '../../../core/gateway';
import type { JsonObject } from '../../../core/json';
import type { Session } from '../../../core/session/session';
import type { Snapshot } from '../../../core/snapshot';
import { askAll, type Step } from '../../input/prompt';
import { count } from '../../text/format';
import { outcomeText } from '../../text/outcomeText';
import { targetText } from '../../text/targetText';
import { askRetention } from '../askRetention';
import { assertChangesAllowed } from '../confirmCopy';
import type { CopyHost } from '../copyToManual';
import { askTemplate } from './askTemplate';
import { confirmMany } from './confirmMany';

export interface BatchHost extends CopyHost {
  /** For what goes on after the command has ended. */
  readonly logError: (error: unknown) => void;
}

interface BatchDraft {
  readonly template?: string;
  readonly plan?: readonly PlannedCopy[];
  readonly retentionDays?: number;
}

/** Asks for one template and one retention period, then copies all. Esc anywhere means that nothing has happened. */
export async function copyManyWithPrompts(
  host: BatchHost,
  session: Session,
  sources: readonly Snapshot[],
): Promise<readonly JsonObject[] | undefined> {
  assertChangesAllowed();
  const title = l10n.t('Copy {0} Snapshots · {1}', count(sources.length), targetText(session.target));
  const answers = await askAll<BatchDraft>({}, stepsFor(session, sources, title));
  if (answers?.plan === undefined || answers.retentionDays === undefined) {
    return undefined;
  }
  const requests = requestsOf(answers.plan, answers.retentionDays);
  if (!(await confirmMany(session, requests, { title, signal: session.ended }))) {
    return undefined;
  }
  const results = await runAndReport(host, session, requests);
  // On its own: the command is over, the message may stay.
  void offerRetry(host, session, results).catch(host.logError);
  return rowsOf(results, session);
}

/** Copies these, asks nothing, and opens the report. */
export async function copyAll(
  host: BatchHost,
  session: Session,
  requests: readonly CopyRequest[],
): Promise<readonly JsonObject[]> {
  const results = await runAndReport(host, session, requests);
  return rowsOf(results, session).map((row, index) => {
    const outcome = results[index]?.outcome;
    return outcome?.kind === 'copied' ? { ...row, Response: outcome.response } : row;
  });
}

function stepsFor(session: Session, sources: readonly Snapshot[], title: string): readonly Step<BatchDraft>[] {
  const { target, ended: signal } = session;
  const names = new TakenNames(session.gateway, session.tree.knownManualSnapshots(), signal);
  return [
    async (draft, position) => {
      const answered = draft.template;
      const answer = await askTemplate({ ...position, title, signal, sources, names, target, answered });
      if (typeof answer !== 'object') {
        return answer;
      }
      const { text: template, plan } = answer.value;
      return { value: { ...draft, template, plan } };
    },
    async (draft, position) => {
      const answer = await askRetention({ ...position, title, signal }, draft.retentionDays);
      return typeof answer === 'object' ? { value: { ...draft, retentionDays: answer.value } } : answer;
    },
  ];
}

async function runAndReport(
  host: BatchHost,
  session: Session,
  requests: readonly CopyRequest[],
): Promise<readonly BatchResult[]> {
  const results = await session.carryThrough(runWithProgress(host, session, requests));
  const { target } = session;
  const place = { target, identity: await session.identity };
  await host.documents.openAnswer(
    { kind: 'batch', time: Date.now() },
    session,
    reportOf(results, rowsOf(results, session), place),
  );
  return results;
}

async function runWithProgress(
  host: BatchHost,
  session: Session,
  requests: readonly CopyRequest[],
): Promise<readonly BatchResult[]> {
  const title = l10n.t('Copying {0} snapshots', count(requests.length));
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return runBatch({
        requests,
        signal: abort.signal,
        copy: (request, signal) => copyOne(host, session, request, signal),
        progress: ended =>
          progress.report({ message: progressText(ended, requests.length), increment: 100 / requests.length }),
      });
    },
  );
}

async function copyOne(
  host: BatchHost,
  session: Session,
  request: CopyRequest,
  signal: AbortSignal,
): Promise<CopyOutcome> {
  const identity = await session.identity;
  const outcome = await host.tracker.track(session, { request, identity }, beforeSending =>
    copySnapshot({ gateway: session.gateway, request, signal, expected: identity, beforeSending }),
  );
  if (outcome.kind === 'copied' && !session.ended.aborted) {
    // Its row; nobody waits for it.
    void session.tree.add(outcome.snapshot).catch(host.logError);
  }
  return outcome;
}

/** `7 of 12, 1 failed` */
function progressText(ended: readonly BatchResult[], all: number): string {
  const failed = ended.filter(({ outcome }) => outcome.kind !== 'copied' && outcome.kind !== 'cancelled').length;
  const done = l10n.t('{0} of {1}', count(ended.length), count(all));
  return failed === 0 ? done : `${done}, ${l10n.t('{0} failed', count(failed))}`;
}

async function offerRetry(host: BatchHost, session: Session, results: readonly BatchResult[]): Promise<void> {
  const failed = toRetry(results);
  const copied = results.filter(({ outcome }) => outcome.kind === 'copied').length;
  const text = l10n.t('{0} of {1} snapshots were copied.', count(copied), count(results.length));
  if (copied === results.length) {
    await window.showInformationMessage(text);
    return;
  }
  const retry = l10n.t('Retry Failed');
  const why = l10n.t('The report says why the others were not.');
  const chosen = await window.showWarningMessage(`${text} ${why}`, ...(failed.length > 0 ? [retry] : []));
  if (chosen === retry && !session.ended.aborted) {
    await offerRetry(host, session, await runAndReport(host, session, failed));
  }
}

function rowsOf(results: readonly BatchResult[], { target }: Session): readonly JsonObject[] {
  return results.map(result => reportRow(result, outcomeText(result.outcome, result.request, target)));
}
