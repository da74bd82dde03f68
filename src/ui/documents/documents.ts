import { commands, l10n, Uri, ViewColumn } from 'vscode';
import type { ReadAgain } from '../../core/activity/readAgain';
import { recordDocument } from '../../core/activity/recordDocument';
import {
  type DocumentLink,
  type DocumentOwner,
  type DocumentSubject,
  decodeDocumentLink,
  documentName,
  encodeDocumentLink,
  fileName,
  type SeveralOf,
} from '../../core/documents/documentLink';
import { type AnswerLink, isAnswer, type KeptAnswers } from '../../core/documents/keptAnswers';
import type { RedshiftGateway } from '../../core/model/gateway';
import type { JsonObject, JsonValue } from '../../core/model/json';
import { problemOf } from '../../core/model/problem';
import { type CallerIdentity, samePrincipal, targetKey } from '../../core/model/target';
import { subjectOf } from '../../core/operations/all';
import type { OperationRecord } from '../../core/operations/record';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { documentScheme } from '../commands/ids';
import { knownIdentity } from '../text/knownIdentity';
import { problemText, serviceWords } from '../text/problemText';
import { callerText, targetText } from '../text/targetText';
import { type Description, describe } from './describe';
import type { DocumentFiles, DocumentText } from './documentFiles';

export interface DocumentsOptions {
  /** Where they are put. */
  readonly files: DocumentFiles;
  readonly sessions: Pick<Sessions, 'state' | 'start' | 'all' | 'isCurrent'>;
  readonly answers: KeptAnswers;
  readonly operations: () => Promise<readonly OperationRecord[]>;
  /** An answer could not be kept. */
  readonly failed: (error: unknown) => void;
}

/** Read-only JSON documents, one URI for one thing. Descriptions are asked for anew; the answer to an operation is kept. */
export class Documents {
  readonly #options: DocumentsOptions;
  #opening: Promise<void> = Promise.resolve();

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  /** Opens what the service describes now, or brings the open document up to date. Rejects with a ProblemError. */
  async openDescription(subject: Description, session: Session): Promise<void> {
    const json = await describe(subject, session);
    if (this.#options.sessions.isCurrent(session)) {
      await this.#open({ ...subject, ...(await ownerOf(session)) }, json);
    }
  }

  /** The same of several, in one document that is not kept: what the AWS CLI would print of each, side by side. */
  async openDescriptions(subjects: readonly Description[], session: Session): Promise<void> {
    const described = await Promise.all(subjects.map(subject => describe(subject, session)));
    if (this.#options.sessions.isCurrent(session)) {
      const what = subjects.every(({ kind }) => kind === 'events') ? 'event lists' : 'descriptions';
      await this.#openSeveral(what, described, await ownerOf(session));
    }
  }

  /** Opens what the credentials may do; it is not kept. */
  async openPermissions(session: Session, permissions: JsonObject): Promise<void> {
    await this.#open({ kind: 'permissions', ...(await ownerOf(session)) }, permissions);
  }

  /** Keeps the report on many of an operation, and opens it. */
  async openReport(
    subject: Extract<DocumentSubject, { kind: 'batch' }>,
    session: Session,
    report: JsonObject,
  ): Promise<void> {
    const link = { ...subject, ...(await ownerOf(session)) };
    await this.#open(link, report).finally(() => this.#keep(link, report));
  }

  /**
   * Keeps the answer to an operation when it comes, and opens it; VS Code begins with that meanwhile, unseen. Undefined: there
   * will be none, and nothing is opened.
   */
  async openAnswer(
    subject: Extract<DocumentSubject, { kind: 'copy' | 'answer' }>,
    session: Session,
    awaited: Promise<JsonObject | undefined>,
  ): Promise<void> {
    const link = { ...subject, ...(await ownerOf(session)) };
    const uri = uriOf(link);
    const text = awaited.then(answer => answer && ({ text: pretty(answer), lasts: 'untilClosed' } as const));
    this.#options.files.begin(uri, text);
    const answer = await awaited;
    if (answer !== undefined) {
      await this.#show(uri, { preview: false }).finally(() => this.#keep(link, answer));
    }
  }

  /** Opens the record of a copy, as it stands now; with what it masks where that was read again, which is not kept. */
  async openRecord(operation: OperationRecord, again?: ReadAgain): Promise<void> {
    const { target, identity, id } = operation;
    const { identifier: copy, cluster = '' } = subjectOf(operation);
    const owner = identity === undefined ? { target } : { target, identity };
    const link = { kind: 'record', ...owner, cluster, copy, id, ...(again && { unmasked: true }) } as const;
    await this.#open(link, recordDocument(operation, again));
  }

  /** The records of several, in one document that is not kept. */
  async openRecords(records: readonly (readonly [OperationRecord, ReadAgain?])[]): Promise<void> {
    const [first] = records;
    if (first !== undefined) {
      const [{ target, identity }] = first;
      const texts = records.map(([operation, again]) => ({ Records: [recordDocument(operation, again)] }));
      await this.#openSeveral('records', texts, identity === undefined ? { target } : { target, identity });
    }
  }

  /** Opens a sample of an answer; it is not kept. */
  async openPreview(
    subject: Extract<DocumentSubject, { kind: 'preview' }>,
    session: Session,
    sample: JsonObject,
  ): Promise<void> {
    await this.#open({ ...subject, ...(await ownerOf(session)) }, sample);
  }

  /** The text of a document that is opened again. */
  async makeAgain(uri: Uri): Promise<DocumentText> {
    const link = decodeDocumentLink(uri.query);
    // A title that names somebody else's snapshot would be believed.
    const made =
      link === undefined || uriOf(link).path !== uri.path
        ? l10n.t('This address names no snapshot.')
        : await this.#reopen(link);
    return typeof made === 'string'
      ? { text: pretty({ Message: made }), lasts: 'untilSession' }
      : { text: pretty(made), lasts: 'untilClosed' };
  }

  /** After a reload, or from "recently opened": the same again, or the reason why not. */
  async #reopen(link: DocumentLink): Promise<JsonObject | string> {
    if (isAnswer(link)) {
      return (await this.#options.answers.read(link)) ?? l10n.t('This response is no longer kept.');
    }
    if (link.kind === 'permissions') {
      return l10n.t('This document is not kept. Check the permissions again.');
    }
    if (link.kind === 'several') {
      return l10n.t('What was read of several rows is not kept. Select the rows and read them again.');
    }
    if (link.kind === 'preview') {
      return l10n.t('This preview is no longer kept. "Preview Response" makes it again.');
    }
    if (link.kind === 'record' && link.unmasked) {
      return l10n.t('What this record masks is not kept. "Show Record Unmasked" reads it again.');
    }
    if (link.kind === 'record') {
      const operation = (await this.#options.operations()).find(({ id }) => id === link.id);
      return operation === undefined ? l10n.t('This record is no longer kept.') : recordDocument(operation);
    }
    const { sessions } = this.#options;
    // Anybody can write a link: it opens no session, and runs and asks nothing. One that is opening anyway is waited for.
    if (sessions.state.kind === 'starting') {
      await sessions.start().catch(() => undefined);
    }
    const session = sessions.all.find(({ target }) => targetKey(target) === targetKey(link.target));
    return session === undefined ? elsewhere(link) : this.#describeAgain(link, session);
  }

  async #describeAgain(link: Description & DocumentOwner, session: Session): Promise<JsonObject | string> {
    const { target, ended } = session;
    // To look for others, by a program or a question, is for the user to decide.
    const gateway = session.gateway.withCredentialsAtHand();
    try {
      return (await strangerText(link, gateway, ended)) ?? (await describe(link, { gateway, ended }));
    } catch (error) {
      const problem = problemOf(error);
      return problem.kind === 'credentialsExpired'
        ? l10n.t('The credentials of {0} have expired. Refresh the clusters, then open this again.', targetText(target))
        : `${problemText(problem, target)} ${serviceWords(problem)}`;
    }
  }

  #openSeveral(what: SeveralOf, parts: readonly JsonObject[], owner: DocumentOwner): Promise<void> {
    return this.#open({ kind: 'several', what, number: parts.length, time: Date.now(), ...owner }, joined(parts));
  }

  async #open(link: DocumentLink, json: JsonObject): Promise<void> {
    const uri = uriOf(link);
    const isOnly =
      ['preview', 'permissions', 'several'].includes(link.kind) || (link.kind === 'record' && link.unmasked);
    this.#options.files.put(uri, { text: pretty(json), lasts: isOnly ? 'nothingElse' : 'untilClosed' });
    await this.#show(uri, { preview: ['cluster', 'snapshot', 'events', 'storage'].includes(link.kind) });
  }

  async #show(uri: Uri, { preview }: { readonly preview: boolean }): Promise<void> {
    // One after the other: VS Code gives up an editor that is being opened when it is to open another one.
    const opened = this.#opening.then(async () => {
      await commands.executeCommand('vscode.openWith', uri, 'default', { preview, viewColumn: ViewColumn.Active });
    });
    this.#opening = opened.catch(() => undefined);
    await opened;
  }

  /** For when it is opened again. VS Code has enough to do while it opens it. */
  async #keep(link: AnswerLink, answer: JsonObject): Promise<void> {
    const { answers, failed } = this.#options;
    await answers.keep(link, answer).catch(failed);
  }
}

/** One object with the lists of all of them. */
function joined(parts: readonly JsonObject[]): JsonObject {
  const all: Record<string, JsonValue[]> = {};
  for (const [name, list] of parts.flatMap(part => Object.entries(part))) {
    all[name] = [...(all[name] ?? []), ...(Array.isArray(list) ? list : [])];
  }
  return all;
}

/** The folder says whose it is: VS Code shows it above the text, and where two documents have one name. */
function uriOf(link: DocumentLink): Uri {
  const folder = fileName(callerText(link.target, link.identity));
  return Uri.from({
    scheme: documentScheme,
    path: `/${folder}/${documentName(link)}`,
    query: encodeDocumentLink(link),
  });
}

/** As far as it is known by now: no document waits for STS. */
async function ownerOf(session: Session): Promise<DocumentOwner> {
  const { target } = session;
  const identity = await knownIdentity(session);
  return identity === undefined ? { target } : { target, identity };
}

function elsewhere({ target, identity }: DocumentOwner): string {
  return target.source.kind === 'sample'
    ? l10n.t('This document belongs to sample data that has ended with its window.')
    : l10n.t(
        'This document belongs to {0}. Choose that profile and Region to see it here.',
        callerText(target, identity),
      );
}

/** Why a session may not show a document although it has the same target: its credentials are another account's by now. */
async function strangerText(
  { target, identity }: DocumentOwner,
  gateway: Pick<RedshiftGateway, 'callerIdentity'>,
  ended: AbortSignal,
): Promise<string | undefined> {
  const now = identity && (await whoIs(gateway, ended));
  if (identity === undefined || (now !== undefined && samePrincipal(identity, now))) {
    return undefined;
  }
  const owner = callerText(target, identity);
  return now === undefined
    ? l10n.t('This document belongs to {0}. It is not known whose credentials are in use now.', owner)
    : l10n.t('This document belongs to {0} ({1}). The credentials are those of {2} now.', owner, identity.arn, now.arn);
}

/** Undefined where STS could not say; rejects where there are no credentials to ask with. */
async function whoIs(
  gateway: Pick<RedshiftGateway, 'callerIdentity'>,
  ended: AbortSignal,
): Promise<CallerIdentity | undefined> {
  try {
    return await gateway.callerIdentity(ended);
  } catch (error) {
    if (problemOf(error).operation === undefined) {
      throw error;
    }
    return undefined;
  }
}

function pretty(json: JsonObject): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
