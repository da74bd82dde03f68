import { l10n } from 'vscode';
import type { Tracker } from '../../core/activity/tracker';
import type { Checked } from '../../core/model/checked';
import type { JsonObject } from '../../core/model/json';
import { problemOf } from '../../core/model/problem';
import type { Snapshot } from '../../core/model/snapshot';
import { type CheckedOperation, check } from '../../core/operations/check';
import { type CopyInput, copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { readsOf } from '../../core/operations/reads';
import type { Refusal } from '../../core/operations/refusal';
import { type Ended, type Outcome, run } from '../../core/operations/run';
import type { Session } from '../../core/session/session';
import type { Documents } from '../documents/documents';
import { outcomeText } from '../text/outcomeText';
import { retentionWarning } from '../text/retentionText';
import { identityText } from '../text/targetText';
import { withProgress } from '../vscode/progress';
import { showInformation, showStatus, showWarning } from '../vscode/window';
import { assertChangesAllowed, assertStillOpen, confirmationsWanted, confirmCopies } from './confirmCopy';
import { copyOf } from './copyCall';
import { copyFailure } from './copyFailure';

export interface CopyHost {
  readonly tracker: Pick<Tracker, 'begin'>;
  readonly documents: Pick<Documents, 'openAnswer' | 'openReport'>;
  /** Shows the copy in the tree, without taking the focus. */
  readonly reveal: (session: Session, copy: Snapshot) => Promise<void>;
  /** For what goes on after a command has ended. */
  readonly logError: (error: unknown) => void;
}

/** A copy for which all is answered. */
export interface AnsweredCopy {
  readonly request: CopyInput;
  /** Asks again, when it fails, with what was answered. */
  readonly retry: () => unknown;
  /** How many manual snapshots there are, where that is known. */
  readonly manualSnapshots?: number | undefined;
  /** The checks, where they were made while something was asked. */
  readonly checked?: CheckedOperation | undefined;
}

/** Confirms where the user wants that, by what is there right now; copies, and opens the answer. */
export async function copyAnswered(
  host: CopyHost,
  session: Session,
  copy: AnsweredCopy,
): Promise<JsonObject | undefined> {
  assertChangesAllowed();
  const wanted = await confirmationsWanted(session);
  if (wanted === undefined) {
    return copyAndShow(host, session, copy);
  }
  const { request, retry, manualSnapshots } = copy;
  const checked = await checkWithProgress(session, request);
  assertStillOpen(session);
  if (checked === undefined) {
    tellCancelled();
    return undefined;
  }
  if (!checked.ok) {
    throw copyFailure({ kind: 'refused', refusal: checked.reason }, { request, session }, retry);
  }
  const { before: source } = checked.value;
  const title = await copyTitle(session, request.SourceSnapshotIdentifier);
  const confirmed = await confirmCopies(session, [{ request, source }], { wanted, title, manualSnapshots });
  return confirmed ? copyAndShow(host, session, { ...copy, checked: checked.value }) : undefined;
}

/** Copies and opens the answer; undefined when the user has cancelled it. */
export async function copyAndShow(
  host: CopyHost,
  session: Session,
  { request, retry, checked }: AnsweredCopy,
): Promise<JsonObject | undefined> {
  // The setting may be another one since the user was asked.
  assertChangesAllowed();
  assertStillOpen(session);
  const { target } = session;
  const tracked = session.carryThrough(copyWithProgress(host.tracker, session, request, checked));
  // What the user waits for comes first.
  const shown = showAnswer(host.documents, session, request, responseOf(tracked));
  const { outcome, saved } = await tracked;
  if (outcome.kind === 'cancelled') {
    tellCancelled();
    return undefined;
  }
  if (outcome.kind !== 'done') {
    throw copyFailure(outcome, { request, session }, retry);
  }
  await shown;
  // The row may need whole listings: nobody waits for it.
  void host.reveal(session, outcome.snapshot).catch(host.logError);
  await saved;
  if (outcome.recovered) {
    // Not awaited: it is told, not asked.
    void showInformation(outcomeText(outcome, copyOf(request), target));
  }
  return withWarning(outcome.response, retentionWarning(copyOf(request, outcome.before), outcome.snapshot));
}

/** For who asked without prompts. */
function withWarning(response: JsonObject, warning: string | undefined): JsonObject {
  return warning === undefined ? response : { ...response, Warning: warning };
}

/** Names what is copied, and where: a prompt that changes something says whose. */
export async function copyTitle(session: Session, source?: string): Promise<string> {
  const where = await identityText(session);
  return source === undefined
    ? l10n.t('Copy to Manual Snapshot · {0}', where)
    : l10n.t('Copy {0} · {1}', source, where);
}

export function tellCancelled(): void {
  showStatus(l10n.t('Canceled. Nothing was copied.'), 8000);
}

/** Undefined where none comes; why is told by whoever awaits the copy itself. */
function responseOf(tracked: Promise<Ended>): Promise<JsonObject | undefined> {
  return tracked.then(
    ({ outcome }) => (outcome.kind === 'done' ? outcome.response : undefined),
    () => undefined,
  );
}

/** What was copied stays copied and is shown, even if another profile has been chosen meanwhile. */
async function showAnswer(
  documents: CopyHost['documents'],
  session: Session,
  request: CopyInput,
  response: Promise<JsonObject | undefined>,
): Promise<void> {
  const {
    SourceSnapshotClusterIdentifier: cluster,
    SourceSnapshotIdentifier: snapshot,
    TargetSnapshotIdentifier: copy,
  } = request;
  try {
    await documents.openAnswer({ kind: 'copy', cluster, snapshot, copy, time: Date.now() }, session, response);
  } catch (error) {
    // Not awaited, and no error of the copy: that was made.
    void showWarning(l10n.t('{0} was made, but cannot be shown: {1}', request.TargetSnapshotIdentifier, String(error)));
  }
}

/** Undefined: cancelled. */
async function checkWithProgress(
  { gateway, ended }: Session,
  request: CopyInput,
): Promise<Checked<CheckedOperation, Refusal> | undefined> {
  return withProgress(l10n.t('Checking {0}', request.SourceSnapshotIdentifier), async cancelled => {
    const signal = AbortSignal.any([cancelled, ended]);
    const checked = await check(copyClusterSnapshot, readsOf(gateway), request, signal);
    return cancelled.aborted ? undefined : checked;
  });
}

async function copyWithProgress(
  tracker: CopyHost['tracker'],
  session: Session,
  request: CopyInput,
  checked: CheckedOperation | undefined,
): Promise<Ended> {
  const { gateway } = session;
  const { SourceSnapshotIdentifier: from, TargetSnapshotIdentifier: to } = request;
  return withProgress(l10n.t('Copying {0} to {1}', from, to), (signal, progress) => {
    const inDoubt = (): void =>
      progress.report({ message: l10n.t('no clear answer; checking whether the copy was made…') });
    const entry = tracker.begin(session, copyClusterSnapshot, request);
    return run({ operation: copyClusterSnapshot, gateway, input: request, signal, checked, entry, inDoubt }).catch(
      (error: unknown) => notWritten({ kind: 'failed', problem: problemOf(error) }),
    );
  });
}

/** It was never written down, so nothing is left to be. */
function notWritten(outcome: Outcome): Ended {
  return { outcome, saved: Promise.resolve() };
}
