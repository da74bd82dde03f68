/** Longest text of the service in a notification, in characters; the output channel has all of it. */
const maxLength = 1000;

/**
 * Text from the service or a file for a place that turns `[text](target)` into a link (notifications): one line, bounded,
 * and no link in it.
 */
export function plainText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const short = line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
  return short.replaceAll('](', ']\u200B(');
}

/** The same for a place that turns `$(name)` into an icon (quick picks, the status bar). */
export function withoutIcons(text: string): string {
  return plainText(text).replaceAll('$(', '\\$(');
}
