// VS Code from npm packages alone: code-server brings the server and the web workbench, node-<platform> the Node.js it runs on.
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPinned, npm } from './install';
import { newestVsCode, root, type VsCodeVersion } from './paths';

export interface VsCodeInstall {
  readonly version: VsCodeVersion;
  readonly node: string;
  /** The server's folder; `out/server-main.js` starts it. */
  readonly folder: string;
}

/** Where code-server runs without a compiler. Elsewhere the tests use the desktop build. */
export function codeServerRuns(): boolean {
  return process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64');
}

/** Installs a VS Code unless it is there already. */
export async function installVsCode(version: VsCodeVersion = newestVsCode): Promise<VsCodeInstall> {
  if (!codeServerRuns()) {
    throw new Error(
      `VS Code from npm packages runs on Linux x64 and arm64, not on ${process.platform} ${process.arch}.`,
    );
  }
  const folder = await installPinned(`vscode-${version}`, ['nativeModules'], async aside => {
    const server = join(aside, serverFolder);
    await npm(['install', '--omit=dev'], server);
    for (const [module, standIn] of Object.entries(standIns)) {
      const index = join(server, 'node_modules', module, 'index.js');
      if (existsSync(index)) {
        copyFileSync(join(nativeModules, standIn), index);
      }
    }
  });
  return {
    version,
    node: join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node'),
    folder: join(folder, serverFolder),
  };
}

const nativeModules = join(root, 'test', 'support', 'nativeModules');

// Without the first, output channels stay empty; without either, VS Code complains at length.
const standIns: Readonly<Record<string, string>> = {
  '@vscode/spdlog': 'spdlog.cjs',
  '@vscode/native-watchdog': 'watchdog.cjs',
  'native-watchdog': 'watchdog.cjs',
};

const serverFolder = join('node_modules', 'code-server', 'lib', 'vscode');
