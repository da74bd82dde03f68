import { DiagnosticSeverity, l10n, Selection, type TextDocument, Uri, window, workspace } from 'vscode';
import { fileName } from '../../core/documents/documentLink';
import type { OperationInput } from '../../core/model/gateway';
import type { JsonValue } from '../../core/model/json';
import { allOperations } from '../../core/operations/all';
import type { Operation } from '../../core/operations/operation';
import { clustersMeant, withCluster } from '../../core/requests/checkWithService';
import { readRequest } from '../../core/requests/readRequest';
import { requestFileEnd } from '../../core/requests/requestFile';
import type { Session } from '../../core/session/session';
import { operationCall } from '../../core/snippets/apiCall';
import type { CommandTable } from '../commands/commandTable';
import { commandIds, formerIds } from '../commands/ids';
import { UserError } from '../commands/userError';
import { pick } from '../input/prompt';
import type { Runner } from '../operations/runner';
import { count } from '../text/format';
import { nothingText } from '../text/operationWords';
import { serviceFaultText } from '../text/requestText';
import { identityText, targetText } from '../text/targetText';
import { showStatus, showWarning } from '../vscode/window';
import { newRequest } from './newRequest';
import { areOperationArguments } from './operationArguments';
import { type PreviewHost, previewResponse } from './previewResponse';
import { operationOf } from './requestDocuments';
import type { RequestFeatures } from './requestFeatures';
import { type SessionHost, sessionFor } from './sessionFor';

export interface RequestHost extends SessionHost, PreviewHost {
  readonly runner: Pick<Runner, 'run'>;
}

/** Commands about request documents; `features` are those of their editors. */
export function requestCommands(host: RequestHost, features: RequestFeatures): CommandTable {
  const newOne = {
    run: async (...given: readonly unknown[]) => void (await newRequest(host, given)),
    asksNothing: areOperationArguments,
  };
  return {
    [commandIds.newRequest]: newOne,
    [formerIds.newCopyRequest]: newOne,
    [commandIds.checkRequest]: { run: async given => check(host, features, await givenDocument(given)) },
    [commandIds.runRequest]: { run: async given => run(host, features, await givenDocument(given)) },
    [commandIds.showRequestAsCli]: { run: async given => showAsCli(host, features, await givenDocument(given)) },
    [commandIds.previewResponse]: {
      run: async given => {
        const session = await sessionFor(host, given);
        await (session && previewResponse(host, session, given));
      },
    },
  };
}

/** Says what is wrong, or that it can be sent. */
async function check(host: SessionHost, features: RequestFeatures, document: TextDocument): Promise<void> {
  const ready = await readyToSend(host, features, document);
  if (ready === undefined) {
    return;
  }
  const { operation, session, inputs, warnings } = ready;
  const [warning] = warnings;
  if (warning !== undefined) {
    // Not awaited: nobody has to answer it.
    void showWarning(warnings.length === 1 ? warning : l10n.t('{0} warnings; see Problems.', count(warnings.length)));
    return;
  }
  const [only, ...others] = inputs;
  const what =
    only !== undefined && others.length === 0
      ? operation.subject({ input: only }).identifier
      : l10n.t('{0} snapshots', count(inputs.length));
  showStatus(l10n.t('{0}: this request can be sent to {1}', what, targetText(session.target)), 8000, 'check');
}

/** The same as the operation's own command does once all is answered. Returns the answer, or what was done with each of a list. */
async function run(
  host: RequestHost,
  features: RequestFeatures,
  document: TextDocument,
): Promise<JsonValue | undefined> {
  const ready = await readyToSend(host, features, document);
  if (ready === undefined) {
    return undefined;
  }
  const { operation, session } = ready;
  const inputs: OperationInput[] = [];
  for (const input of ready.inputs) {
    const own = await withOwnCluster(session, operation, input);
    if (own === undefined) {
      return undefined;
    }
    inputs.push(own);
  }
  const rows = await host.runner.run(operation, session, inputs);
  return rows?.length === 1 ? rows[0]?.['Response'] : rows;
}

async function showAsCli(host: SessionHost, { texts }: RequestFeatures, document: TextDocument): Promise<void> {
  const operation = operationIn(document);
  const { inputs, findings } = readRequest(operation, document.getText());
  const session = inputs && (await sessionFor(host));
  if (inputs === undefined) {
    throw new UserError(
      l10n.t('{0} problems; see Problems. {1}', count(findings.length), l10n.t('There is no command for it.')),
    );
  }
  if (session !== undefined) {
    const { target } = session;
    const calls = inputs.map(input => operationCall(operation.name, input, target));
    const [first = {}] = inputs;
    await texts.open(calls, target, fileName(operation.subject({ input: first }).identifier));
  }
}

interface Ready {
  readonly operation: Operation;
  readonly session: Session;
  readonly inputs: readonly OperationInput[];
  readonly warnings: readonly string[];
}

/**
 * Checks all that can be known. What forbids to send it is marked in the document, the first selected, and thrown as a
 * UserError. Undefined: no Region was chosen.
 */
async function readyToSend(
  host: SessionHost,
  { diagnostics }: RequestFeatures,
  document: TextDocument,
): Promise<Ready | undefined> {
  const operation = operationIn(document);
  const { inputs } = readRequest(operation, document.getText());
  // What cannot be sent anywhere needs no Region: those that are open tell more.
  const session = inputs && (await sessionFor(host));
  if (inputs !== undefined && session === undefined) {
    return undefined;
  }
  const found = await diagnostics.check(document, operation, session);
  const errors = found.filter(({ severity }) => severity === DiagnosticSeverity.Error);
  const warnings = found.filter(({ severity }) => severity === DiagnosticSeverity.Warning);
  const [first] = errors.length > 0 ? errors : warnings;
  if (first !== undefined) {
    await window.showTextDocument(document, { selection: new Selection(first.range.start, first.range.end) });
  }
  if (first !== undefined && errors.length > 0) {
    const nothing = nothingText(operation.name);
    throw new UserError(
      errors.length === 1
        ? l10n.t('Line {0}: {1} {2}', first.range.start.line + 1, first.message, nothing)
        : l10n.t('{0} problems; see Problems. {1}', count(errors.length), nothing),
    );
  }
  return session && inputs && { operation, session, inputs, warnings: warnings.map(({ message }) => message) };
}

/** Files for the AWS CLI may leave it out; the service finds it by the snapshot, and so do we. Undefined: Esc. */
async function withOwnCluster(
  session: Session,
  operation: Operation,
  input: OperationInput,
): Promise<OperationInput | undefined> {
  const { gateway, target, ended: signal } = session;
  const clusters = await clustersMeant(gateway, operation, input, signal);
  if (clusters === undefined) {
    return input;
  }
  const [only, ...others] = clusters;
  if (only === undefined) {
    const text = serviceFaultText(operation, { kind: 'sourceGone' }, target);
    throw new UserError(`${text} ${nothingText(operation.name)}`, { steps: ['refresh'] });
  }
  if (others.length === 0) {
    return withCluster(operation, input, only);
  }
  const answer = await pick({
    ...{
      title: l10n.t('Copy {0} · {1}', operation.source?.(input).identifier ?? '', await identityText(session)),
      signal,
    },
    ...{ step: 1, steps: 1, canGoBack: false },
    placeholder: l10n.t('Cluster of the snapshot'),
    items: clusters.map(cluster => ({ label: cluster, cluster })),
  });
  return typeof answer === 'object' ? withCluster(operation, input, answer.value.cluster) : undefined;
}

function operationIn(document: TextDocument): Operation {
  const operation = operationOf(document);
  if (operation === undefined) {
    const ends = allOperations.map(requestFileEnd).join(', ');
    throw new UserError(l10n.t('Open a request first: a file whose name ends with {0}.', ends));
  }
  return operation;
}

/** The document of the lens, of a file that is named, or the active one. */
async function givenDocument(given: unknown): Promise<TextDocument> {
  const document = given instanceof Uri ? await workspace.openTextDocument(given) : window.activeTextEditor?.document;
  if (document === undefined) {
    throw new UserError(l10n.t('Open a request first.'));
  }
  return document;
}
