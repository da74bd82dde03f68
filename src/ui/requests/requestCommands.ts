import { l10n, type TextDocument, Uri, window, workspace } from 'vscode';
import type { JsonValue } from '../../core/model/json';
import { type CopyInput, copyClusterSnapshot } from '../../core/operations/copyClusterSnapshot';
import { areArguments, checkArguments } from '../../core/operations/input';
import { clustersOf, isWarning } from '../../core/requests/checkWithService';
import { type RequestReading, type RequestValues, readRequest } from '../../core/requests/readRequest';
import { isHarmless } from '../../core/requests/requestFault';
import { requestFor } from '../../core/requests/skeleton';
import type { Session } from '../../core/session/session';
import { operationCall } from '../../core/snippets/apiCall';
import type { CommandTable } from '../commands/commandTable';
import { commandIds } from '../commands/ids';
import { isNode } from '../commands/nodeArguments';
import { UserError } from '../commands/userError';
import { pick } from '../input/prompt';
import type { Runner } from '../operations/runner';
import { argumentFaultText } from '../text/faultText';
import { identityText, targetText } from '../text/targetText';
import { showStatus, showWarning } from '../vscode/window';
import { type PreviewHost, previewResponse } from './previewResponse';
import { isRequest, openNewRequest, rangeOf } from './requestDocuments';
import { requestFaultText, serviceFaultText } from './requestFaultText';
import type { RequestFeatures } from './requestFeatures';
import { isKnownIn, type SessionHost, sessionFor } from './sessionFor';

export interface RequestHost extends SessionHost, PreviewHost {
  readonly runner: Pick<Runner, 'run'>;
}

/** Commands about request documents; `features` are those of their editors. */
export function requestCommands(host: RequestHost, features: RequestFeatures): CommandTable {
  return {
    [commandIds.newCopyRequest]: {
      run: async given => {
        await openNewRequest(newRequest(host, given));
      },
      asksNothing: given => areArguments(copyClusterSnapshot, given),
    },
    [commandIds.checkRequest]: { run: async given => check(host, features, await givenDocument(given)) },
    [commandIds.runRequest]: { run: async given => run(host, await givenDocument(given)) },
    [commandIds.showRequestAsCli]: {
      run: async given => {
        const { request } = await readComplete(await givenDocument(given));
        const session = await sessionFor(host);
        await (session &&
          features.texts.open(
            operationCall('CopyClusterSnapshot', request, session.target),
            request.TargetSnapshotIdentifier,
          ));
      },
    },
    [commandIds.previewResponse]: {
      run: async given => {
        const session = await sessionFor(host, given);
        await (session && previewResponse(host, session, given));
      },
    },
  };
}

/** From arguments, from a row, or an example to be changed. */
function newRequest({ view }: SessionHost, given: unknown): CopyInput {
  if (areArguments(copyClusterSnapshot, given)) {
    const checked = checkArguments(copyClusterSnapshot, given);
    if (!checked.ok) {
      throw new UserError(argumentFaultText(copyClusterSnapshot, checked.reason));
    }
    return checked.value;
  }
  return isNode(given, 'snapshot') ? requestFor(given.snapshot, isKnownIn(view.ownerOf(given))) : requestFor();
}

/** Says the first of what is wrong, at its place, or that it can be sent. */
async function check(host: SessionHost, features: RequestFeatures, document: TextDocument): Promise<void> {
  const { request, reading } = await readComplete(document);
  const session = await sessionFor(host);
  if (session === undefined) {
    return;
  }
  const findings = await features.diagnostics.check(document, session);
  const found = findings.find(finding => !isWarning(finding)) ?? findings[0];
  if (found !== undefined) {
    await select(document, reading, found.member);
    const text = serviceFaultText(found.fault, session.target);
    if (!isWarning(found)) {
      throw new UserError(`${text} ${l10n.t('Nothing was copied.')}`);
    }
    // Not awaited: it is told, not asked.
    void showWarning(text);
    return;
  }
  const where = targetText(session.target);
  showStatus(l10n.t('{0}: this request can be sent to {1}', request.TargetSnapshotIdentifier, where), 8000, 'check');
}

/** The same as "Copy to Manual Snapshot…" does once all is answered. */
async function run(host: RequestHost, document: TextDocument): Promise<JsonValue | undefined> {
  const { request } = await readComplete(document);
  const session = await sessionFor(host);
  const clusterIdentifier = request.SourceSnapshotClusterIdentifier ?? (session && (await clusterOf(session, request)));
  if (session === undefined || clusterIdentifier === undefined) {
    return undefined;
  }
  const input = { ...request, SourceSnapshotClusterIdentifier: clusterIdentifier };
  const [row] = (await host.runner.run(copyClusterSnapshot, session, [input])) ?? [];
  return row?.['Response'];
}

/** Files for the AWS CLI may leave it out; the service finds it by the snapshot, and so do we. */
async function clusterOf(
  session: Session,
  { SourceSnapshotIdentifier: sourceIdentifier }: RequestValues,
): Promise<string | undefined> {
  const { gateway, target, ended: signal } = session;
  const clusters = await clustersOf(gateway, sourceIdentifier, signal);
  const [only, ...others] = clusters;
  if (only === undefined) {
    throw new UserError(`${serviceFaultText({ kind: 'sourceGone' }, target)} ${l10n.t('Nothing was copied.')}`, {
      steps: ['refresh'],
    });
  }
  if (others.length === 0) {
    return only;
  }
  const answer = await pick({
    ...{ title: l10n.t('Copy {0} · {1}', sourceIdentifier, await identityText(session)), signal },
    ...{ step: 1, steps: 1, canGoBack: false },
    placeholder: l10n.t('Cluster of the snapshot'),
    items: clusters.map(cluster => ({ label: cluster, cluster })),
  });
  return typeof answer === 'object' ? answer.value.cluster : undefined;
}

interface Complete {
  readonly reading: RequestReading;
  readonly request: RequestValues;
}

/** The request, or the first of what forbids to send it, selected and said. */
async function readComplete(document: TextDocument): Promise<Complete> {
  const reading = readRequest(document.getText());
  const { request } = reading;
  if (request !== undefined) {
    return { reading, request };
  }
  const blocking = reading.findings.find(finding => !isHarmless(finding)) ?? reading.findings[0];
  if (blocking === undefined) {
    throw new UserError(l10n.t('This is not a request.'));
  }
  const range = rangeOf(document, blocking.place);
  await window.showTextDocument(document, { selection: range });
  const text = requestFaultText(blocking.fault);
  throw new UserError(l10n.t('Line {0}: {1} Nothing was copied.', range.start.line + 1, text));
}

async function select(
  document: TextDocument,
  { values }: RequestReading,
  member: Parameters<RequestReading['values']['get']>[0],
): Promise<void> {
  const place = values.get(member);
  if (place !== undefined) {
    await window.showTextDocument(document, { selection: rangeOf(document, place) });
  }
}

/** The document of the lens, of a file that is named, or the active one. */
async function givenDocument(given: unknown): Promise<TextDocument> {
  if (given instanceof Uri) {
    return workspace.openTextDocument(given);
  }
  const document = window.activeTextEditor?.document;
  if (document === undefined || !isRequest(document)) {
    throw new UserError(l10n.t('Open a request first: a file whose name ends with {0}.', '.redshift-copy.json'));
  }
  return document;
}
