import { l10n, Uri, window, workspace } from 'vscode';
import type { JsonObject, JsonValue } from '../../core/model/json';
import { choiceOf } from '../../core/model/retentionChoice';
import type { Snapshot } from '../../core/model/snapshot';
import { sourceKey } from '../../core/model/target';
import { retryOf } from '../../core/operations/batch/retry';
import { sharedReads } from '../../core/operations/batch/sharedReads';
import { type CopyInput, copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { isNamed, type Reads } from '../../core/operations/reads';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { documentScheme } from '../commands/ids';
import { openSession } from '../commands/openSession';
import { UserError } from '../commands/userError';
import { withProgress } from '../vscode/progress';
import { assertChangesAllowed } from './confirmCopy';
import { type BatchDraft, copyManyWithPrompts } from './copyMany';
import type { CopyHost } from './runCopy';
import { copyManyAnswered } from './runMany';

export interface RetryHost extends CopyHost {
  readonly sessions: Sessions;
}

/**
 * Copies again what failed by a report: one that is given, or the document that shows it. All that guards a copy guards it
 * again; where names were taken, it asks for others.
 */
export async function retryFailed(host: RetryHost, given: unknown): Promise<unknown> {
  const report = await reportFrom(given);
  const { inputs: requests, needsNames } = retryOf(copyClusterSnapshot, report);
  if (requests.length === 0) {
    throw new UserError(l10n.t('Nothing in this report has failed, so there is nothing to try again.'));
  }
  assertChangesAllowed();
  const session = await sessionOf(host.sessions, report);
  if (!needsNames) {
    return copyManyAnswered(host, session, { requests });
  }
  const sources = await sourcesOf(session, requests);
  if (sources.length === 0) {
    throw new UserError(l10n.t('The sources of these copies are gone. Nothing was copied.'));
  }
  return copyManyWithPrompts(host, session, sources, retentionOf(requests));
}

/** What was answered, where all have the same: days that differ were made of a choice that the report does not have. */
function retentionOf([first, ...others]: readonly CopyInput[]): BatchDraft {
  return first === undefined ||
    others.some(
      ({ ManualSnapshotRetentionPeriod: retentionDays }) => retentionDays !== first.ManualSnapshotRetentionPeriod,
    )
    ? {}
    : { retention: { choice: choiceOf(first.ManualSnapshotRetentionPeriod), days: [] } };
}

/** A report belongs to one account in one Region, and to nothing else. */
async function sessionOf(sessions: Sessions, { Target: place }: JsonObject): Promise<Session> {
  await openSession(sessions);
  const { Credentials, Region, Account } = isObject(place) ? place : {};
  const session = sessions.all.find(
    ({ target }) => sourceKey(target.source) === Credentials && target.region === Region,
  );
  const account = (await session?.identity)?.account;
  if (session === undefined || (Account !== undefined && account !== undefined && account !== Account)) {
    const whose = [Credentials, Region, Account].filter(part => typeof part === 'string').join(' · ');
    throw new UserError(
      l10n.t('This report belongs to {0}. Choose that profile, then try again. Nothing was copied.', whose),
      { steps: ['chooseProfile'] },
    );
  }
  return session;
}

/** The sources that are still there: their names are made of what they show. */
function sourcesOf({ gateway, ended }: Session, requests: readonly CopyInput[]): Promise<readonly Snapshot[]> {
  return withProgress(l10n.t('Reading the sources'), async cancelled => {
    const signal = AbortSignal.any([cancelled, ended]);
    const reads = sharedReads(gateway, { operation: copyClusterSnapshot, inputs: requests, signal });
    const found = await Promise.all(requests.map(request => sourceOf(reads, request, signal)));
    return found.filter(source => source !== undefined);
  });
}

async function sourceOf(reads: Reads, request: CopyInput, signal: AbortSignal): Promise<Snapshot | undefined> {
  const name = { identifier: request.SourceSnapshotIdentifier, cluster: request.SourceSnapshotClusterIdentifier };
  return (await reads.named(name, signal)).find(candidate => isNamed(candidate, name));
}

async function reportFrom(given: unknown): Promise<JsonObject> {
  if (isObject(given) && !(given instanceof Uri)) {
    return given;
  }
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  const report = uri?.scheme === documentScheme ? parsed((await workspace.openTextDocument(uri)).getText()) : undefined;
  if (!isObject(report) || !('Copies' in report)) {
    throw new UserError(l10n.t('Open the report on many copies first.'));
  }
  return report;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
