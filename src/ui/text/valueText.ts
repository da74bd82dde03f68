import { isJsonObject, type JsonValue } from '../../core/model/json';

/** An account as it is; `key=value, key=value` of tags; keys of tags with commas between them. */
export function valueText(value: JsonValue): string {
  if (Array.isArray(value)) {
    return value.map(valueText).join(', ');
  }
  return isJsonObject(value) ? `${String(value['Key'])}=${String(value['Value'])}` : String(value);
}
