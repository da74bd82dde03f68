import { equal } from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** The text that an element shows, once it is there: with its line breaks, without what is hidden. */
export async function textOf(element: Locator): Promise<string> {
  await element.waitFor();
  const [text = ''] = await element.allInnerTexts();
  return text.replaceAll('\u00a0', ' ').trim();
}

/** Takes the mouse and the focus away: a tooltip covers what is below it for as long as either of them stays. */
export async function leaveTooltips(page: Page): Promise<void> {
  await page.evaluate('document.activeElement.blur()');
  // The activity bar's own may stay for as long as its icon has the focus.
  const tooltip = page.locator('.workbench-hover:visible').filter({ hasNotText: /^Redshift Snapshots$/ });
  let y = 500;
  await eventually(
    async () => {
      // One that comes late, after the mouse has left, stays until the mouse moves, or until any key is pressed.
      y = y === 500 ? 501 : 500;
      await page.mouse.move(640, y);
      if ((await tooltip.count()) > 0) {
        // Not Shift: a key that VS Code may have a command for leaves it there.
        await page.keyboard.press('ScrollLock');
      }
      return tooltip.count();
    },
    shown => equal(shown, 0, 'A tooltip stays.'),
  );
}
