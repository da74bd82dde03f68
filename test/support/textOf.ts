import type { Locator } from 'playwright-core';

/** The text that an element shows, once it is there: with its line breaks, without what is hidden. */
export async function textOf(element: Locator): Promise<string> {
  await element.waitFor();
  const [text = ''] = await element.allInnerTexts();
  return text.replaceAll('\u00a0', ' ').trim();
}
