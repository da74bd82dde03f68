import type { OperationName } from '../model/gateway';
import { type CallerIdentity, parseSourceKey, principalOf, sourceKey, type Target } from '../model/target';
import { withoutUnseen } from '../model/unseen';
import { isOperationName, operations } from '../operations/all';
import type { Operation } from '../operations/operation';

/** Whose a document is. */
export interface DocumentOwner {
  readonly target: Target;
  /** Who the credentials were when it was made; absent where STS had not said it by then. */
  readonly identity?: CallerIdentity;
}

/** What a read-only document shows: a description asked for anew each time, or one answer that was kept. */
export type DocumentSubject =
  | { readonly kind: 'cluster'; readonly cluster: string }
  | { readonly kind: 'snapshot'; readonly cluster: string; readonly snapshot: string; readonly owner?: string }
  | {
      readonly kind: 'copy';
      readonly cluster: string;
      readonly snapshot: string;
      readonly copy: string;
      /** ms since the epoch when it was asked for: two copies of one name are two documents. */
      readonly time: number;
    }
  /** The answer to an operation that makes no snapshot of another one. */
  | {
      readonly kind: 'answer';
      readonly operation: OperationName;
      readonly snapshot: string;
      /** ms since the epoch when it was asked for. */
      readonly time: number;
    }
  /** The report on many of an operation, of copies where it is absent; `time` is ms since the epoch when they ended. */
  | { readonly kind: 'batch'; readonly operation?: OperationName; readonly time: number }
  /** What was asked for of several rows at once; `time` is ms since the epoch. */
  | { readonly kind: 'several'; readonly what: SeveralOf; readonly number: number; readonly time: number }
  /** What happened to a cluster, or to a snapshot of it. */
  | { readonly kind: 'events'; readonly cluster: string; readonly snapshot?: string }
  | { readonly kind: 'storage' }
  | { readonly kind: 'permissions' }
  /** A sample of the answer to a copy that was not made. */
  | { readonly kind: 'preview'; readonly cluster: string; readonly snapshot: string; readonly copy: string }
  /** The record of a copy, by the id of its operation. */
  | {
      readonly kind: 'record';
      readonly cluster: string;
      readonly copy: string;
      readonly id: string;
      /** With what it masks otherwise; not kept. */
      readonly unmasked?: boolean;
    };

export type SeveralOf = 'descriptions' | 'event lists' | 'records';

export type DocumentLink = DocumentOwner & DocumentSubject;

/** The file name that the editor's title shows: what was done, and with what. */
export function documentName(link: DocumentSubject): string {
  switch (link.kind) {
    case 'cluster':
      return `describe ${fileName(link.cluster)}.json`;
    case 'snapshot':
      return `describe ${fileName(link.snapshot)}.json`;
    case 'copy':
      return `copy ${fileName(link.snapshot)} → ${fileName(link.copy)}.json`;
    case 'batch':
      return `${fileName(`${wordsOf(link).several} ${new Date(link.time).toISOString().slice(0, 19)}`)}.json`;
    case 'answer':
      return `${wordsOf(link).verb} ${fileName(link.snapshot)}.json`;
    case 'several':
      return `${link.number} ${link.what}.json`;
    case 'events':
      return `events of ${fileName(link.snapshot ?? link.cluster)}.json`;
    case 'storage':
      return 'storage.json';
    case 'permissions':
      return 'permissions.json';
    case 'preview':
      return `Preview of ${fileName(link.snapshot)} → ${fileName(link.copy)}.json`;
    case 'record':
      return `${fileName(link.copy)} (${link.unmasked ? 'unmasked record' : 'record'}).json`;
  }
}

function wordsOf({ operation = 'CopyClusterSnapshot' }: { readonly operation?: OperationName }): Operation['words'] {
  return operations[operation].words;
}

export function encodeDocumentLink({ target, identity, ...subject }: DocumentLink): string {
  return JSON.stringify({
    ...subject,
    source: sourceKey(target.source),
    region: target.region,
    endpoint: target.endpoint,
    account: identity?.account,
    // Each session of a role has a name of its own: it is one document all the same.
    principal: identity && principalOf(identity.arn),
  });
}

/** Undefined for anything that {@link encodeDocumentLink} has not written. */
export function decodeDocumentLink(text: string): DocumentLink | undefined {
  const fields = parseObject(text);
  const owner = ownerOf(fields);
  const subject = subjectOf(fields);
  return owner && subject && { ...subject, ...owner };
}

function ownerOf(fields: Fields): DocumentOwner | undefined {
  const source = parseSourceKey(textOf(fields, 'source') ?? '');
  const [region, endpoint, account, arn] = ['region', 'endpoint', 'account', 'principal'].map(name =>
    textOf(fields, name),
  );
  if (source === undefined || region === undefined) {
    return undefined;
  }
  const target: Target = endpoint === undefined ? { source, region } : { source, region, endpoint };
  return account === undefined || arn === undefined ? { target } : { target, identity: { account, arn } };
}

function subjectOf(fields: Fields): DocumentSubject | undefined {
  const { kind, time, operation } = fields;
  if (kind === 'batch' && isTime(time)) {
    return operation === undefined
      ? { kind, time }
      : isOperationName(operation)
        ? { kind, operation, time }
        : undefined;
  }
  if (kind === 'several') {
    return severalOf(fields);
  }
  const snapshot = textOf(fields, 'snapshot');
  if (kind === 'answer') {
    return isOperationName(operation) && snapshot && isTime(time) ? { kind, operation, snapshot, time } : undefined;
  }
  return kind === 'permissions' || kind === 'storage' ? { kind } : subjectInCluster(fields);
}

function severalOf({ what, number, time }: Fields): DocumentSubject | undefined {
  const isKnown = what === 'descriptions' || what === 'event lists' || what === 'records';
  return isKnown && typeof number === 'number' && isTime(time) ? { kind: 'several', what, number, time } : undefined;
}

function subjectInCluster(fields: Fields): DocumentSubject | undefined {
  const [cluster, snapshot, copy] = ['cluster', 'snapshot', 'copy'].map(name => textOf(fields, name));
  const { kind, time } = fields;
  if (cluster === undefined) {
    return undefined;
  }
  if (kind === 'cluster' || kind === 'events') {
    return { kind, cluster, ...(kind === 'events' && snapshot !== undefined && { snapshot }) };
  }
  if (kind === 'snapshot' && snapshot !== undefined) {
    const owner = textOf(fields, 'owner');
    return owner === undefined ? { kind, cluster, snapshot } : { kind, cluster, snapshot, owner };
  }
  if (kind === 'copy' && snapshot !== undefined && copy !== undefined && typeof time === 'number') {
    return { kind, cluster, snapshot, copy, time };
  }
  if (kind === 'preview' && snapshot !== undefined && copy !== undefined) {
    return { kind, cluster, snapshot, copy };
  }
  const id = textOf(fields, 'id');
  return kind === 'record' && copy !== undefined && id !== undefined
    ? { kind, cluster, copy, id, ...(fields['unmasked'] === true && { unmasked: true }) }
    : undefined;
}

/** One that a date can be made of. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}

type Fields = Readonly<Record<string, unknown>>;

/** A text that is not empty. */
function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parseObject(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Longest part of a name, in characters. */
const longestPart = 200;

/** What survives as one part of a path, and reads as it is: a colon or slash would not, nor half a character or what turns text around. */
export function fileName(text: string): string {
  return withoutUnseen(text.slice(0, longestPart), () => '-').replace(/[\\/:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, '-');
}
