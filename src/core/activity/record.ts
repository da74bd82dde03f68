import { type CopyOperation, operationStates } from '../operations/operation';

/** How this version writes an operation. A record without a version is of before there were any, and reads the same. */
const written = { version: 1, operation: 'CopyClusterSnapshot' } as const;

/** `half`: a crash has cut it off. `foreign`: whole, but for another version of the extension to understand. */
export type Parsed = CopyOperation | 'half' | 'foreign';

export function recordOf(operation: CopyOperation): string {
  return JSON.stringify({ ...written, ...operation });
}

export function parseRecord(text: string): Parsed {
  const value = parsed(text);
  if (value === undefined) {
    return 'half';
  }
  if (!isObject(value)) {
    return 'foreign';
  }
  const { version = 0, operation = written.operation, ...members } = value;
  const isKnown = version === 0 || version === written.version;
  return isKnown && operation === written.operation && isCopy(members) ? members : 'foreign';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All that is read of a record without another look. What is missing or of another type, this version has not written. */
function isCopy(value: Fields): value is Fields & CopyOperation {
  const { id, state, planned, target, request, identity } = value;
  return (
    isText(id) &&
    operationStates.some(known => known === state) &&
    isTime(planned) &&
    isTarget(target) &&
    isRequest(request) &&
    (identity === undefined || isIdentity(identity)) &&
    ['confirmed', 'lastSeen', 'ended'].every(name => value[name] === undefined || isTime(value[name])) &&
    ['source', 'copy', 'holder'].every(name => value[name] === undefined || isSnapshot(value[name])) &&
    (value['problem'] === undefined || isProblem(value['problem'])) &&
    (value['attempts'] === undefined || isAttempts(value['attempts']))
  );
}

function isTarget(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['source']) || !isText(value['region'])) {
    return false;
  }
  const { kind, name } = value['source'];
  const isKnown = kind === 'environment' || kind === 'sample' || (kind === 'profile' && isText(name));
  return isKnown && (value['endpoint'] === undefined || isText(value['endpoint']));
}

function isRequest(value: unknown): boolean {
  return (
    isObject(value) &&
    ['clusterIdentifier', 'sourceIdentifier', 'targetIdentifier'].every(name => isText(value[name])) &&
    typeof value['retentionDays'] === 'number'
  );
}

function isIdentity(value: unknown): boolean {
  return isObject(value) && isText(value['account']) && isText(value['arn']);
}

function isSnapshot(value: unknown): boolean {
  return isObject(value) && ['identifier', 'clusterIdentifier', 'status'].every(name => isText(value[name]));
}

function isProblem(value: unknown): boolean {
  return isObject(value) && ['kind', 'code', 'message'].every(name => isText(value[name]));
}

function isAttempts(value: unknown): boolean {
  return Array.isArray(value) && value.every(attempt => isObject(attempt) && isTime(attempt['time']));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** One that a date can be made of. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
