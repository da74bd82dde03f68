import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { OperationInput } from '../model/gateway';
import { checkTargetIdentifier, type IdentifierFault } from '../model/identifier';
import { deepBracket, type JsonValue } from '../model/json';
import { checkRetentionDays } from '../model/retention';
import type { Operation, Parameter } from '../operations/operation';
import { checkValue, isValueKind } from '../operations/value';
import { meantParameter } from './meantParameter';
import {
  type FoundKind,
  isHarmless,
  isSaidByJsonService,
  type RequestFault,
  type RequestFinding,
  type TextSpan,
} from './requestFault';
import { syntaxFindings } from './syntax';

export interface RequestReading {
  /** In the order of their places. */
  readonly findings: readonly RequestFinding[];
  /** The object of the document, or those of its list. */
  readonly items: readonly RequestItem[];
  /** What is sent; undefined where a finding forbids to send it. */
  readonly inputs?: readonly OperationInput[];
}

/** The parameters of one call. */
export interface RequestItem {
  /** Of its opening brace. */
  readonly span: TextSpan;
  /** Where the parameters that are there have their values; of one that is there twice, the first. */
  readonly values: ReadonlyMap<string, TextSpan>;
  /** The values that break no rule, in the form that is sent, and the defaults of what is left out. */
  readonly known: OperationInput;
}

type Properties = readonly { readonly key: Node; readonly value: Node | undefined }[];

/**
 * Reads the parameters of an operation, of one call or a list of them, as strictly as the AWS CLI reads --cli-input-json (no
 * comments, no trailing commas, no unknown members, no text for a number), and holds every rule against them that can be
 * known without asking.
 */
export function readRequest(operation: Operation, text: string): RequestReading {
  const tooDeep = deepBracket(text);
  if (tooDeep !== undefined) {
    return {
      findings: [{ fault: { kind: 'syntax', fault: 'other' }, span: { offset: tooDeep, length: 1 } }],
      items: [],
    };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const findings = syntaxFindings(text, errors);
  if (root === undefined) {
    const empty: RequestFinding = { fault: { kind: 'empty' }, span: { offset: 0, length: text.length } };
    return { findings: text.trim() === '' ? [empty] : findings, items: [] };
  }
  const nodes = root.type === 'array' ? (root.children ?? []) : [root];
  const read = nodes.map(node => readItem(operation, text, node));
  const items = read.flatMap(({ item }) => item ?? []);
  const own = [...read.flatMap(({ found }) => found), ...askedTwice(operation, items)];
  if (root.type === 'array' && nodes.length === 0) {
    own.push({ fault: { kind: 'emptyList' }, span: spanOf(root) });
  }
  // What broken text does not have may only be hidden.
  const isBroken = findings.some(({ fault }) => isSaidByJsonService(fault));
  findings.push(...own.filter(({ fault }) => !isBroken || fault.kind !== 'missingMember'));
  findings.sort((a, b) => a.span.offset - b.span.offset);
  return findings.every(isHarmless)
    ? { findings, items, inputs: items.map(({ known }) => known) }
    : { findings, items };
}

function readItem(
  operation: Operation,
  text: string,
  node: Node,
): { readonly found: readonly RequestFinding[]; readonly item?: RequestItem } {
  if (node.type !== 'object') {
    return { found: [{ fault: { kind: 'notObject', found: foundKind(text, node) }, span: spanOf(node) }] };
  }
  const span: TextSpan = { offset: node.offset, length: 1 };
  const properties = propertiesOf(node);
  const found = nameFindings(operation, properties);
  const values = new Map<string, TextSpan>();
  const known = new Map<string, JsonValue>();
  for (const parameter of operation.parameters) {
    const { name } = parameter;
    const property = properties.find(({ key }) => key.value === name);
    if (property?.value !== undefined) {
      values.set(name, spanOf(property.value));
    }
    const { fault, sent } = property ? readValue(text, parameter, property.value) : leftOut(parameter, span);
    found.push(...(fault ? [fault] : []));
    if (sent !== undefined) {
      known.set(name, sent);
    }
  }
  // What is there under a wrong name is one mistake, not two.
  const meant = found.map(({ fault }) => fault.kind === 'unknownMember' && fault.meant);
  const mistakes = found.filter(({ fault }) => fault.kind !== 'missingMember' || !meant.includes(fault.member));
  return { found: mistakes, item: { span, values, known: Object.fromEntries(known) } };
}

/** What is wrong with a value, and what is sent of one that breaks no rule. */
interface ReadValue {
  readonly fault?: RequestFinding;
  readonly sent?: JsonValue;
}

function leftOut({ name: member, required, default: sent }: Parameter, span: TextSpan): ReadValue {
  return {
    ...(required && { fault: { fault: { kind: 'missingMember', member }, span } }),
    ...(sent !== undefined && { sent }),
  };
}

/** Of members that are there twice, or not known. */
function nameFindings(operation: Operation, properties: Properties): RequestFinding[] {
  const seen = new Set<string>();
  return properties.flatMap(({ key }) => {
    const member = String(key.value);
    const isRepeated = seen.has(member);
    seen.add(member);
    if (isRepeated) {
      return [{ fault: { kind: 'repeatedMember', member }, span: spanOf(key) } as const];
    }
    const isKnown = operation.parameters.some(({ name }) => name === member);
    return isKnown ? [] : [{ fault: unknownMember(operation, member), span: spanOf(key) }];
  });
}

function unknownMember(operation: Operation, member: string): RequestFault {
  const meant = meantParameter(operation, member)?.name;
  return { kind: 'unknownMember', member, ...(meant !== undefined && { meant }) };
}

/** Of broken text the value may be missing: that is said of the text. */
function readValue(text: string, { name: member, kind, required }: Parameter, node: Node | undefined): ReadValue {
  if (node === undefined) {
    return {};
  }
  const found = foundKind(text, node);
  const fault = (of: RequestFault, span = spanOf(node)) => ({ fault: { fault: of, span } });
  if (kind === 'days') {
    if (found !== 'number') {
      return fault({ kind: 'notWholeNumber', member, found });
    }
    const days = checkRetentionDays(node.value);
    return days.ok ? { sent: days.value } : fault({ kind: 'retention', fault: days.reason });
  }
  if (isValueKind(kind)) {
    const checked = checkValue(kind, getNodeValue(node), required);
    return checked.ok ? { sent: checked.value } : fault({ kind: 'value', member, fault: checked.reason });
  }
  if (found !== 'text') {
    return fault({ kind: 'notText', member, found });
  }
  const value = String(node.value);
  if (value.trim() === '') {
    return fault({ kind: 'blank', member, required });
  }
  if (value !== value.trim()) {
    return fault({ kind: 'padded', member });
  }
  if (kind === 'text') {
    return { sent: value };
  }
  const checked = checkTargetIdentifier(value);
  if (!checked.ok) {
    return fault({ kind: 'identifier', fault: checked.reason }, spanInside(text, value, node, checked.reason));
  }
  const { value: sent } = checked;
  return sent === value ? { sent } : { sent, ...fault({ kind: 'lowerCased', sent }) };
}

/** In what order the calls of a list are carried out is not known: each is about a snapshot of its own. */
function askedTwice({ parameters }: Operation, items: readonly RequestItem[]): readonly RequestFinding[] {
  const { name } = parameters.find(({ argument }) => argument === 'target') ?? parameters[0] ?? { name: '' };
  const seen = new Set<string>();
  return items.flatMap(({ known, values, span }) => {
    const identifier = known[name];
    if (typeof identifier !== 'string') {
      return [];
    }
    const key = identifier.toLowerCase();
    const isSeen = seen.has(key);
    seen.add(key);
    return isSeen ? [{ fault: { kind: 'askedTwice', identifier } as const, span: values.get(name) ?? span }] : [];
  });
}

/** The very characters, where the text has them unescaped; else the whole value. */
function spanInside(text: string, value: string, node: Node, fault: IdentifierFault): TextSpan {
  const characters = [...value];
  const before = (count: number): number => characters.slice(0, count).join('').length;
  const start = node.offset + 1;
  if (text.slice(start, start + node.length - 2) !== value) {
    return spanOf(node);
  }
  switch (fault.kind) {
    case 'invalidCharacter':
      return { offset: start + before(fault.position - 1), length: fault.character.length };
    case 'firstNotLetter':
      return { offset: start, length: 1 };
    case 'doubleHyphen':
      return { offset: start + fault.position - 1, length: 2 };
    case 'trailingHyphen':
      return { offset: start + value.length - 1, length: 1 };
    default:
      return spanOf(node);
  }
}

function propertiesOf({ children = [] }: Node): Properties {
  return children.flatMap(({ children: [key, value] = [] }) => (key === undefined ? [] : [{ key, value }]));
}

function foundKind(text: string, { type, offset, length }: Node): FoundKind {
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
      return numberKind(text.slice(offset, offset + length));
    case 'property':
      return 'object';
    default:
      return type;
  }
}

/** 1e2 is a whole number for some, and 100.0 for the AWS CLI. */
function numberKind(written: string): FoundKind {
  if (/^-?\d+$/.test(written)) {
    return 'number';
  }
  return !written.includes('.') && checkRetentionDays(Number(written)).ok ? 'exponent' : 'decimal';
}

function spanOf({ offset, length }: Node): TextSpan {
  return { offset, length };
}
