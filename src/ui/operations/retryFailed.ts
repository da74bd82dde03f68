import { l10n, Uri, window, workspace } from 'vscode';
import type { OperationInput } from '../../core/model/gateway';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/model/json';
import { choiceOf } from '../../core/model/retentionChoice';
import type { Snapshot } from '../../core/model/snapshot';
import { sourceKey } from '../../core/model/target';
import { isOperationName, operations } from '../../core/operations/all';
import { retryOf } from '../../core/operations/batch/retry';
import { sharedReads } from '../../core/operations/batch/sharedReads';
import { answersOf, rowOfInput } from '../../core/operations/input';
import type { Operation } from '../../core/operations/operation';
import { isNamed } from '../../core/operations/reads';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { documentScheme } from '../commands/ids';
import { openSession } from '../commands/openSession';
import { UserError } from '../commands/userError';
import { nothingText } from '../text/operationWords';
import { withProgress } from '../vscode/progress';
import type { Draft } from './askInputs';
import { assertChangesAllowed } from './guard';
import type { Runner } from './runner';

export interface RetryHost {
  readonly runner: Pick<Runner, 'run' | 'runWithPrompts'>;
  readonly sessions: Sessions;
}

/**
 * Does again what failed by a report: one that is given, or the document that shows it. All that guards the operation guards
 * it again; where names were taken, it asks for others.
 */
export async function retryFailed({ runner, sessions }: RetryHost, given: unknown): Promise<unknown> {
  const { report, operation } = await reportFrom(given);
  const { inputs, needsNames } = retryOf(operation, report);
  if (inputs.length === 0) {
    throw new UserError(l10n.t('Nothing in this report has failed, so there is nothing to try again.'));
  }
  assertChangesAllowed(operation);
  const session = await sessionOf(sessions, report, operation);
  if (!needsNames) {
    return runner.run(operation, session, inputs);
  }
  const rows = await rowsOf(session, operation, inputs);
  if (rows.length === 0) {
    throw new UserError(l10n.t('The sources are gone. {0}', nothingText(operation.name)));
  }
  return runner.runWithPrompts(operation, session, { rows, ...retentionOf(operation, inputs) }, { areUnseen: true });
}

/** What was answered, where all have the same: days that differ were made of a choice that the report does not have. */
function retentionOf(operation: Operation, inputs: readonly OperationInput[]): Draft {
  const [days, ...others] = new Set(inputs.map(input => answersOf(operation, input).days));
  return days === undefined || others.length > 0 ? {} : { retention: { choice: choiceOf(days), days: [] } };
}

/** A report belongs to one account in one Region, and to nothing else. */
async function sessionOf(sessions: Sessions, { Target: place }: JsonObject, { name }: Operation): Promise<Session> {
  await openSession(sessions);
  const { Credentials, Region, Account } = isJsonObject(place) ? place : {};
  const session = sessions.all.find(
    ({ target }) => sourceKey(target.source) === Credentials && target.region === Region,
  );
  const account = (await session?.identity)?.account;
  if (session === undefined || (Account !== undefined && account !== undefined && account !== Account)) {
    const whose = [Credentials, Region, Account].filter(part => typeof part === 'string').join(' · ');
    const text = l10n.t('This report belongs to {0}. Choose that profile, then try again.', whose);
    throw new UserError(`${text} ${nothingText(name)}`, { steps: ['chooseProfile'] });
  }
  return session;
}

/** The sources that are still there: names are made of what they show. */
function rowsOf(
  { gateway, ended }: Session,
  operation: Operation,
  inputs: readonly OperationInput[],
): Promise<readonly Snapshot[]> {
  return withProgress(l10n.t('Reading the sources'), async cancelled => {
    const signal = AbortSignal.any([cancelled, ended]);
    const reads = sharedReads(gateway, { operation, inputs, signal });
    const found = await Promise.all(
      inputs.map(async input => {
        const name = operation.source?.(input);
        return name === undefined
          ? rowOfInput(operation, input, gateway)
          : (await reads.named(name, signal)).find(candidate => isNamed(candidate, name));
      }),
    );
    return found.filter(source => source !== undefined);
  });
}

async function reportFrom(given: unknown): Promise<{ readonly report: JsonObject; readonly operation: Operation }> {
  const report = given instanceof Uri || given === undefined ? await openReport(given) : given;
  const name = isPlain(report) ? report['Operation'] : undefined;
  if (!isPlain(report) || !isOperationName(name)) {
    throw new UserError(l10n.t('Open a report first.'));
  }
  return { report, operation: operations[name] };
}

/** The document that a menu names, or the active one. */
async function openReport(given: Uri | undefined): Promise<JsonValue | undefined> {
  const uri = given ?? window.activeTextEditor?.document.uri;
  if (uri?.scheme !== documentScheme) {
    return undefined;
  }
  try {
    return JSON.parse((await workspace.openTextDocument(uri)).getText());
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
