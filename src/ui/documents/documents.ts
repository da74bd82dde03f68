import { l10n, type Memento, Uri, ViewColumn, window, workspace } from 'vscode';
import {
  type DocumentLink,
  decodeDocumentLink,
  documentName,
  encodeDocumentLink,
} from '../../core/documents/documentLink';
import type { JsonObject } from '../../core/json';
import { evidenceOf } from '../../core/operations/evidence';
import type { CopyOperation } from '../../core/operations/operation';
import { problemOf } from '../../core/problem';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { targetKey } from '../../core/target';
import { documentScheme } from '../ids';
import { problemText, serviceWords } from '../text/problemText';
import { targetText } from '../text/targetText';
import { DocumentFiles } from './documentFiles';

export type DescriptionLink = Extract<DocumentLink, { kind: 'cluster' | 'snapshot' }>;

/** So many answers of copies are kept for this workspace, the oldest go first. */
const keptAnswers = 50;
const mementoKey = 'redshiftSnapshots.answers';

/** Read-only JSON documents, one URI for one thing. Descriptions are asked for anew; the answer of a copy is kept. */
export class Documents {
  readonly #sessions: Sessions;
  readonly #memento: Memento;
  readonly #operations: () => Promise<readonly CopyOperation[]>;
  /** To be registered for the scheme. */
  readonly files = new DocumentFiles(uri => this.#makeAgain(uri));
  #opening: Promise<void> = Promise.resolve();

  constructor(sessions: Sessions, memento: Memento, operations: () => Promise<readonly CopyOperation[]>) {
    this.#sessions = sessions;
    this.#memento = memento;
    this.#operations = operations;
  }

  /** Opens what the service describes now, or brings the open document up to date. Rejects with a ProblemError. */
  async openDescription(link: DescriptionLink, session: Session): Promise<void> {
    const json = await describe(link, session);
    if (this.#sessions.isCurrent(session)) {
      await this.#open(link, json);
    }
  }

  /** Opens a text that is not kept. */
  async openText(link: Extract<DocumentLink, { kind: 'permissions' }>, text: string): Promise<void> {
    await this.#openAs(link, text);
  }

  /** Keeps the answer of a copy, or the report on many, and opens it. */
  async openAnswer(link: Extract<DocumentLink, { kind: 'copy' | 'batch' }>, answer: JsonObject): Promise<void> {
    const kept = Object.entries(this.#answers()).slice(1 - keptAnswers);
    await this.#memento.update(mementoKey, { ...Object.fromEntries(kept), [encodeDocumentLink(link)]: answer });
    await this.#open(link, answer);
  }

  /** Opens the record of a copy, as it stands now. */
  async openEvidence(operation: CopyOperation): Promise<void> {
    const { target, request, id } = operation;
    const { clusterIdentifier: cluster, targetIdentifier: copy } = request;
    await this.#open({ kind: 'evidence', target, cluster, copy, id }, evidenceOf(operation));
  }

  /** Opens a sample of an answer; it is not kept. */
  async openPreview(link: Extract<DocumentLink, { kind: 'preview' }>, sample: JsonObject): Promise<void> {
    await this.#open(link, sample);
  }

  dispose(): void {
    this.files.dispose();
  }

  async #makeAgain(uri: Uri): Promise<string> {
    const link = decodeDocumentLink(uri.query);
    return pretty(link === undefined ? reason(l10n.t('This address names no snapshot.')) : await this.#reopen(link));
  }

  /** After a reload, or from "recently opened": the same again, or the reason why not. */
  async #reopen(link: DocumentLink): Promise<JsonObject> {
    if (link.kind === 'copy' || link.kind === 'batch') {
      return this.#answers()[encodeDocumentLink(link)] ?? reason(l10n.t('This answer is no longer kept.'));
    }
    if (link.kind === 'permissions') {
      return reason(l10n.t('This table is not kept. Check the permissions again.'));
    }
    if (link.kind === 'preview') {
      return reason(l10n.t('This preview is no longer kept. "Preview Response" makes it again.'));
    }
    if (link.kind === 'evidence') {
      const operation = (await this.#operations()).find(({ id }) => id === link.id);
      return operation === undefined ? reason(l10n.t('This record is no longer kept.')) : evidenceOf(operation);
    }
    await this.#sessions.start();
    const session = this.#sessions.all.find(({ target }) => targetKey(target) === targetKey(link.target));
    if (session === undefined) {
      return reason(
        l10n.t('This document belongs to {0}. Choose that profile, then open it again.', targetText(link.target)),
      );
    }
    try {
      return await describe(link, session);
    } catch (error) {
      const problem = problemOf(error);
      return reason(`${problemText(problem, session.target)} ${serviceWords(problem)}`);
    }
  }

  #open(link: DocumentLink, json: JsonObject): Promise<void> {
    return this.#openAs(link, pretty(json));
  }

  async #openAs(link: DocumentLink, text: string): Promise<void> {
    const uri = Uri.from({
      scheme: documentScheme,
      path: `/${documentName(link)}`,
      query: encodeDocumentLink(link),
    });
    this.files.put(uri, text);
    const preview = link.kind === 'cluster' || link.kind === 'snapshot';
    // One after the other: VS Code gives up an editor that is being opened when it is to open another one.
    const opened = this.#opening.then(async () => {
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, { preview, viewColumn: ViewColumn.Active });
    });
    this.#opening = opened.catch(() => undefined);
    await opened;
  }

  #answers(): Readonly<Record<string, JsonObject>> {
    return this.#memento.get<Readonly<Record<string, JsonObject>>>(mementoKey, {});
  }
}

async function describe(link: DescriptionLink, { gateway, ended }: Session): Promise<JsonObject> {
  if (link.kind === 'cluster') {
    return gateway.describeCluster(link.cluster, ended);
  }
  const reference = { identifier: link.snapshot, clusterIdentifier: link.cluster };
  return gateway.describeSnapshot(
    link.owner === undefined ? reference : { ...reference, ownerAccount: link.owner },
    ended,
  );
}

function reason(message: string): JsonObject {
  return { Message: message };
}

function pretty(json: JsonObject): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
