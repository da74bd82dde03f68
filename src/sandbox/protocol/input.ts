import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticStructureSchema } from '@smithy/types';
import type { Form } from './form';
import { malformedInput, missingParameter } from './serviceError';

/** The dotted keys of a form as a tree: `TagKeys.TagKey.1=a` is TagKeys → TagKey → 1 → `a`. */
interface Branch {
  value?: string;
  readonly children: Map<string, Branch>;
}

/**
 * Reads an operation's input by its schema, which knows names, types and list members. Unknown parameters are left out, as
 * the service does. Throws MalformedInput for a value of the wrong type, MissingParameter for a required one that is absent.
 */
export function readInput(schema: $SchemaRef, form: Form): Record<string, unknown> {
  const shape = NormalizedSchema.of(schema);
  return shape.isUnitSchema() ? {} : readStruct(shape, treeOf(form), '');
}

function treeOf(form: Form): Branch {
  const root: Branch = { children: new Map() };
  for (const [key, value] of form) {
    let branch = root;
    for (const name of key.split('.')) {
      let next = branch.children.get(name);
      if (next === undefined) {
        next = { children: new Map() };
        branch.children.set(name, next);
      }
      branch = next;
    }
    branch.value = value;
  }
  return root;
}

function readStruct(shape: NormalizedSchema, branch: Branch, path: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of shape.structIterator()) {
    const child = branch.children.get(member.getMergedTraits().xmlName ?? name);
    if (child !== undefined) {
      result[name] = readValue(member, child, path + name);
    }
  }
  for (const name of requiredMembers(shape)) {
    if (result[name] === undefined) {
      throw missingParameter(path + name);
    }
  }
  return result;
}

/** A static structure schema names its required members first and carries their number as its seventh element. */
function requiredMembers(shape: NormalizedSchema): readonly string[] {
  const schema = shape.getSchema();
  return isStructure(schema) ? schema[4].slice(0, schema[6] ?? 0) : [];
}

function isStructure(schema: unknown): schema is StaticStructureSchema {
  return Array.isArray(schema) && schema[0] === 3;
}

function readValue(shape: NormalizedSchema, branch: Branch, path: string): unknown {
  if (shape.isStructSchema()) {
    return readStruct(shape, branch, `${path}.`);
  }
  if (shape.isListSchema()) {
    return readList(shape, branch, path);
  }
  if (branch.value === undefined) {
    throw malformedInput('Start of structure or map found where not expected.');
  }
  return readSimple(shape, branch.value, path);
}

function readList(shape: NormalizedSchema, branch: Branch, path: string): unknown[] {
  const item = shape.getValueSchema();
  const traits = shape.getMergedTraits();
  const items = traits.xmlFlattened ? branch : branch.children.get(item.getMergedTraits().xmlName ?? 'member');
  if (items === undefined) {
    return [];
  }
  return [...items.children]
    .map(([index, child]) => ({ index: positiveInteger(index, path), child }))
    .sort((a, b) => a.index - b.index)
    .map(({ index, child }) => readValue(item, child, `${path}.${index}`));
}

function positiveInteger(text: string, path: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw malformedInput(`${path} has a list index that is not a number: ${text}`);
  }
  return Number(text);
}

function readSimple(shape: NormalizedSchema, text: string, path: string): unknown {
  if (shape.isNumericSchema()) {
    return integer(text, path);
  }
  if (shape.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false') {
      throw malformedInput(`${path}: boolean must be either true or false, not ${text}`);
    }
    return text === 'true';
  }
  return shape.isTimestampSchema() ? timestamp(text, path) : text;
}

/** All numbers that Redshift takes are 32-bit integers. */
function integer(text: string, path: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || value < -(2 ** 31) || value >= 2 ** 31) {
    throw malformedInput(`${path}: not an integer: ${text}`);
  }
  return value;
}

const iso8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

function timestamp(text: string, path: string): Date {
  const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const date = new Date(zoned);
  if (!iso8601.test(text) || Number.isNaN(date.getTime())) {
    throw malformedInput(`${path}: timestamp must follow ISO8601: ${text}`);
  }
  return date;
}
