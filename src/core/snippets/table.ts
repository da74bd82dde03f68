import type { JsonObject, JsonValue } from '../model/json';
import { withoutUnseen } from '../model/unseen';

type Block = {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  readonly header?: readonly string[];
};

/**
 * A value as a table of the kind that `--output table` of the AWS CLI prints: an object is two columns, a list of objects
 * a column for each member, what is nested a table of its own below, named by its path.
 */
export function asTable(value: JsonValue, title = ''): string {
  return blocksOf(value, title).map(blockText).join('\n');
}

function blocksOf(value: JsonValue, title: string): readonly Block[] {
  if (isList(value)) {
    return blocksOfList(value, title);
  }
  if (isObject(value)) {
    const members = Object.entries(value);
    const rows = members.filter(([, member]) => isScalar(member)).map(([name, member]) => [name, cellText(member)]);
    const nested = members.filter(([, member]) => !isScalar(member));
    return [
      ...(rows.length > 0 || nested.length === 0 ? [{ title, rows }] : []),
      ...nested.flatMap(([name, member]) => blocksOf(member, pathOf(title, name))),
    ];
  }
  return [{ title, rows: [[cellText(value)]] }];
}

function blocksOfList(list: readonly JsonValue[], title: string): readonly Block[] {
  const objects = list.filter(isObject);
  if (objects.length === 0 || objects.length < list.length) {
    const scalars = list.filter(isScalar).map(item => [cellText(item)]);
    const nested = list.flatMap((item, index) => (isScalar(item) ? [] : blocksOf(item, `${title}[${index}]`)));
    return [...(scalars.length > 0 || nested.length === 0 ? [{ title, rows: scalars }] : []), ...nested];
  }
  const names = [...new Set(objects.flatMap(item => Object.keys(item)))];
  const header = names.filter(name => objects.every(item => isScalar(memberOf(item, name) ?? '')));
  const rows = objects.map(item => header.map(name => cellText(memberOf(item, name) ?? '')));
  const nested = objects.flatMap((item, index) =>
    names
      .filter(name => !header.includes(name) && Object.hasOwn(item, name))
      .flatMap(name => blocksOf(memberOf(item, name) ?? null, pathOf(`${title}[${index}]`, name))),
  );
  return [...(header.length > 0 ? [{ title, header, rows }] : []), ...nested];
}

function blockText(block: Block): string {
  const title = oneLine(block.title);
  const header = block.header?.map(oneLine);
  const rows = block.rows.map(row => row.map(oneLine));
  const lines = header === undefined ? rows : [header, ...rows];
  const columns = Math.max(1, ...lines.map(line => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map(line => widthOf(line[column] ?? '')), 0),
  );
  // The title may be wider than its columns: the last one makes room.
  const inner = widths.reduce((sum, width) => sum + width + 3, -1);
  widths[columns - 1] = (widths[columns - 1] ?? 0) + Math.max(0, widthOf(title) + 2 - inner);
  const total = Math.max(inner, widthOf(title) + 2);
  const rule = `+${widths.map(width => '-'.repeat(width + 2)).join('+')}+`;
  const lineText = (cells: readonly string[]): string =>
    `|${widths.map((width, column) => ` ${padded(cells[column] ?? '', width)} `).join('|')}|`;
  return [
    ...(title === '' ? [] : [`+${'-'.repeat(total)}+`, `|${centred(title, total)}|`]),
    rule,
    ...(header === undefined ? [] : [lineText(header), rule]),
    ...rows.map(lineText),
    ...(rows.length > 0 ? [rule] : []),
    '',
  ].join('\n');
}

function cellText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What could break a line, or is not seen, as JSON escapes it. */
function oneLine(text: string): string {
  return withoutUnseen(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, character =>
    character === '\n' ? '\\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function centred(text: string, width: number): string {
  const left = Math.floor((width - widthOf(text)) / 2);
  return `${' '.repeat(left)}${text}${' '.repeat(width - left - widthOf(text))}`;
}

function padded(text: string, width: number): string {
  return `${text}${' '.repeat(Math.max(0, width - widthOf(text)))}`;
}

/** In columns of a monospaced font: CJK and emoji take two, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    width += /[\p{Mn}\p{Me}\p{Cf}]/u.test(character)
      ? 0
      : /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
            character,
          )
        ? 2
        : 1;
  }
  return width;
}

function pathOf(title: string, name: string): string {
  return title === '' ? name : `${title}.${name}`;
}

/** Empty lists and objects stand in a cell: there is nothing to put below. */
function isScalar(value: JsonValue): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Of its own: a name from another object may be one that every object inherits. */
function memberOf(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
