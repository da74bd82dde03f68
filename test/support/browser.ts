import { type Browser, chromium } from 'playwright-core';
import { installBrowser } from './browserInstall';

let shared: Promise<Browser> | undefined;

/** The one browser of this process; each workbench has a context of its own in it. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}

export async function closeSharedBrowser(): Promise<void> {
  await (await shared)?.close();
  shared = undefined;
}

/** Starts a headless browser that reaches nothing but this machine. */
export async function launchBrowser(): Promise<Browser> {
  const install = await installBrowser();
  if (!install) {
    throw new Error('No Chrome, Chromium or Edge was found; CHROME_PATH can name one.');
  }
  return chromium.launch({
    executablePath: install.executable,
    env: definedOnly(install.env),
    args: flags,
    chromiumSandbox: install.sandbox && process.getuid?.() !== 0,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

const flags = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-sync',
  '--hide-scrollbars',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
