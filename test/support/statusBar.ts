import type { Locator, Page } from 'playwright-core';
import { leaveTooltips, textOf } from './textOf';

/** The bar at the bottom. */
export class StatusBar {
  private readonly items: Locator;

  constructor(private readonly page: Page) {
    this.items = page.locator('.part.statusbar .statusbar-item');
  }

  /** The texts of all items, without their icons. */
  texts(): Promise<readonly string[]> {
    return this.items.evaluateAll(items => items.map(item => item.textContent?.trim() ?? '').filter(Boolean));
  }

  /** Waits for the item whose text contains or matches something, and returns its text. */
  async waitFor(text: string | RegExp): Promise<string> {
    return textOf(this.item(text));
  }

  /** What a screen reader says of an item. */
  async aria(text: string | RegExp): Promise<string> {
    return (await this.item(text).locator('[aria-label]').first().getAttribute('aria-label')) ?? '';
  }

  /** Whether an item has the colour of a warning. */
  async warns(text: string | RegExp): Promise<boolean> {
    return /\bwarning-kind\b/.test((await this.item(text).getAttribute('class')) ?? '');
  }

  /** The tooltip of an item. */
  async tooltip(text: string | RegExp): Promise<string> {
    await leaveTooltips(this.page);
    await this.item(text).locator('a').hover();
    return textOf(this.page.locator('.workbench-hover:visible'));
  }

  async click(text: string | RegExp): Promise<void> {
    await this.item(text).locator('a').click();
  }

  private item(text: string | RegExp): Locator {
    return this.items.filter({ hasText: text }).first();
  }
}
