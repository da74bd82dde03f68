import { withoutUnseen } from '../../core/model/unseen';

/** Longest text that is shown in one place, in characters; the output channel and documents have all of it. */
const maxLength = 1000;

/** Characters that break a line, or act on a terminal. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Text from anywhere in one line, in which nothing is unseen. */
export function oneLine(text: string): string {
  return withoutUnseen(text).replace(unprintable, ' ').trim();
}

/** The same, bounded, for a place that shows it as it is. */
export function shortLine(text: string): string {
  return oneLine(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}

/**
 * Text from anywhere for a place that turns `[text](target)` into a link and `$(name)` into an icon: one line, bounded, with
 * neither in it.
 */
export function plainText(text: string): string {
  return shortLine(text).replaceAll('](', ']\u200B(').replaceAll('$(', '$\u200B(');
}

/** The same for a place that has several lines. */
export function plainLines(lines: readonly string[]): string {
  return lines.map(plainText).join('\n');
}
