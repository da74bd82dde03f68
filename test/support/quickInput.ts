import type { Locator, Page } from 'playwright-core';
import { textOf } from './textOf';

export interface QuickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly focused: boolean;
}

interface TextBox {
  readonly value: string;
  readonly selectionStart: number | null;
  readonly selectionEnd: number | null;
}

/** The box at the top: the command palette, quick picks and input boxes. */
export class QuickInput {
  private readonly widget: Locator;
  private readonly box: Locator;
  private readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget:visible');
    this.box = this.widget.locator('.quick-input-box input');
    this.rows = this.widget.locator('.quick-input-list .monaco-list-row');
  }

  async waitUntilOpen(title?: string): Promise<void> {
    await this.box.waitFor();
    if (title !== undefined) {
      await this.widget.locator('.quick-input-title', { hasText: title }).waitFor();
    }
  }

  isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  async waitUntilClosed(): Promise<void> {
    await this.widget.waitFor({ state: 'detached' });
  }

  /** The title, with the step at its end if there is one, e.g. `Copy alpha (1/2)`. */
  title(): Promise<string> {
    return textOf(this.widget.locator('.quick-input-title'));
  }

  /** E.g. `1/2`; empty where there is only one. */
  async step(): Promise<string> {
    return /\((\d+\/\d+)\)$/.exec(await this.title())?.[1] ?? '';
  }

  value(): Promise<string> {
    return this.box.inputValue();
  }

  /** Whether what is typed is hidden. */
  async isMasked(): Promise<boolean> {
    return (await this.box.getAttribute('type')) === 'password';
  }

  placeholder(): Promise<string> {
    return this.box.getAttribute('placeholder').then(text => text ?? '');
  }

  /** The text that is selected in the box, and so replaced by what is typed. */
  selection(): Promise<string> {
    return this.box.evaluate((input: TextBox) => input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0));
  }

  /** The prompt below the box, or what is wrong with its value. */
  message(): Promise<string> {
    return textOf(this.widget.locator('.quick-input-message'));
  }

  /** Waits until the text below the box contains or matches something. */
  async waitForMessage(text: string | RegExp): Promise<void> {
    await this.widget.locator('.quick-input-message', { hasText: text }).waitFor();
  }

  /** Whether the box is marked as wrong: `error`, `warning`, `info`, or empty. */
  async severity(): Promise<string> {
    const classes = (await this.widget.locator('.quick-input-box .monaco-inputbox').getAttribute('class')) ?? '';
    return /\b(error|warning|info)\b/.exec(classes)?.[1] ?? '';
  }

  /** Waits until there are items, and one whose text contains or matches something if that is given. */
  async waitForItem(text: string | RegExp = ''): Promise<void> {
    await this.rows.filter({ hasText: text }).first().waitFor();
  }

  /** Waits until Enter picks the item of this label. */
  async waitForFocused(label: string): Promise<void> {
    await this.rows
      .and(this.page.locator('.focused'))
      .filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) })
      .waitFor();
  }

  /** The items that are in sight; typing narrows a long list. */
  items(): Promise<readonly QuickItem[]> {
    return this.rows.evaluateAll(rows =>
      rows.map(row => {
        const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
        return {
          label: text('.quick-input-list-row:first-child .label-name'),
          description: text('.quick-input-list-row:first-child .label-description'),
          detail: text('.quick-input-list-label-meta'),
          focused: row.classList.contains('focused'),
        };
      }),
    );
  }

  /** Replaces the value, key by key. */
  async type(text: string): Promise<void> {
    await this.box.fill('');
    await this.box.pressSequentially(text);
  }

  /** Replaces the value at once, as pasting does. */
  async paste(text: string): Promise<void> {
    await this.box.fill(text);
  }

  /** Picks the item of this label. */
  async choose(label: string): Promise<void> {
    await this.rows
      .filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) })
      .first()
      .click();
  }

  async accept(): Promise<void> {
    await this.page.keyboard.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  async back(): Promise<void> {
    await this.widget.getByRole('button', { name: 'Back' }).click();
  }

  /** Presses one of the buttons at the end of the title or the box. */
  async press(button: string): Promise<void> {
    await this.widget.getByRole('button', { name: button }).click();
  }
}
