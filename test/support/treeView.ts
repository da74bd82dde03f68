import { ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';
import { Notifications } from './notifications';
import { root } from './paths';
import { leaveTooltips, textOf } from './textOf';

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly aria: string;
  /** 1 at the root. */
  readonly level: number;
  /** Undefined where there is nothing to expand. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
  readonly focused: boolean;
}

interface Axe {
  run(node: unknown): Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  }>;
}

const lostRow = 'That row was just being updated';

/** A tree of the side bar, by the title of its view. */
export class TreeView {
  private readonly section: Locator;
  private readonly pane: Locator;
  private readonly tree: Locator;
  private readonly notifications: Notifications;
  private lastGesture: (() => Promise<void>) | undefined;

  constructor(
    private readonly page: Page,
    title: string,
  ) {
    const header = page
      .locator('.pane-header')
      .filter({ has: page.locator('h3.title').getByText(title, { exact: true }) });
    this.section = page.locator('.part.sidebar .pane').filter({ has: header });
    this.pane = this.section.locator('.tree-explorer-viewlet-tree-view');
    this.tree = this.pane.locator('.monaco-list[role="tree"]');
    this.notifications = new Notifications(page);
  }

  /** Opens the view where it is folded up to its title. */
  async unfold(): Promise<void> {
    const header = this.section.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') {
      await header.click();
    }
    await this.tree.or(this.section.locator('.welcome-view-content')).first().waitFor();
  }

  async waitUntilOpen(): Promise<void> {
    await this.pane.waitFor();
  }

  /** The rows in sight, from top to bottom. */
  rows(): Promise<readonly TreeRow[]> {
    return this.tree.locator('.monaco-list-row').evaluateAll(rows =>
      rows
        .map(row => ({ row, top: row.getBoundingClientRect().top }))
        .sort((a, b) => a.top - b.top)
        .map(({ row }) => {
          const expanded = row.getAttribute('aria-expanded');
          return {
            label: row.querySelector('.label-name')?.textContent?.trim() ?? '',
            description: row.querySelector('.label-description')?.textContent?.trim() ?? '',
            aria: row.getAttribute('aria-label') ?? '',
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            selected: row.getAttribute('aria-selected') === 'true',
            focused: row.classList.contains('focused'),
          };
        }),
    );
  }

  /** The row with this label, or the first whose text matches. */
  row(label: string | RegExp): Locator {
    const rows = this.tree.locator('.monaco-list-row');
    const name = this.page.locator('.label-name');
    return typeof label === 'string'
      ? rows.filter({ has: name.getByText(label, { exact: true }) }).first()
      : rows.filter({ hasText: label }).first();
  }

  async waitForRow(label: string | RegExp): Promise<void> {
    await this.row(label).waitFor();
  }

  /** Expands a row by its twistie and waits until that is done and its children are there. */
  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await leaveTooltips(this.page);
      await row.locator('.monaco-tl-twistie').click();
    }
    await this.row(label).and(this.page.locator('[aria-expanded="true"]')).waitFor();
    // VS Code expands it before it has asked for the children, and says that it is loading only after a while.
    await eventually(
      () => this.rows(),
      rows => {
        const is = (row: TreeRow) =>
          typeof label === 'string' ? row.label === label : label.test(`${row.label}${row.description}`);
        const at = rows.findIndex(is);
        const [parent, child] = [rows[at], rows[at + 1]];
        ok(parent === undefined || child === undefined || child.level > parent.level, `${label} has no rows yet.`);
      },
    );
    await row.locator('.codicon-tree-item-loading').waitFor({ state: 'detached' });
  }

  async collapse(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'true') {
      await leaveTooltips(this.page);
      await row.locator('.monaco-tl-twistie').click();
    }
    await row.and(this.page.locator('[aria-expanded="false"]')).waitFor();
  }

  async click(label: string | RegExp, modifiers: ('Control' | 'Shift')[] = []): Promise<void> {
    await leaveTooltips(this.page);
    await this.row(label).locator('.label-name').click({ modifiers });
  }

  /** Puts the keyboard into the tree. */
  async focus(): Promise<void> {
    await this.tree.focus();
  }

  async waitUntilFocused(): Promise<void> {
    await this.tree.and(this.page.locator(':focus')).waitFor();
  }

  /** Moves the focus with the arrow keys until it is on a row; the tree must have the keyboard. */
  async moveTo(label: string): Promise<void> {
    await this.page.keyboard.press('Home');
    const onIt = this.row(label).and(this.page.locator('.focused'));
    for (let step = 0; step < 200 && !(await onIt.isVisible()); step++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await onIt.waitFor();
  }

  /** Expands the row of the focus with the arrow key. VS Code forgets a key that is pressed while it puts rows in the place of others. */
  async expandByKeyboard(label: string): Promise<void> {
    await eventually(
      async () => {
        const isExpanded = (await this.row(label).getAttribute('aria-expanded')) === 'true';
        if (!isExpanded) {
          await this.moveTo(label);
          await this.page.keyboard.press('ArrowRight');
        }
        return isExpanded;
      },
      isExpanded => ok(isExpanded, `"${label}" stays collapsed.`),
    );
  }

  /** The titles in a row's context menu, which stays open. */
  async contextMenu(label: string | RegExp): Promise<readonly string[]> {
    await this.settled();
    await leaveTooltips(this.page);
    await this.row(label).locator('.label-name').click({ button: 'right' });
    await this.menuItems().first().waitFor();
    return (await this.menuItems().allInnerTexts()).map(text => text.trim());
  }

  /** Picks an item of a row's context menu. */
  async chooseFromContextMenu(label: string | RegExp, title: string): Promise<void> {
    await this.act(() => this.pick(label, title));
  }

  private async pick(label: string | RegExp, title: string): Promise<void> {
    const titles = await this.contextMenu(label);
    ok(titles.includes(title), `The menu has no "${title}", but ${titles.join(', ')}.`);
    const menu = this.page.locator('.monaco-menu');
    // A menu ignores the mouse for the first 100 ms.
    await eventually(
      async () => {
        const item = menu.getByRole('menuitem', { name: title, exact: true });
        // It may close before the click arrives, of the click before.
        await item.click({ timeout: 1_000 }).catch(() => {});
        return menu.isVisible();
      },
      open => ok(!open, `The menu stays open when "${title}" is picked.`),
    );
  }

  /** Opens the menu of the focused row. VS Code forgets a key that is pressed while it replaces rows. */
  async openMenuByKeyboard(): Promise<void> {
    await this.settled();
    const first = this.menuItems().first();
    await eventually(
      async () => {
        await this.page.keyboard.press('Shift+F10');
        return first.waitFor({ timeout: 5_000 }).then(
          () => true,
          () => false,
        );
      },
      isOpen => ok(isOpen, 'The menu does not open.'),
    );
  }

  /** Moves with the arrow keys to an item of the menu that is open, and picks it. */
  async chooseFromOpenMenu(title: string): Promise<void> {
    await this.menuItems().first().waitFor();
    const titles = (await this.menuItems().allInnerTexts()).map(text => text.trim());
    const focused = this.page.locator('.monaco-menu .action-item.focused', { hasText: title });
    for (let step = 0; step <= titles.length && !(await focused.isVisible()); step++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await focused.waitFor();
    await this.page.keyboard.press('Enter');
  }

  /**
   * Presses one of the icons at the end of a row. Not with the mouse, and found and pressed in one go: a row that moves or is
   * drawn again meanwhile hides the icon, or has another one by then. `inlineActions` hovers.
   */
  async pressInline(label: string | RegExp, title: string): Promise<void> {
    const row = this.row(label);
    const name = await row.locator('.label-name').textContent();
    await this.act(async () => {
      await eventually(
        () =>
          row.evaluate(
            (element, wanted) => {
              const isStill = element.querySelector('.label-name')?.textContent === wanted.name;
              const icon = element.querySelector(`.actions [aria-label="${wanted.title}"]`);
              return (
                isStill && icon?.dispatchEvent(new Event('click', { bubbles: true, cancelable: true })) !== undefined
              );
            },
            { name, title },
          ),
        isPressed => ok(isPressed, `The row "${label}" has no "${title}".`),
      );
    });
  }

  /** The titles of the icons at the end of a row. */
  async inlineActions(label: string | RegExp): Promise<readonly string[]> {
    await leaveTooltips(this.page);
    const row = this.row(label);
    await row.hover();
    return row
      .locator('.actions .action-label')
      .evaluateAll(icons => icons.map(icon => icon.getAttribute('aria-label') ?? ''));
  }

  /** Presses one of the icons in the view's title. */
  async pressTitle(title: string): Promise<void> {
    await this.section.locator('.pane-header').hover();
    await this.section.locator('.pane-header').getByRole('button', { name: title, exact: true }).click();
  }

  /** The tooltip of a row. */
  async tooltip(label: string | RegExp): Promise<string> {
    await leaveTooltips(this.page);
    await this.row(label).locator('.label-name').hover();
    // VS Code says that it is loading until the extension has answered.
    const other = /^(Redshift Snapshots|Loading\.\.\.)$/;
    return textOf(this.page.locator('.workbench-hover:visible').filter({ hasNotText: other }));
  }

  /** What axe-core finds in the view: each with the rule and the element. */
  async axeFindings(): Promise<readonly string[]> {
    await this.page.evaluate(readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
    return this.tree.evaluate(async tree => {
      const axe: Axe = Reflect.get(globalThis, 'axe');
      // VS Code has no space between the label of a row and its description, which would make one word of two.
      for (const description of tree.querySelectorAll('.monaco-icon-description-container')) {
        description.before(' ');
      }
      const { violations } = await axe.run(tree);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    });
  }

  /** What stands behind the view's title. */
  headerDescription(): Promise<string> {
    return textOf(this.section.locator('.pane-header .description'));
  }

  /** The words of the welcome view. */
  welcome(): Promise<string> {
    return textOf(this.section.locator('.welcome-view-content'));
  }

  /** Follows a link or button of the welcome view. */
  async pressWelcome(title: string): Promise<void> {
    const content = this.section.locator('.welcome-view-content');
    await content
      .getByRole('button', { name: title })
      .or(content.getByRole('link', { name: title }))
      .click();
  }

  /** VS Code hands over no row while it is updating it. The extension says so, and the user does what it says: tries again. */
  private async act(gesture: () => Promise<void>): Promise<void> {
    this.lastGesture = gesture;
    await gesture();
    // On its own: most rows are not lost, and then the wait ends with the time it has, or with the page.
    void this.actAgainWhenLost(gesture).catch(() => {});
  }

  private async actAgainWhenLost(gesture: () => Promise<void>): Promise<void> {
    await this.notifications.waitFor(lostRow);
    if (this.lastGesture === gesture) {
      await this.notifications.dismiss(lostRow);
      await this.act(gesture);
    }
  }

  /**
   * Waits until two looks see the same: a row that moves while it is being clicked is not the one that was meant, and VS
   * Code forgets a key that is pressed while it puts the rows of the root in the place of others.
   */
  async settled(): Promise<void> {
    let before = '';
    await eventually(
      async () => (await this.tree.textContent()) ?? '',
      text => {
        const same = text === before;
        before = text;
        ok(same, 'The tree is still changing.');
      },
    );
  }

  private menuItems(): Locator {
    return this.page.locator('.monaco-menu .action-item:not(.disabled) .action-menu-item .action-label');
  }
}
