import type { JsonObject, JsonValue } from '../../core/model/json';

/**
 * An answer of the SDK as the AWS CLI prints it with `--output json`: the service's members, names and order, dates as
 * ISO 8601 UTC, absent members absent, an empty list empty. `$metadata` is the SDK's own and left out.
 */
export function toJsonObject(answer: object): JsonObject {
  const json: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined && value !== null && name !== '$metadata') {
      json[name] = toJsonValue(value);
    }
  }
  return json;
}

function toJsonValue(value: unknown): JsonValue {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return value.map(toJsonValue);
  }
  if (typeof value === 'object' && value !== null) {
    return toJsonObject(value);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
