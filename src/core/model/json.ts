/** What `JSON.parse` can return. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Brackets within brackets: who reads or writes them calls itself for each, and would run out of stack. */
const deepest = 100;

/** Where a text has more brackets within brackets than anything that is meant; undefined where it has not. */
export function deepBracket(text: string): number | undefined {
  let [open, isInText] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isInText) {
      at += sign === '\\' ? 1 : 0;
      isInText = sign !== '"' && sign !== '\n';
    } else if (sign === '{' || sign === '[') {
      open += 1;
    } else if (sign === '}' || sign === ']') {
      open -= 1;
    } else {
      isInText = sign === '"';
    }
    if (open > deepest) {
      return at;
    }
  }
  return undefined;
}
