import { accepted, type Checked, rejected } from '../../model/checked';
import type { Snapshot } from '../../model/snapshot';

/** What a template can name, each with what it stands for; times are those of the data, UTC. */
export const placeholders = [
  'cluster',
  'snapshot',
  'yyyy',
  'mm',
  'dd',
  'hh',
  'mi',
  'ss',
  'n',
] as const satisfies readonly string[];

export type Placeholder = (typeof placeholders)[number];

/** Offered at first: the name that a single copy is offered. It is unique, as the service never takes two within a minute. */
export const defaultTemplate = '{cluster}-{yyyy}-{mm}-{dd}-{hh}{mi}-manual';

/** Positions are 1-based. */
export type TemplateFault =
  | { readonly kind: 'blank' }
  | {
      readonly kind: 'unknownPlaceholder';
      readonly name: string;
      readonly position: number;
      /** The one that was probably meant. */
      readonly meant?: Placeholder;
    }
  | { readonly kind: 'strayBrace'; readonly brace: string; readonly position: number };

/** A template in its parts. */
export type Template = readonly (string | { readonly placeholder: Placeholder })[];

/** Which of how many snapshots, from 1. */
export interface Position {
  readonly number: number;
  readonly of: number;
}

/** The template, or the first thing that is wrong with it. White space around it is not part of it. */
export function parseTemplate(given: string): Checked<Template, TemplateFault> {
  const text = given.trim();
  if (text === '') {
    return rejected({ kind: 'blank' });
  }
  const parts: Template[number][] = [];
  for (const { 0: part, index } of text.matchAll(/\{[^{}]*\}|[{}]|[^{}]+/g)) {
    const name = part.slice(1, -1);
    if (part === '{' || part === '}') {
      return rejected({ kind: 'strayBrace', brace: part, position: index + 1 });
    }
    if (!part.startsWith('{')) {
      parts.push(part);
    } else if (isPlaceholder(name)) {
      parts.push({ placeholder: name });
    } else {
      const meant = meantPlaceholder(name);
      return rejected({ kind: 'unknownPlaceholder', name, position: index + 1, ...(meant && { meant }) });
    }
  }
  return accepted(parts);
}

/** The name that a template gives a snapshot; not checked yet. What is not known of a snapshot is nothing. */
export function expandTemplate(template: Template, source: Snapshot, place: Position): string {
  const values = valuesOf(source, place);
  return template.map(part => (typeof part === 'string' ? part : values[part.placeholder])).join('');
}

function valuesOf(source: Snapshot, { number, of }: Position): Readonly<Record<Placeholder, string>> {
  const { cluster, snapshot } = { cluster: source.clusterIdentifier, snapshot: source.identifier };
  const [, yyyy = '', mm = '', dd = '', hh = '', mi = '', ss = ''] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(isoTime(source.createTime)) ?? [];
  return {
    ...{ cluster: asPart(cluster), snapshot: asPart(snapshot), yyyy, mm, dd, hh, mi, ss },
    n: String(number).padStart(String(of).length, '0'),
  };
}

/** `rs:alpha-2026-11-22-14-03-27` without what a name cannot have: `alpha-2026-11-22-14-03-27`. */
function asPart(text: string): string {
  return text
    .toLowerCase()
    .replace(/^(copy:)?(rs|cm):/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function isoTime(time: number | undefined): string {
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** Other words for placeholders. */
const words: Readonly<Record<string, Placeholder>> = {
  ...{ name: 'snapshot', identifier: 'snapshot', source: 'snapshot', clusteridentifier: 'cluster' },
  ...{ year: 'yyyy', month: 'mm', day: 'dd', hour: 'hh', minute: 'mi', min: 'mi', second: 'ss' },
  ...{ number: 'n', index: 'n', i: 'n' },
};

function meantPlaceholder(name: string): Placeholder | undefined {
  const word = name.trim().toLowerCase();
  return isPlaceholder(word) ? word : Object.hasOwn(words, word) ? words[word] : undefined;
}

function isPlaceholder(name: string): name is Placeholder {
  return (placeholders as readonly string[]).includes(name);
}
