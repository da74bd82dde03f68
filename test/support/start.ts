import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/sandbox';
import { sandboxProfile, writeProfiles } from './awsProfiles';
import { newestVsCode, root, workFolder } from './paths';
import { endQuietlyOnSignals, isEnding, temporaryFolder } from './processes';
import { startDesktop } from './startDesktop';
import { installVsix, startVsCode } from './vsCode';
import { codeServerRuns, installVsCode } from './vsCodeInstall';
import { packageVsix } from './vsix';

export interface StartOptions {
  readonly port?: number | undefined;
  readonly open: boolean;
}

/** Everything that it starts ends with this process (see processes.ts). */
export async function start(options: StartOptions): Promise<void> {
  endQuietlyOnSignals();
  if (options.port !== undefined && !(await isFree(options.port))) {
    console.error(`Port ${options.port} is in use.`);
    process.exit(1);
  }
  const sandbox = await startSandbox();
  const env = profiles(sandbox);
  const workspaceFolder = join(temporaryFolder(), 'redshift-snapshots');
  mkdirSync(workspaceFolder);
  if (!codeServerRuns()) {
    await startDesktop({ vsix: await packaged(), companion, env, workspaceFolder });
    return;
  }
  await installVsCode();
  const extensionsDir = await installedExtensions();
  const port = options.port === undefined ? {} : { port: options.port };
  const { url, ended } = await startVsCode({ ...port, extensionsDir, env, workspaceFolder });
  console.log(`\nVS Code ${newestVsCode} with the extension and sample data is at\n\n  ${url}\n\nCtrl+C ends it.`);
  if (options.open && hasDesktop()) {
    openInBrowser(url);
  }
  await ended;
  if (!isEnding()) {
    console.error('VS Code has ended by itself.');
    process.exit(1);
  }
}

const companion = join(root, 'test', 'support', 'openView');
const folder = join(workFolder, 'start');
const contents = ['dist', 'media', 'package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];

function profiles(sandbox: RunningSandbox): Record<string, string> {
  const all = { sandbox: sandboxProfile(sandbox), 'sandbox-empty-region': sandboxProfile(sandbox, 'eu-central-1') };
  return writeProfiles(all, 'sandbox');
}

/** The VSIX of what was built last; packaged anew only when something in it has changed. */
async function packaged(): Promise<string> {
  const vsix = join(folder, 'extension.vsix');
  const parts = [...contents.map(name => join(root, name)), companion].filter(existsSync);
  if (!existsSync(vsix) || statSync(vsix).mtimeMs < Math.max(...parts.map(lastChange))) {
    console.log('Packaging the extension…');
    mkdirSync(folder, { recursive: true });
    await packageVsix(vsix);
  }
  return vsix;
}

/** A folder of extensions with ours and the companion, both installed once for each VSIX. */
async function installedExtensions(): Promise<string> {
  const vsix = await packaged();
  const extensions = join(folder, 'extensions');
  const stamp = join(folder, 'installed');
  if (!existsSync(stamp) || statSync(stamp).mtimeMs < statSync(vsix).mtimeMs) {
    console.log('Installing the extension…');
    rmSync(extensions, { recursive: true, force: true });
    cpSync(companion, join(extensions, 'redshift-snapshots.open-view-0.0.1'), { recursive: true });
    await installVsix(vsix, extensions);
    writeFileSync(stamp, '');
  }
  return extensions;
}

function lastChange(path: string): number {
  const { mtimeMs } = statSync(path);
  return statSync(path).isDirectory()
    ? Math.max(mtimeMs, ...readdirSync(path).map(name => lastChange(join(path, name))))
    : mtimeMs;
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function hasDesktop(): boolean {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  return !CI && (process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY));
}

function openInBrowser(url: string): void {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  // Whoever has no such program opens the printed URL by hand.
  spawn(command, [...args, url], { stdio: 'ignore' }).on('error', () => {});
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
