import type { CopyOperation } from '../operations/operation';

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

function isCopy(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & CopyOperation {
  return (
    typeof value['id'] === 'string' &&
    typeof value['state'] === 'string' &&
    typeof value['planned'] === 'number' &&
    isObject(value['request']) &&
    typeof value['request']['targetIdentifier'] === 'string' &&
    isObject(value['target']) &&
    isObject(value['target']['source'])
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
