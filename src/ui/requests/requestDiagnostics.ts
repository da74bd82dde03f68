import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  extensions,
  languages,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { checkWithService, isWarning, type ServiceFinding } from '../../core/requests/checkWithService';
import { Latest } from '../../core/requests/latest';
import { type RequestReading, type RequestValues, readRequest } from '../../core/requests/readRequest';
import { isSaidByJsonService, type RequestFault, type RequestFinding } from '../../core/requests/requestFault';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { shortLine } from '../text/plain';
import { DisposableStore } from '../vscode/disposables';
import { isRequest, rangeOf } from './requestDocuments';
import { requestFaultText, serviceFaultText } from './requestFaultText';

/** ms without a change before the service is asked. */
const patience = 600;
const source = 'Redshift Snapshots';

/**
 * Marks what is wrong with request documents. What VS Code's JSON service says with the schema is left to it. Ours is the
 * letter case, numbers as the AWS CLI takes them, and what only the service knows: asked when the text has rested for a
 * moment, and only of a session that is open.
 */
export class RequestDiagnostics implements Disposable {
  readonly #sessions: Sessions;
  readonly #store = new DisposableStore();
  readonly #collection = this.#store.add(languages.createDiagnosticCollection(source));
  readonly #latest = this.#store.add(new Latest(patience));

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    const update = (document: TextDocument): void => this.#update(document);
    this.#store.add(workspace.onDidOpenTextDocument(update));
    this.#store.add(workspace.onDidChangeTextDocument(({ document }) => update(document)));
    this.#store.add(workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)));
    // What the service has may be something else by now.
    this.#store.add(window.onDidChangeActiveTextEditor(editor => editor && update(editor.document)));
    const updateAll = (): void => workspace.textDocuments.forEach(update);
    this.#store.add(sessions.onChanged(updateAll));
    updateAll();
  }

  /** Asks at once. Resolves with what was found, also where the diagnostics leave it to others to say. */
  async check(document: TextDocument, session: Session): Promise<readonly ServiceFinding[]> {
    const reading = readRequest(document.getText());
    const signal = this.#latest.begin(document.uri.toString());
    const { request } = reading;
    const found = request ? await askOf(session, request, signal) : [];
    if (!signal.aborted) {
      this.#show(document, reading, found, session);
    }
    return found;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #update(document: TextDocument): void {
    if (!isRequest(document)) {
      return;
    }
    this.#show(document, readRequest(document.getText()), []);
    this.#latest.whenQuiet(document.uri.toString(), () => {
      if (!document.isClosed) {
        // On its own: what it finds is shown in the document; it never rejects.
        void this.#checkAnywhere(document);
      }
    });
  }

  /** Of several Regions the one is meant that has the source. */
  async #checkAnywhere(document: TextDocument): Promise<void> {
    const reading = readRequest(document.getText());
    const signal = this.#latest.begin(document.uri.toString());
    const { request } = reading;
    if (request === undefined) {
      return;
    }
    const asked = await Promise.all(
      this.#sessions.all.map(async session => ({ session, found: await askOf(session, request, signal) })),
    );
    const meant = asked.find(({ found }) => !found.some(isElsewhere)) ?? asked[0];
    if (meant !== undefined && !signal.aborted) {
      this.#show(document, reading, meant.found, meant.session);
    }
  }

  #forget(uri: Uri): void {
    this.#latest.forget(uri.toString());
    this.#collection.delete(uri);
  }

  #show(
    document: TextDocument,
    reading: RequestReading,
    found: readonly ServiceFinding[],
    session?: Session | undefined,
  ): void {
    if (document.isClosed || (session !== undefined && !this.#sessions.isCurrent(session))) {
      return;
    }
    const own = reading.findings.flatMap(finding => ownDiagnostic(document, finding));
    const asked =
      session === undefined ? [] : found.map(finding => askedDiagnostic(document, reading, finding, session));
    this.#collection.set(document.uri, [...own, ...asked]);
  }
}

async function askOf(
  { gateway }: Session,
  request: RequestValues,
  signal: AbortSignal,
): Promise<readonly ServiceFinding[]> {
  return checkWithService(gateway, request, signal);
}

function isElsewhere({ fault, member }: ServiceFinding): boolean {
  return fault.kind === 'sourceGone' || (fault.kind === 'unchecked' && member === 'SourceSnapshotIdentifier');
}

function ownDiagnostic(document: TextDocument, { fault, place }: RequestFinding): readonly Diagnostic[] {
  const range = rangeOf(document, place);
  if (isSaidByJsonService(fault) && hasJsonService(document) && !isAllowedInJsonc(document, fault)) {
    return [];
  }
  const severity = fault.kind === 'lowerCased' ? DiagnosticSeverity.Information : DiagnosticSeverity.Error;
  return [diagnostic(range, requestFaultText(fault), severity)];
}

function askedDiagnostic(
  document: TextDocument,
  { values }: RequestReading,
  { fault, member }: ServiceFinding,
  { target }: Session,
): Diagnostic {
  const place = values.get(member) ?? values.get('SourceSnapshotIdentifier') ?? { offset: 0, length: 1 };
  const severity = severityOf({ fault, member });
  return diagnostic(rangeOf(document, place), serviceFaultText(fault, target), severity);
}

function severityOf(finding: ServiceFinding): DiagnosticSeverity {
  if (isWarning(finding)) {
    return DiagnosticSeverity.Warning;
  }
  return finding.fault.kind === 'unchecked' ? DiagnosticSeverity.Information : DiagnosticSeverity.Error;
}

function diagnostic(range: Diagnostic['range'], message: string, severity: DiagnosticSeverity): Diagnostic {
  const made = new Diagnostic(range, shortLine(message), severity);
  made.source = source;
  return made;
}

/** Whether VS Code's JSON service looks at the document with the schema. */
function hasJsonService({ languageId, uri }: TextDocument): boolean {
  return (
    ['json', 'jsonc'].includes(languageId) &&
    workspace.getConfiguration('json', uri).get('validate.enable', true) &&
    extensions.getExtension('vscode.json-language-features') !== undefined
  );
}

/** Where the user has called it JSON with Comments, the JSON service lets pass what the AWS CLI refuses. */
function isAllowedInJsonc({ languageId }: TextDocument, fault: RequestFault): boolean {
  return languageId === 'jsonc' && fault.kind === 'syntax' && fault.fault === 'comment';
}
