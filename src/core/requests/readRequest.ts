import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { checkTargetIdentifier, type IdentifierFault } from '../model/identifier';
import { deepBracket } from '../model/json';
import { checkRetentionDays, keepUntilDeleted } from '../model/retention';
import { type FoundKind, isHarmless, type Place, type RequestFault, type RequestFinding } from './requestFault';
import { isRequestMember, meantMember, type RequestMember, requiredMembers, type TextMember } from './requestMembers';

/** What a request document asks for. The cluster may be left out, as in files for the AWS CLI. */
export type RequestValues = {
  readonly SourceSnapshotIdentifier: string;
  readonly SourceSnapshotClusterIdentifier?: string;
  /** In the lower-case form that is sent. */
  readonly TargetSnapshotIdentifier: string;
  readonly ManualSnapshotRetentionPeriod: number;
};

export interface RequestReading {
  /** In the order of their places. */
  readonly findings: readonly RequestFinding[];
  /** Where the members that are there have their values. */
  readonly values: ReadonlyMap<RequestMember, Place>;
  /** Undefined where a finding forbids to send it. */
  readonly request?: RequestValues;
}

/**
 * Reads a request as strictly as the AWS CLI reads --cli-input-json (no comments, no trailing commas, no unknown members,
 * no text for a number) and holds every rule of CopyClusterSnapshot against it that can be known without asking.
 */
export function readRequest(text: string): RequestReading {
  const offset = deepBracket(text);
  if (offset !== undefined) {
    const place = { offset, length: 1 };
    return { findings: [{ fault: { kind: 'syntax', fault: 'other' }, place }], values: new Map() };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const findings = syntaxFindings(text, errors);
  if (root === undefined) {
    const empty: RequestFinding = { fault: { kind: 'empty' }, place: { offset: 0, length: text.length } };
    return { findings: text.trim() === '' ? [empty] : findings, values: new Map() };
  }
  const members = membersOf(root);
  const checked = root.type === 'object' ? checkMembers(text, root) : [notObject(text, root)];
  // What broken text does not have may only be hidden.
  findings.push(...checked.filter(({ fault }) => findings.length === 0 || fault.kind !== 'missingMember'));
  findings.sort((a, b) => a.place.offset - b.place.offset);
  const values = new Map([...members].map(([member, node]) => [member, placeOf(node)]));
  return findings.every(isHarmless) ? { findings, values, request: requestOf(members) } : { findings, values };
}

function requestOf(members: ReadonlyMap<RequestMember, Node>): RequestValues {
  const text = (member: TextMember): string => String(members.get(member)?.value ?? '');
  const days: unknown = members.get('ManualSnapshotRetentionPeriod')?.value;
  const request = {
    SourceSnapshotIdentifier: text('SourceSnapshotIdentifier'),
    TargetSnapshotIdentifier: text('TargetSnapshotIdentifier').toLowerCase(),
    ManualSnapshotRetentionPeriod: typeof days === 'number' ? days : keepUntilDeleted,
  };
  const clusterIdentifier = text('SourceSnapshotClusterIdentifier');
  return clusterIdentifier === '' ? request : { ...request, SourceSnapshotClusterIdentifier: clusterIdentifier };
}

/** The values of the members that there are; of one that is there twice, the first. */
function membersOf(root: Node): ReadonlyMap<RequestMember, Node> {
  const found = new Map<RequestMember, Node>();
  for (const { key, value } of propertiesOf(root)) {
    const name = String(key.value);
    if (value !== undefined && isRequestMember(name) && !found.has(name)) {
      found.set(name, value);
    }
  }
  return found;
}

function checkMembers(text: string, root: Node): readonly RequestFinding[] {
  const findings: RequestFinding[] = [];
  const seen = new Set<string>();
  for (const { key, value } of propertiesOf(root)) {
    const member = String(key.value);
    if (seen.has(member)) {
      findings.push({ fault: { kind: 'repeatedMember', member }, place: placeOf(key) });
    } else if (!isRequestMember(member)) {
      findings.push({ fault: unknownMember(member), place: placeOf(key) });
    } else if (value !== undefined) {
      findings.push(...checkValue(text, member, value));
    }
    seen.add(member);
  }
  const missing = requiredMembers.filter(member => !seen.has(member));
  const brace: Place = { offset: root.offset, length: 1 };
  return [...findings, ...missing.map(member => ({ fault: { kind: 'missingMember', member }, place: brace }) as const)];
}

function unknownMember(member: string): RequestFault {
  const meant = meantMember(member);
  return meant === undefined ? { kind: 'unknownMember', member } : { kind: 'unknownMember', member, meant };
}

function checkValue(text: string, member: RequestMember, node: Node): readonly RequestFinding[] {
  const found = foundKind(text, node);
  const place = placeOf(node);
  if (member === 'ManualSnapshotRetentionPeriod') {
    if (found !== 'number') {
      return [{ fault: { kind: 'notWholeNumber', member, found }, place }];
    }
    const days = checkRetentionDays(node.value);
    return days.ok ? [] : [{ fault: { kind: 'retention', fault: days.reason }, place }];
  }
  if (found !== 'text') {
    return [{ fault: { kind: 'notText', member, found }, place }];
  }
  const value = String(node.value);
  if (value.trim() === '') {
    return [{ fault: { kind: 'blank', member }, place }];
  }
  if (value !== value.trim()) {
    return [{ fault: { kind: 'padded', member }, place }];
  }
  return member === 'TargetSnapshotIdentifier' ? checkTarget(text, value, node) : [];
}

function checkTarget(text: string, value: string, node: Node): readonly RequestFinding[] {
  const checked = checkTargetIdentifier(value);
  if (!checked.ok) {
    const fault = checked.reason;
    return [{ fault: { kind: 'identifier', fault }, place: placeInside(text, value, node, fault) }];
  }
  const { value: sent } = checked;
  return sent === value ? [] : [{ fault: { kind: 'lowerCased', sent }, place: placeOf(node) }];
}

/** The very characters, where the text has them unescaped; else the whole value. */
function placeInside(text: string, value: string, node: Node, fault: IdentifierFault): Place {
  const characters = [...value];
  const before = (count: number): number => characters.slice(0, count).join('').length;
  const start = node.offset + 1;
  if (text.slice(start, start + node.length - 2) !== value) {
    return placeOf(node);
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
      return placeOf(node);
  }
}

function notObject(text: string, root: Node): RequestFinding {
  return { fault: { kind: 'notObject', found: foundKind(text, root) }, place: placeOf(root) };
}

/** Every comment, and the first of the other errors: those that follow come of it. */
function syntaxFindings(text: string, errors: readonly ParseError[]): RequestFinding[] {
  const findings = errors.map(error => syntaxFinding(text, error));
  const isComment = ({ fault }: RequestFinding): boolean => fault.kind === 'syntax' && fault.fault === 'comment';
  const first = findings.find(finding => !isComment(finding));
  return findings.filter(finding => finding === first || isComment(finding));
}

function syntaxFinding(text: string, { error, offset, length }: ParseError): RequestFinding {
  const place = { offset, length: Math.max(length, offset < text.length ? 1 : 0) };
  const comma = text.slice(0, offset).trimEnd().length - 1;
  const isTrailing = text[comma] === ',' && /^[}\]]/.test(text.slice(offset));
  switch (printParseErrorCode(error)) {
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return { fault: { kind: 'syntax', fault: 'comment' }, place };
    case 'PropertyNameExpected':
    case 'ValueExpected':
      return isTrailing
        ? { fault: { kind: 'syntax', fault: 'trailingComma' }, place: { offset: comma, length: 1 } }
        : { fault: { kind: 'syntax', fault: 'other' }, place };
    case 'CloseBraceExpected':
    case 'CloseBracketExpected':
    case 'UnexpectedEndOfString':
      return { fault: { kind: 'syntax', fault: 'unclosed' }, place };
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return { fault: { kind: 'syntax', fault: 'escape' }, place };
    case 'InvalidCharacter':
      return { fault: { kind: 'syntax', fault: 'control' }, place };
    case 'EndOfFileExpected':
      return { fault: { kind: 'syntax', fault: 'afterEnd' }, place };
    default:
      return { fault: { kind: 'syntax', fault: 'other' }, place };
  }
}

function propertiesOf(root: Node): readonly { readonly key: Node; readonly value: Node | undefined }[] {
  const properties = root.type === 'object' ? (root.children ?? []) : [];
  return properties.flatMap(({ children: [key, value] = [] }) => (key === undefined ? [] : [{ key, value }]));
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

function placeOf({ offset, length }: Node): Place {
  return { offset, length };
}
