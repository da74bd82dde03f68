import { isJsonObject, type JsonValue } from '../model/json';

/**
 * A value as JavaScript and Python both write it, texts in double quotes. `member` writes the name of an object's member. What cannot be seen (control and format characters,
 * which could show a line as another one than it is) is escaped.
 */
export function literal(
  value: JsonValue,
  escaped: (code: number) => string,
  member: (name: string) => string = name => literal(name, escaped),
): string {
  const inner = (item: JsonValue): string => literal(item, escaped, member);
  if (Array.isArray(value)) {
    return `[${value.map(inner).join(', ')}]`;
  }
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([name, item]) => `${member(name)}: ${inner(item)}`);
    return `{${members.join(', ')}}`;
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  const text = value
    .replace(/["\\]/g, '\\$&')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, character => {
      const code = character.codePointAt(0) ?? 0;
      return code === 0x0a ? '\\n' : escaped(code);
    });
  return `"${text}"`;
}

export function hexDigits(code: number, length: number): string {
  return code.toString(16).padStart(length, '0');
}

/** One line, for a comment: whatever could end it is a space. */
export function commentText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu, ' ');
}
