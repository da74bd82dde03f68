/** Longest text of the service in a notification, in characters; the output channel has all of it. */
const maxLength = 1000;

/** Characters that break a line, act on a terminal, or turn around what is written after them. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu;

/** Text from anywhere in one line. */
export function oneLine(text: string): string {
  return text.replace(unprintable, ' ').trim();
}

/**
 * Text from anywhere for a place that turns `[text](target)` into a link and `$(name)` into an icon: one line, bounded, with
 * neither in it.
 */
export function plainText(text: string): string {
  const short = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return oneLine(short).replaceAll('](', ']\u200B(').replaceAll('$(', '$\u200B(');
}

/** The same for a place that has several lines. */
export function plainLines(lines: readonly string[]): string {
  return lines.map(plainText).join('\n');
}
