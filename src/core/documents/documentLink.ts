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
  | { readonly kind: 'permissions'; readonly target: Target }
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
    case 'permissions':
      return `${fileName(`permissions · ${sourceKey(link.target.source)} · ${link.target.region}`)}.md`;
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
  const string = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const source = parseSourceKey(string('source'));
  const region = string('region');
  if (source === undefined || region === '') {
    return undefined;
  }
  const endpoint = string('endpoint');
  const target: Target = endpoint === '' ? { source, region } : { source, region, endpoint };
  if (fields['kind'] === 'permissions') {
    return { kind: 'permissions', target };
  }
  if (string('cluster') === '') {
    return undefined;
  }
  const [cluster, snapshot, copy, owner, time] = [
    string('cluster'),
    string('snapshot'),
    string('copy'),
    string('owner'),
    fields['time'],
  ];
  switch (fields['kind']) {
    case 'cluster':
      return { kind: 'cluster', target, cluster };
    case 'snapshot':
      if (snapshot === '') {
        return undefined;
      }
      return owner === ''
        ? { kind: 'snapshot', target, cluster, snapshot }
        : { kind: 'snapshot', target, cluster, snapshot, owner };
    case 'copy':
      return snapshot !== '' && copy !== '' && typeof time === 'number'
        ? { kind: 'copy', target, cluster, snapshot, copy, time }
        : undefined;
    case 'evidence':
      return copy !== '' && string('id') !== ''
        ? { kind: 'evidence', target, cluster, copy, id: string('id') }
        : undefined;
    default:
      return undefined;
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
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
