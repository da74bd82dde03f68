// Starts a real VS Code: its server with the extension host; the workbench is then a page of a browser.
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment } from './awsProfiles';
import { logFolder, type VsCodeVersion } from './paths';
import {
  collectOutput,
  exitCode,
  removeFolder,
  runProcess,
  startProcess,
  stopProcess,
  temporaryFolder,
} from './processes';
import { installVsCode } from './vsCodeInstall';

export interface VsCodeOptions {
  readonly version?: VsCodeVersion;
  /** Where extensions were installed with `installVsix`; without it there are none. */
  readonly extensionsDir?: string;
  /** User settings, on top of those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host, from which every AWS_* variable was removed. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder to open; without it a new empty one. */
  readonly workspaceFolder?: string;
  /** Lets a page run extension tests and reach the automation driver. */
  readonly smokeTestDriver?: boolean;
  /** False starts in Restricted Mode. */
  readonly trusted?: boolean;
  /** Without it, a free one. */
  readonly port?: number;
  /** Where it keeps its own data, which outlives it; without it in a folder that goes with it. Several may share one. */
  readonly dataFolder?: string;
}

export interface VsCode {
  readonly version: VsCodeVersion;
  readonly port: number;
  /** The address of the workbench with the folder open. */
  readonly url: string;
  readonly workspaceFolder: string;
  /** Where it keeps its own data, logs included. */
  readonly dataFolder: string;
  /** All that the server and the extension host have printed. */
  logs(): string;
  /** Resolves when VS Code has ended, by `close` or by itself. */
  readonly ended: Promise<number>;
  close(): Promise<void>;
}

/** Keeps VS Code from talking about itself, and from asking the network. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export async function startVsCode(options: VsCodeOptions = {}): Promise<VsCode> {
  const install = await installVsCode(options.version);
  const data = options.dataFolder ?? temporaryFolder();
  const workspaceFolder = options.workspaceFolder ?? temporaryFolder();
  writeSettings(join(data, 'server', 'data'), options.settings);

  const server = startProcess(install.node, ['out/server-main.js', ...serverArguments(data, options)], {
    cwd: install.folder,
    env: { ...awsEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const logFile = join(logFolder, `vscode-${install.version}-${server.pid}.log`);
  mkdirSync(logFolder, { recursive: true });
  const log = createWriteStream(logFile);
  server.stdout?.pipe(log, { end: false });
  server.stderr?.pipe(log, { end: false });

  const close = async () => {
    await stopProcess(server);
    log.end();
    if (options.dataFolder === undefined) {
      removeFolder(data);
    }
  };
  try {
    const port = await listening(server);
    return {
      version: install.version,
      port,
      url: `http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspaceFolder)}`,
      workspaceFolder,
      dataFolder: data,
      logs: () => readFileSync(logFile, 'utf8'),
      ended: exitCode(server),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Installs a packaged extension into a folder of extensions, offline. */
export async function installVsix(vsix: string, extensionsDir: string, version?: VsCodeVersion): Promise<void> {
  const install = await installVsCode(version);
  const data = temporaryFolder();
  const { code, output } = await runProcess(
    install.node,
    [
      ...['out/server-main.js', '--install-extension', vsix, '--extensions-dir', extensionsDir],
      ...['--server-data-dir', data, '--accept-server-license-terms'],
    ],
    { cwd: install.folder },
  );
  removeFolder(data);
  if (code !== 0 || !output.includes('was successfully installed')) {
    throw new Error(`Installing ${vsix} failed:\n${output}`);
  }
}

/** Writes user settings into a data folder, on top of the quiet ones. */
export function writeSettings(dataFolder: string, settings: Readonly<Record<string, unknown>> = {}): void {
  mkdirSync(join(dataFolder, 'User'), { recursive: true });
  writeFileSync(join(dataFolder, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

function serverArguments(data: string, options: VsCodeOptions): readonly string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'],
    ...[
      '--server-data-dir',
      join(data, 'server'),
      '--extensions-dir',
      options.extensionsDir ?? join(data, 'extensions'),
    ],
    ...['--accept-server-license-terms', '--disable-telemetry'],
    ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
    ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** The port on which the server has begun to listen. */
function listening(server: ChildProcess): Promise<number> {
  const output = collectOutput(server);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`VS Code did not start within a minute:\n${output()}`)), 60_000);
    server.stdout?.on('data', () => {
      const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
      if (port) {
        clearTimeout(timer);
        resolve(Number(port));
      }
    });
    void exitCode(server).then(code => {
      clearTimeout(timer);
      reject(new Error(`VS Code ended with exit code ${code}:\n${output()}`));
    });
  });
}
