/**
 * A text as JavaScript and Python both write it, in double quotes. What cannot be seen (control and format characters,
 * which could show a line as another one than it is) is escaped.
 */
export function literal(value: string | number, escaped: (code: number) => string): string {
  if (typeof value === 'number') {
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
