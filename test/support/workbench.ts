// The workbench as a user has it: a page, with words for what one does there.
import { match } from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sharedBrowser } from './browser';
import { EditorPart } from './editorPart';
import { eventually } from './eventually';
import { Notifications } from './notifications';
import { newestVsCode, screenshotFolder } from './paths';
import { temporaryFolder } from './processes';
import { QuickInput } from './quickInput';
import { StatusBar } from './statusBar';
import { textOf } from './textOf';
import { TreeView } from './treeView';
import { startVsCode, type VsCode, type VsCodeOptions } from './vsCode';
import { installedExtension } from './vsix';

export type Theme = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

const open = new Set<Workbench>();

/** Starts VS Code with the packaged extension installed and opens its workbench in a browser. */
export async function openWorkbench(options: VsCodeOptions = {}): Promise<Workbench> {
  const extensionsDir = options.extensionsDir ?? (await installedExtension(options.version ?? newestVsCode));
  return openWorkbenchOf(await startVsCode({ ...options, extensionsDir }));
}

/** Opens the workbench of a VS Code that runs already; closing it closes that too. */
export async function openWorkbenchOf(code: Pick<VsCode, 'url' | 'close'>): Promise<Workbench> {
  const browser = await sharedBrowser().catch(async error => {
    await code.close();
    throw error;
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  context.setDefaultTimeout(60_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const workbench = new Workbench(code, await context.newPage());
  open.add(workbench);
  await workbench.load();
  return workbench;
}

/** Closes what a suite has opened, also when it failed half-way: `after(closeWorkbenches)`. */
export async function closeWorkbenches(): Promise<void> {
  await Promise.all([...open].map(workbench => workbench.close()));
}

/** Saves a screenshot of every open workbench. */
export async function screenshotWorkbenches(name: string): Promise<void> {
  for (const workbench of open) {
    console.log(`      screenshot: ${await workbench.screenshot(name)}`);
  }
}

export class Workbench {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly statusBar: StatusBar;
  readonly editor: EditorPart;
  /** The view `redshiftSnapshots.clusters`. */
  readonly clusters: TreeView;
  /** The view `redshiftSnapshots.activity`. */
  readonly activity: TreeView;

  constructor(
    private readonly code: Pick<VsCode, 'url' | 'close'>,
    readonly page: Page,
  ) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.statusBar = new StatusBar(page);
    this.editor = new EditorPart(page);
    this.clusters = new TreeView(page, 'Clusters');
    this.activity = new TreeView(page, 'Activity');
  }

  /** Opens the page, or opens it again as a reload of the window does. */
  async load(): Promise<void> {
    await this.page.goto(this.code.url);
    await this.started();
  }

  /** Another window of the same VS Code, with an empty folder; it is closed with this one. */
  async openWindow(): Promise<Workbench> {
    const url = new URL(this.code.url);
    url.searchParams.set('folder', temporaryFolder());
    const page = await this.page.context().newPage();
    const other = new Workbench({ ...this.code, url: url.href }, page);
    await other.load();
    return other;
  }

  /** Reloads the window by its command, so that VS Code keeps what was open. */
  async reloadWindow(): Promise<void> {
    const loaded = this.page.waitForEvent('domcontentloaded');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.started();
  }

  /** Runs a command from the command palette by its title, e.g. `Redshift Snapshots: Refresh`. */
  async runCommand(title: string): Promise<void> {
    await this.leaveView();
    await this.page.keyboard.press('F1');
    await this.quickInput.waitUntilOpen();
    await this.quickInput.paste(`>${title}`);
    await this.quickInput.choose(title);
  }

  /** Opens the extension's view from the activity bar, unless VS Code has restored it. */
  async openView(): Promise<void> {
    const title = await this.page.locator('.part.sidebar .composite.title h2').allInnerTexts();
    if (!title.includes('Redshift Snapshots')) {
      await this.page.locator('.part.activitybar').getByRole('tab', { name: 'Redshift Snapshots' }).click();
    }
    await this.clusters.waitUntilOpen();
  }

  /** The lines in sight of the output channel that is open in the panel. */
  output(): Promise<string> {
    return textOf(this.page.locator('.part.panel .output-view .view-lines'));
  }

  /** Drags the edge of the side bar until it is so wide, in pixels. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box) {
      await this.page.mouse.move(box.x + box.width, box.y + 300);
      await this.page.mouse.down();
      await this.page.mouse.move(box.x + width, box.y + 300, { steps: 5 });
      await this.page.mouse.up();
    }
  }

  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await eventually(
      () => this.quickInput.placeholder(),
      text => match(text, /^Select Color Theme/),
    );
    await this.quickInput.type(label);
    await this.quickInput.choose(label);
    await this.quickInput.waitUntilClosed();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** What was copied last. */
  clipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Saves a screenshot in .vscode-test/screenshots and returns its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshotFolder, { recursive: true });
    const path = join(screenshotFolder, `${name.replace(/[^\w.-]+/g, '-')}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /** A tree that has the focus takes it again when VS Code has refreshed its rows, and that closes the command palette. */
  private async leaveView(): Promise<void> {
    // VS Code notices on a timer of its own, which was set before this one.
    await this.page.evaluate('new Promise(resolve => { document.activeElement.blur(); setTimeout(resolve); })');
  }

  /** By VS Code's own marks: it shows what was open before, and knows what extensions contribute. */
  private async started(): Promise<void> {
    await this.page.waitForFunction(
      `['code/didStartWorkbench', 'code/didLoadExtensions'].every(mark => performance.getEntriesByName(mark).length > 0)`,
    );
  }

  async close(): Promise<void> {
    open.delete(this);
    await this.page.context().close();
    await this.code.close();
  }
}

const themes: Readonly<Record<Theme, { readonly label: string; readonly className: string }>> = {
  dark: { label: 'Dark Modern', className: 'vs-dark' },
  light: { label: 'Light Modern', className: 'vs' },
  highContrast: { label: 'Dark High Contrast', className: 'hc-black' },
  highContrastLight: { label: 'Light High Contrast', className: 'hc-light' },
};
