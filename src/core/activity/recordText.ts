import type { OperationName } from '../model/gateway';
import { isOperationName, operations } from '../operations/all';
import { type OperationRecord, operationStates } from '../operations/record';

/** How records are written. */
const written = { version: 2 } as const;

/** `half`: a crash has cut it off. `foreign`: whole, but for another version of the extension to understand. */
export type Parsed = OperationRecord | 'half' | 'foreign';

export function recordOf(operation: OperationRecord): string {
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
  const { version = 0, ...members } = value;
  const record = version === written.version ? members : version === 0 || version === 1 ? converted(members) : {};
  return isRecord(record) ? record : 'foreign';
}

/** Versions 0, which was not written, and 1 had copies only, and words of their own for the parameters. */
function converted(value: Members): Members {
  const { operation = 'CopyClusterSnapshot', request, source, copy, ...members } = value;
  if (!isObject(request)) {
    return {};
  }
  const input = {
    SourceSnapshotIdentifier: request['sourceIdentifier'],
    SourceSnapshotClusterIdentifier: request['clusterIdentifier'],
    TargetSnapshotIdentifier: request['targetIdentifier'],
    ManualSnapshotRetentionPeriod: request['retentionDays'],
  };
  return {
    operation,
    ...members,
    input,
    ...(source === undefined ? {} : { before: source }),
    ...(copy === undefined ? {} : { after: copy }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All that is read of a record without another look. What is missing or of another type, this version has not written. */
function isRecord(value: Members): value is Members & OperationRecord {
  const { operation, id, state, planned, target, input, identity } = value;
  return (
    isOperationName(operation) &&
    isText(id) &&
    operationStates.some(known => known === state) &&
    isTime(planned) &&
    isTarget(target) &&
    isObject(input) &&
    isInput(operation, input) &&
    (identity === undefined || isIdentity(identity)) &&
    ['confirmed', 'lastSeen', 'ended'].every(name => value[name] === undefined || isTime(value[name])) &&
    ['before', 'after', 'holder'].every(name => value[name] === undefined || isSnapshot(value[name])) &&
    (value['problem'] === undefined || isProblem(value['problem'])) &&
    (value['attempts'] === undefined || isAttempts(value['attempts']))
  );
}

/** Each parameter has its type; what is not required may be left out. */
function isInput(name: OperationName, input: Members): boolean {
  return operations[name].parameters.every(({ name: member, kind, required }) => {
    const given = input[member];
    return given === undefined ? !required : typeof given === (kind === 'days' ? 'number' : 'string');
  });
}

function isTarget(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['source']) || !isText(value['region'])) {
    return false;
  }
  const { kind, name } = value['source'];
  const isKnown = kind === 'environment' || kind === 'sample' || (kind === 'profile' && isText(name));
  return isKnown && (value['endpoint'] === undefined || isText(value['endpoint']));
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

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
