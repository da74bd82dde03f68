/**
 * Characters that nobody sees, or that turn around what is written after them: a name with one of them looks like another
 * name. Not what chooses between a sign and its picture, nor what joins two pictures into one.
 */
const unseen =
  /(?![\uFE0E\uFE0F]|(?<=\p{Extended_Pictographic}\uFE0F?)\u200D(?=\p{Extended_Pictographic}))[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** Each of them in another way: as `\u202E`, where nothing else is said. */
export function withoutUnseen(text: string, write: (character: string) => string = asEscape): string {
  // Most texts have none: rows are made by the thousand.
  return /[^\x20-\x7E]/.test(text) ? text.replace(unseen, write) : text;
}

function asEscape(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}
