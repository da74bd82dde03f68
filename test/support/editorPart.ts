import type { Locator, Page } from 'playwright-core';
import { textOf } from './textOf';

/** The editors. */
export class EditorPart {
  private readonly tabs: Locator;
  private readonly editor: Locator;

  constructor(private readonly page: Page) {
    this.tabs = page.locator('.part.editor .tab');
    this.editor = page.locator('.part.editor .editor-instance .monaco-editor[role="code"]').first();
  }

  /** The titles of the tabs, from left to right. */
  async titles(): Promise<readonly string[]> {
    return (await this.tabs.locator('.tab-label').allInnerTexts()).map(oneLine);
  }

  /** The title of the active tab, once it contains or matches something. */
  async waitForTab(text: string | RegExp): Promise<string> {
    return oneLine(
      await textOf(this.tabs.and(this.page.locator('.active')).filter({ hasText: text }).locator('.tab-label')),
    );
  }

  /** The same, once the editor has the keyboard, too: it takes it a moment after its tab is there, from wherever it was. */
  async waitForFocusedTab(text: string | RegExp): Promise<string> {
    const title = await this.waitForTab(text);
    await this.editor.and(this.page.locator('.focused')).waitFor();
    return title;
  }

  /** The folder above the active editor's text. */
  folder(): Promise<string> {
    return textOf(this.page.locator('.part.editor .monaco-breadcrumb-item').first());
  }

  /** What stands behind the titles of tabs whose names are the same. */
  async descriptions(): Promise<readonly string[]> {
    const texts = await this.tabs.locator('.label-description').allInnerTexts();
    return texts.map(text => oneLine(text).replace(/^\//, '')).filter(text => text !== '');
  }

  /** The whole text of the active editor, copied as a user would. */
  async text(): Promise<string> {
    await this.editor.locator('.view-lines').click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.evaluate("navigator.clipboard.writeText('')");
    await this.page.keyboard.press('ControlOrMeta+C');
    await this.page.waitForFunction("navigator.clipboard.readText().then(text => text !== '')");
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Types into the active editor. */
  async type(text: string): Promise<void> {
    await this.editor.locator('.view-lines').click();
    await this.page.keyboard.type(text);
  }

  /** Waits for what the editor says beside the cursor, e.g. that it is read-only. */
  async waitForMessage(text: string | RegExp): Promise<void> {
    await this.page.locator('.monaco-editor-overlaymessage', { hasText: text }).waitFor();
  }

  /** The language that the active editor shows in the status bar, e.g. `JSON`. */
  language(): Promise<string> {
    return textOf(this.page.locator('.part.statusbar [id="status.editor.mode"]'));
  }
}

// Some versions lay out a title's name and its extension as two boxes.
function oneLine(title: string): string {
  return title.replaceAll('\n', '').trim();
}
