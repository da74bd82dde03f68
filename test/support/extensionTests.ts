// Runs extension tests in the extension host of a VS Code whose workbench is a page: what the desktop build does by itself.
import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { mark } from './mark';
import { logFolder } from './paths';
import { startVsCode, type VsCodeOptions } from './vsCode';

export interface ExtensionTests extends VsCodeOptions {
  readonly extensionPath: string;
  /** The module that exports `run()`. */
  readonly suite: string;
  /** Given the page before it opens; what it returns is called when the suite has ended. */
  readonly watchPage?: (page: Page) => Promise<() => Promise<void>>;
}

const suiteTimeout = 600_000;

/** Resolves with the suite's exit code: 0, or 1 if its `run()` was rejected. */
export async function runExtensionTests(tests: ExtensionTests): Promise<number> {
  const code = await startVsCode({ ...tests, smokeTestDriver: true });
  const browser = await launchBrowser();
  const noise: string[] = [];
  const print = (text: string) => (text.startsWith(mark) ? console.log(text.slice(mark.length)) : noise.push(text));
  try {
    const ended = code.ended.then(() => Promise.reject(new Error('VS Code has ended by itself.')));
    return await Promise.race([
      runInPage(await browser.newPage(), address(code.url, code.port, tests), { print, ...tests }),
      ended,
    ]);
  } catch (error) {
    console.error(noise.join('\n'));
    throw error;
  } finally {
    writeFileSync(join(logFolder, `workbench-${code.version}.log`), noise.join('\n'));
    await browser.close();
    await code.close();
  }
}

interface PageOptions extends Pick<ExtensionTests, 'watchPage'> {
  readonly print: (text: string) => void;
}

async function runInPage(page: Page, url: string, { print, watchPage }: PageOptions): Promise<number> {
  const events = new EventEmitter();
  const exit = once(events, 'exit', { signal: AbortSignal.timeout(suiteTimeout) });
  page.once('crash', () => events.emit('error', new Error('The page of the workbench crashed.')));
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => print(format(...args)));
  await page.exposeFunction('codeAutomationExit', (code: number) => events.emit('exit', code));
  const unwatch = await watchPage?.(page);
  await page.goto(url);
  const [code] = await exit;
  await unwatch?.();
  return code;
}

function address(url: string, port: number, tests: ExtensionTests): string {
  const remote = `vscode-remote://127.0.0.1:${port}`;
  const payload = [
    ['extensionDevelopmentPath', `${remote}${tests.extensionPath}`],
    ['extensionTestsPath', `${remote}${tests.suite}`],
    ['skipWelcome', 'true'],
  ];
  return `${url}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
