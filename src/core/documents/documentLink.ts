import { parseSourceKey, sourceKey, type Target } from '../target';

/** What a read-only document shows: a description asked for anew each time, or one answer that was kept. */
export type DocumentLink =
  | { readonly kind: 'cluster'; readonly target: Target; readonly cluster: string }
  | {
      readonly kind: 'snapshot';
      readonly target: Target;
      readonly cluster: string;
      readonly snapshot: string;
      readonly owner?: string;
    }
  | {
      readonly kind: 'copy';
      readonly target: Target;
      readonly cluster: string;
      readonly snapshot: string;
      readonly copy: string;
      /** ms since the epoch when the answer came: two copies of one name are two documents. */
      readonly time: number;
    }
  /** The report on many copies; `time` is ms since the epoch when they ended. */
  | { readonly kind: 'batch'; readonly target: Target; readonly time: number }
  | { readonly kind: 'permissions'; readonly target: Target }
  | {
      /** A sample of the answer to a copy that was not made. */
      readonly kind: 'preview';
      readonly target: Target;
      readonly cluster: string;
      readonly snapshot: string;
      readonly copy: string;
    }
  | {
      /** The record of a copy, by the id of its operation. */
      readonly kind: 'evidence';
      readonly target: Target;
      readonly cluster: string;
      readonly copy: string;
      readonly id: string;
    };

/** The file name that the editor's title shows; a colon or slash would not survive as one. */
export function documentName(link: DocumentLink): string {
  switch (link.kind) {
    case 'cluster':
      return `${fileName(link.cluster)}.json`;
    case 'snapshot':
      return `${fileName(link.snapshot)}.json`;
    case 'copy':
      return `${fileName(link.snapshot)} → ${fileName(link.copy)}.json`;
    case 'batch':
      return `${fileName(`copies ${new Date(link.time).toISOString().slice(0, 19)}`)}.json`;
    case 'permissions':
      return `${fileName(`permissions · ${sourceKey(link.target.source)} · ${link.target.region}`)}.md`;
    case 'preview':
      return `Preview of ${fileName(link.snapshot)} → ${fileName(link.copy)}.json`;
    case 'evidence':
      return `${fileName(link.copy)} (evidence).json`;
  }
}

export function encodeDocumentLink({ target, ...rest }: DocumentLink): string {
  return JSON.stringify({
    ...rest,
    source: sourceKey(target.source),
    region: target.region,
    endpoint: target.endpoint,
  });
}

/** Undefined for anything that {@link encodeDocumentLink} has not written. */
export function decodeDocumentLink(text: string): DocumentLink | undefined {
  const fields = parseObject(text);
  const source = parseSourceKey(textOf(fields, 'source') ?? '');
  const region = textOf(fields, 'region');
  if (source === undefined || region === undefined) {
    return undefined;
  }
  const endpoint = textOf(fields, 'endpoint');
  const target: Target = endpoint === undefined ? { source, region } : { source, region, endpoint };
  const { kind, time } = fields;
  if (kind === 'batch') {
    return isTime(time) ? { kind, target, time } : undefined;
  }
  return kind === 'permissions' ? { kind, target } : linkToCluster(fields, target);
}

function linkToCluster(fields: Fields, target: Target): DocumentLink | undefined {
  const [cluster, snapshot, copy] = ['cluster', 'snapshot', 'copy'].map(name => textOf(fields, name));
  const { kind, time } = fields;
  if (cluster === undefined) {
    return undefined;
  }
  if (kind === 'cluster') {
    return { kind, target, cluster };
  }
  if (kind === 'snapshot' && snapshot !== undefined) {
    const owner = textOf(fields, 'owner');
    return owner === undefined ? { kind, target, cluster, snapshot } : { kind, target, cluster, snapshot, owner };
  }
  if (kind === 'copy' && snapshot !== undefined && copy !== undefined && typeof time === 'number') {
    return { kind, target, cluster, snapshot, copy, time };
  }
  if (kind === 'preview' && snapshot !== undefined && copy !== undefined) {
    return { kind, target, cluster, snapshot, copy };
  }
  const id = textOf(fields, 'id');
  return kind === 'evidence' && copy !== undefined && id !== undefined
    ? { kind, target, cluster, copy, id }
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

function fileName(text: string): string {
  return text.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-');
}
