import type { OperationName } from '../model/gateway';
import { isOperationName, operations } from '../operations/all';
import type { OperationRecord } from '../operations/record';

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

function isRecord(value: Members): value is Members & OperationRecord {
  return (
    isOperationName(value['operation']) &&
    typeof value['id'] === 'string' &&
    typeof value['state'] === 'string' &&
    typeof value['planned'] === 'number' &&
    isObject(value['input']) &&
    isComplete(value['operation'], value['input']) &&
    isObject(value['target']) &&
    isObject(value['target']['source'])
  );
}

/** What names the subject is there; days may be left out. */
function isComplete(name: OperationName, input: Members): boolean {
  return operations[name].parameters.every(({ name: member, required }) => !required || input[member] !== undefined);
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
