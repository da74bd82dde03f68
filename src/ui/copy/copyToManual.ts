import { l10n, ProgressLocation, window } from 'vscode';
import type { Cluster } from '../../core/cluster';
import { checkCopyArguments } from '../../core/copy/copyArguments';
import { type CopyOutcome, copySnapshot } from '../../core/copy/copySnapshot';
import { TakenNames } from '../../core/copy/takenNames';
import type { CopyRequest } from '../../core/gateway';
import type { JsonObject } from '../../core/json';
import { stepsAfterCopy } from '../../core/nextStep';
import type { Tracker } from '../../core/operations/tracker';
import type { Session } from '../../core/session/session';
import type { Snapshot } from '../../core/snapshot';
import type { Target } from '../../core/target';
import type { Documents } from '../documents/documents';
import { askAll, type Step } from '../input/prompt';
import { copyArgumentFaultText } from '../text/faultText';
import { outcomeText } from '../text/outcomeText';
import { plainText } from '../text/plain';
import { targetText } from '../text/targetText';
import { UserError } from '../userError';
import { askRetention } from './askRetention';
import { askTarget } from './askTarget';
import { assertChangesAllowed, assertNoConfirmationNeeded, confirmCopy } from './confirmCopy';
import { pickCluster, pickCopyable } from './pickSnapshot';

export interface CopyHost {
  readonly tracker: Tracker;
  readonly documents: Documents;
  /** Shows the copy in the tree, without taking the focus. */
  readonly reveal: (session: Session, copy: Snapshot) => Promise<void>;
}

/** Asks for what is not known yet, copies, and opens the answer. Esc anywhere means that nothing has happened. */
export async function copyWithPrompts(
  host: CopyHost,
  session: Session,
  draft: CopyDraft,
): Promise<JsonObject | undefined> {
  assertChangesAllowed();
  const answers = await askAll(draft, stepsFor(session, draft));
  const request = answers && requestOf(answers);
  return request && copyRequest(host, session, request, answers.source);
}

/** What is left when everything is answered: confirms where the user wants that, copies, and opens the answer. */
export async function copyRequest(
  host: CopyHost,
  session: Session,
  request: CopyRequest,
  source?: Snapshot,
): Promise<JsonObject | undefined> {
  assertChangesAllowed();
  const options = { title: copyTitle(session.target, request.sourceIdentifier), signal: session.ended };
  return (await confirmCopy(session, request, source, options)) ? copyAndShow(host, session, request) : undefined;
}

/** Asks nothing: the arguments of the command, checked as the prompts check what is typed. */
export async function copyWithArguments(
  host: CopyHost,
  session: Session,
  given: Readonly<Record<string, unknown>>,
): Promise<JsonObject> {
  const request = checkCopyArguments(given);
  if (!request.ok) {
    throw new UserError(copyArgumentFaultText(request.reason));
  }
  assertChangesAllowed();
  await assertNoConfirmationNeeded(session);
  const response = await copyAndShow(host, session, request.value);
  if (response === undefined) {
    throw new UserError(l10n.t('Cancelled. Nothing was copied.'));
  }
  return response;
}

export interface CopyDraft {
  readonly cluster?: Cluster;
  readonly source?: Snapshot;
  readonly targetIdentifier?: string;
  readonly retentionDays?: number;
}

function stepsFor(session: Session, { source }: CopyDraft): readonly Step<CopyDraft>[] {
  const { target, ended: signal } = session;
  const names = new TakenNames(session.gateway, session.tree.knownManualSnapshots(), signal);
  const titleOf = (draft: CopyDraft): string => copyTitle(target, draft.source?.identifier);
  const askCluster: Step<CopyDraft> = async (draft, position) => {
    const answer = await pickCluster(session, { ...position, title: titleOf({}), signal });
    return typeof answer === 'object' ? { value: { ...draft, cluster: answer.value } } : answer;
  };
  const askSource: Step<CopyDraft> = async (draft, position) => {
    if (draft.cluster === undefined) {
      return undefined;
    }
    const answer = await pickCopyable(session, draft.cluster, { ...position, title: titleOf({}), signal });
    return typeof answer === 'object' ? { value: { cluster: draft.cluster, source: answer.value } } : answer;
  };
  const askName: Step<CopyDraft> = async (draft, position) => {
    if (draft.source === undefined) {
      return undefined;
    }
    const answer = await askTarget({
      ...position,
      title: titleOf(draft),
      signal,
      source: draft.source,
      names,
      target,
      ...(draft.targetIdentifier === undefined ? {} : { answered: draft.targetIdentifier }),
    });
    return typeof answer === 'object' ? { value: { ...draft, targetIdentifier: answer.value } } : answer;
  };
  const askDays: Step<CopyDraft> = async (draft, position) => {
    const answer = await askRetention({ ...position, title: titleOf(draft), signal }, draft.retentionDays);
    return typeof answer === 'object' ? { value: { ...draft, retentionDays: answer.value } } : answer;
  };
  return source === undefined ? [askCluster, askSource, askName, askDays] : [askName, askDays];
}

/** Names what is copied, and where: a prompt that changes something says whose. */
function copyTitle(target: Target, source: string | undefined): string {
  return source === undefined
    ? l10n.t('Copy to Manual Snapshot · {0}', targetText(target))
    : l10n.t('Copy {0} · {1}', source, targetText(target));
}

function requestOf({ source, targetIdentifier, retentionDays }: CopyDraft): CopyRequest | undefined {
  if (source === undefined || targetIdentifier === undefined || retentionDays === undefined) {
    return undefined;
  }
  return {
    clusterIdentifier: source.clusterIdentifier,
    sourceIdentifier: source.identifier,
    targetIdentifier,
    retentionDays,
  };
}

async function copyAndShow(host: CopyHost, session: Session, request: CopyRequest): Promise<JsonObject | undefined> {
  const outcome = await session.carryThrough(copyWithProgress(host.tracker, session, request));
  if (outcome.kind === 'cancelled') {
    return undefined;
  }
  if (outcome.kind !== 'copied') {
    throw failure(host, session, request, outcome);
  }
  const { target } = session;
  // What was copied stays copied and is shown, even if another profile has been chosen meanwhile; the row is not.
  const shown = await Promise.allSettled([
    host.documents.openAnswer(
      {
        kind: 'copy',
        cluster: request.clusterIdentifier,
        snapshot: request.sourceIdentifier,
        copy: outcome.snapshot.identifier,
        time: Date.now(),
      },
      session,
      outcome.response,
    ),
    host.reveal(session, outcome.snapshot),
  ]);
  const notShown = shown.find(result => result.status === 'rejected');
  if (notShown !== undefined) {
    // Not awaited, and no error of the copy: that was made.
    void window.showWarningMessage(
      l10n.t('{0} was made, but cannot be shown: {1}', request.targetIdentifier, plainText(String(notShown.reason))),
    );
  }
  if (outcome.recovered) {
    // Not awaited: it is told, not asked.
    void window.showInformationMessage(outcomeText(outcome, request, target));
  }
  return outcome.response;
}

async function copyWithProgress(tracker: Tracker, session: Session, request: CopyRequest): Promise<CopyOutcome> {
  const identity = await session.identity;
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('Copying {0} to {1}', request.sourceIdentifier, request.targetIdentifier),
      cancellable: true,
    },
    (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const inDoubt = (): void =>
        progress.report({ message: l10n.t('no clear answer, finding out whether the copy was made…') });
      return tracker.track(session, { request, identity }, beforeSending =>
        copySnapshot({
          ...{ gateway: session.gateway, request, signal: abort.signal, expected: identity },
          ...{ beforeSending, inDoubt },
        }),
      );
    },
  );
}

function failure(
  host: CopyHost,
  session: Session,
  request: CopyRequest,
  outcome: Exclude<CopyOutcome, { kind: 'copied' | 'cancelled' }>,
): UserError {
  const message = outcomeText(outcome, request, session.target);
  const cluster = request.clusterIdentifier;
  /** The same prompts again, with what was answered; nothing is lost. */
  const retry = (): Promise<JsonObject | undefined> => {
    const source: Snapshot = {
      identifier: request.sourceIdentifier,
      clusterIdentifier: request.clusterIdentifier,
      type: 'automated',
      status: 'available',
      encrypted: false,
    };
    return copyWithPrompts(host, session, { ...request, source });
  };
  switch (outcome.kind) {
    case 'refused': {
      const { refusal } = outcome;
      if (refusal.kind === 'checkFailed') {
        const { problem } = refusal;
        return new UserError(message, { steps: stepsAfterCopy(problem), problem, cluster, retry });
      }
      return new UserError(message, {
        steps: refusal.kind === 'targetTaken' ? ['chooseAnotherName'] : ['refresh'],
        retry,
      });
    }
    case 'failed': {
      const { problem } = outcome;
      return new UserError(message, { steps: stepsAfterCopy(problem), problem, cluster, retry });
    }
    case 'clash':
      return new UserError(message, { steps: ['chooseAnotherName'], retry });
    case 'unknown':
      return new UserError(message, { steps: ['refresh', 'showLog'] });
  }
}
