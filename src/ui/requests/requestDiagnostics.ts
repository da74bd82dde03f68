import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  extensions,
  l10n,
  languages,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { Operation } from '../../core/operations/operation';
import { checkWithService } from '../../core/requests/checkWithService';
import { Latest } from '../../core/requests/latest';
import { type RequestReading, readRequest } from '../../core/requests/readRequest';
import { isHarmless, isSaidByJsonService, type TextSpan } from '../../core/requests/requestFault';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { count } from '../text/format';
import { knownIdentity } from '../text/knownIdentity';
import { shortLine } from '../text/plain';
import { requestFaultText, serviceFaultText } from '../text/requestText';
import { callerText } from '../text/targetText';
import { DisposableStore } from '../vscode/disposables';
import { isProtectedTarget, isReadOnly, onSettingsChanged } from '../vscode/settings';
import { operationOf, rangeOf } from './requestDocuments';

/** ms without a change before the service is asked. */
const quietTime = 600;
/** So many calls of one document the service is asked about without having been told to: anybody may have written it. */
const mostUnasked = 100;
const source = 'Redshift Snapshots';
const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

interface Mark {
  /** Absent: of the whole request. */
  readonly span?: TextSpan;
  readonly text: string;
  readonly severity: keyof typeof severities;
}

/** What a session's service and the user's settings say of a request. */
interface Asked {
  readonly session: Session;
  readonly marks: readonly Mark[];
  /** What the request is about is not there, as far as known. */
  readonly isElsewhere: boolean;
}

/**
 * Marks what is wrong with request documents: what can be known of the text at once, what the service says when the text has
 * rested for a moment, and only of sessions that are open. Broken JSON is left to VS Code's JSON service.
 */
export class RequestDiagnostics implements Disposable {
  readonly #sessions: Sessions;
  readonly #store = new DisposableStore();
  readonly #collection = this.#store.add(languages.createDiagnosticCollection(source));
  readonly #latest = this.#store.add(new Latest(quietTime));
  /** The version of each document for which the service has been asked. */
  readonly #asked = new Map<string, number>();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    const update = (document: TextDocument): void => this.#update(document);
    this.#store.add(workspace.onDidOpenTextDocument(update));
    this.#store.add(workspace.onDidChangeTextDocument(({ document }) => update(document)));
    this.#store.add(workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)));
    // What the service has may be something else by now.
    this.#store.add(window.onDidChangeActiveTextEditor(editor => editor && this.#refresh(editor.document)));
    const updateAll = (): void => workspace.textDocuments.forEach(update);
    this.#store.add(sessions.onChanged(updateAll));
    this.#store.add(onSettingsChanged(updateAll));
    updateAll();
  }

  /**
   * Asks at once: this session, or of all that are open the one that is meant. Resolves with all that is wrong, also what the
   * diagnostics leave to others to say, in the order of the text.
   */
  check(document: TextDocument, operation: Operation, session?: Session): Promise<readonly Diagnostic[]> {
    return this.#check(document, operation, session === undefined ? this.#sessions.all : [session]);
  }

  /** `isAsked` false: nobody has asked for it, and the text may be a stranger's. */
  async #check(
    document: TextDocument,
    operation: Operation,
    sessions: readonly Session[],
    isAsked = true,
  ): Promise<readonly Diagnostic[]> {
    const reading = readRequest(operation, document.getText());
    const signal = this.#latest.begin(document.uri.toString());
    const calls = reading.items.length;
    const asked = await Promise.all(
      sessions.map(session =>
        isAsked || calls <= mostUnasked
          ? ask(session, isAsked, { operation, reading, signal })
          : { session, marks: [notAskedMark(calls)], isElsewhere: false },
      ),
    );
    // Of several Regions the one is meant that has what the request is about.
    const meant = asked.find(({ isElsewhere }) => !isElsewhere) ?? asked[0];
    if (!signal.aborted && !document.isClosed && (!meant || this.#sessions.isCurrent(meant.session))) {
      this.#collection.set(document.uri, diagnosticsOf(document, operation, reading, meant).own);
      this.#asked.set(document.uri.toString(), document.version);
    }
    return diagnosticsOf(document, operation, reading, meant).all;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #update(document: TextDocument): void {
    const operation = operationOf(document);
    if (operation === undefined) {
      return;
    }
    const reading = readRequest(operation, document.getText());
    this.#collection.set(document.uri, diagnosticsOf(document, operation, reading).own);
    this.#asked.delete(document.uri.toString());
    this.#askSoon(document, operation);
  }

  /** What is marked stays until the service has answered anew. */
  #refresh(document: TextDocument): void {
    const operation = operationOf(document);
    if (this.#asked.get(document.uri.toString()) !== document.version) {
      this.#update(document);
    } else if (operation !== undefined) {
      this.#askSoon(document, operation);
    }
  }

  #askSoon(document: TextDocument, operation: Operation): void {
    this.#latest.whenQuiet(document.uri.toString(), () => {
      if (!document.isClosed) {
        // On its own: what it finds is shown in the document; it never rejects.
        void this.#check(document, operation, this.#sessions.all, false);
      }
    });
  }

  #forget(uri: Uri): void {
    this.#latest.forget(uri.toString());
    this.#asked.delete(uri.toString());
    this.#collection.delete(uri);
  }
}

function notAskedMark(calls: number): Mark {
  const text = l10n.t('Redshift was not asked about these {0} requests. "Check" asks.', count(calls));
  return { text, severity: 'information' };
}

interface Asking {
  readonly operation: Operation;
  readonly reading: RequestReading;
  readonly signal: AbortSignal;
}

async function ask(session: Session, isAsked: boolean, { operation, reading, signal }: Asking): Promise<Asked> {
  const { target } = session;
  const gateway = isAsked ? session.gateway : session.gateway.withCredentialsAtHand();
  const findings = await checkWithService(gateway, { operation, items: reading.items }, signal);
  const identity = await knownIdentity(session);
  const guarded: readonly Mark[] = isProtectedTarget(target, identity)
    ? [
        {
          text: l10n.t('{0} is protected: you confirm before this is sent.', callerText(target, identity)),
          severity: 'information',
        },
      ]
    : [];
  const marks = findings.map(
    ({ fault, span, severity }): Mark => ({ span, severity, text: serviceFaultText(operation, fault, target) }),
  );
  const gone = ['sourceGone', 'manualGone', 'clusterGone', 'unchecked'];
  return {
    session,
    marks: [...guarded, ...marks],
    isElsewhere: findings.some(({ fault }) => gone.includes(fault.kind)),
  };
}

/** All that is wrong in the order of the text, and what of it is ours to say. */
function diagnosticsOf(
  document: TextDocument,
  operation: Operation,
  reading: RequestReading,
  asked?: Asked,
): { readonly all: readonly Diagnostic[]; readonly own: readonly Diagnostic[] } {
  const isLeft = hasJsonService(document);
  const whole = reading.items[0]?.span ?? { offset: 0, length: 1 };
  const readOnly: readonly Mark[] = isReadOnly()
    ? [{ text: l10n.t('Read-only mode is on: this is not sent.'), severity: 'error' }]
    : [];
  const others = [...readOnly, ...(asked?.marks ?? [])];
  const found = [
    ...reading.findings.map(finding => ({
      isOwn: !isLeft || !isSaidByJsonService(finding.fault),
      made: diagnostic(document, finding.span, {
        text: requestFaultText(operation, finding.fault),
        severity: isHarmless(finding) ? 'information' : 'error',
      }),
    })),
    ...others.map(mark => ({ isOwn: true, made: diagnostic(document, mark.span ?? whole, mark) })),
  ].toSorted((a, b) => a.made.range.start.compareTo(b.made.range.start));
  return {
    all: found.map(({ made }) => made),
    own: found.filter(({ isOwn }) => isOwn).map(({ made }) => made),
  };
}

function diagnostic(document: TextDocument, span: TextSpan, { text, severity }: Mark): Diagnostic {
  const made = new Diagnostic(rangeOf(document, span), shortLine(text), severities[severity]);
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
