import type { OperationName } from '../model/gateway';
import { deepBracket } from '../model/json';
import type { Problem } from '../model/problem';
import { checkRetentionDays } from '../model/retention';
import type { Snapshot, SnapshotProgress } from '../model/snapshot';
import type { CallerIdentity, Target } from '../model/target';
import { isOperationName, operations } from '../operations/all';
import { type Attempt, type OperationRecord, operationStates } from '../operations/record';
import { checkValue, isValueKind } from '../operations/value';

/** How records are written. */
const written = { version: 2 } as const;

/** `half`: a crash has cut it off. `foreign`: for another version of the extension, or another program, to understand. */
export type Parsed = OperationRecord | 'half' | 'foreign';

export function recordOf(operation: OperationRecord): string {
  return JSON.stringify({ ...written, ...operation });
}

export function parseRecord(text: string): Parsed {
  if (deepBracket(text) !== undefined) {
    return 'foreign';
  }
  const value = parsed(text);
  if (value === undefined) {
    return isBeginning(text) ? 'half' : 'foreign';
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

/** How this version and the earlier ones began to write. */
const beginnings = [`{"version":${written.version},`, '{"version":1,', '{"id":'];

/** A crash may also leave zeros in the place of what was not written any more. */
function isBeginning(text: string): boolean {
  const left = text.replace(/\0+$/, '');
  return beginnings.some(beginning => left.startsWith(beginning) || beginning.startsWith(left));
}

type Members = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;
/** Of every member, so that none is read without having been looked at. */
type Checks<Thing> = Readonly<Record<keyof Thing, Check>>;

/** What is missing or of another type, this version has not written. */
function isRecord(value: Members): value is Members & OperationRecord {
  const { operation, input } = value;
  return has(record)(value) && isOperationName(operation) && isObject(input) && isInput(operation, input);
}

/** Each parameter has its type; what is not required may be left out. */
function isInput(name: OperationName, input: Members): boolean {
  return operations[name].parameters.every(({ name: member, kind, required }) => {
    const given = input[member];
    if (given === undefined) {
      return !required;
    }
    if (isValueKind(kind)) {
      return checkValue(kind, given, required).ok;
    }
    return kind === 'days' ? checkRetentionDays(given).ok : isText(given);
  });
}

const isText: Check = value => typeof value === 'string';
const areTexts: Check = value => Array.isArray(value) && value.every(isText);
const isNumber: Check = value => Number.isFinite(value);
const isBoolean: Check = value => typeof value === 'boolean';
/** One that a date can be made of. */
const isTime: Check = value => typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
const isSource: Check = value =>
  isObject(value) &&
  (value['kind'] === 'environment' ||
    value['kind'] === 'sample' ||
    (value['kind'] === 'profile' && isText(value['name'])));

const target: Checks<Target> = { source: isSource, region: isText, endpoint: optional(isText) };
const identity: Checks<CallerIdentity> = { account: isText, arn: isText };
const attempt: Checks<Attempt> = { time: isTime, requestId: optional(isText), code: optional(isText) };

const progress: Checks<SnapshotProgress> = {
  megabytesDone: optional(isNumber),
  megabytesPerSecond: optional(isNumber),
  secondsLeft: optional(isNumber),
  secondsElapsed: optional(isNumber),
};

const snapshot: Checks<Snapshot> = {
  identifier: isText,
  arn: optional(isText),
  clusterIdentifier: isText,
  // Absent in records of the first version.
  type: optional(isText),
  status: isText,
  createTime: optional(isTime),
  retentionStartTime: optional(isTime),
  manualRetentionDays: optional(isNumber),
  totalMegabytes: optional(isNumber),
  incrementalMegabytes: optional(isNumber),
  encrypted: optional(isBoolean),
  kmsKeyId: optional(isText),
  nodeType: optional(isText),
  numberOfNodes: optional(isNumber),
  ownerAccount: optional(isText),
  sourceRegion: optional(isText),
  tags: optional(areTexts),
  sharedWith: optional(areTexts),
  progress: optional(has(progress)),
  described: optional(isObject),
};

const problem: Checks<Problem> = {
  kind: isText,
  operation: optional(isText),
  code: isText,
  message: isText,
  requestId: optional(isText),
  httpStatus: optional(isNumber),
  target: optional(has(target)),
  host: optional(isText),
  outcomeUnknown: optional(isBoolean),
  // A record's problem is told in its own words: these are for what can be done at once.
  signIn: optional(isObject),
  principals: optional(isObject),
  fault: optional(isObject),
  keys: optional(isObject),
};

const record: Checks<OperationRecord> = {
  id: isText,
  operation: isOperationName,
  target: has(target),
  identity: optional(has(identity)),
  input: isObject,
  state: value => operationStates.some(known => known === value),
  planned: isTime,
  confirmed: optional(isTime),
  lastSeen: optional(isTime),
  ended: optional(isTime),
  before: optional(has(snapshot)),
  after: optional(has(snapshot)),
  holder: optional(has(snapshot)),
  problem: optional(has(problem)),
  requestId: optional(isText),
  attempts: optional(value => Array.isArray(value) && value.every(has(attempt))),
  recovered: optional(value => value === true),
};

function has(checks: Readonly<Record<string, Check>>): Check {
  return value => isObject(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
}

function optional(check: Check): Check {
  return value => value === undefined || check(value);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
