// VS Code from npm packages alone: code-server brings the server and the web workbench, node-<platform> the Node.js it runs on.
import { join } from 'node:path';
import { installPinned, npm } from './install';
import { newestVsCode, type VsCodeVersion } from './paths';

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
  const folder = await installPinned(`vscode-${version}`, async aside => {
    await npm(['install', '--omit=dev'], join(aside, serverFolder));
  });
  return {
    version,
    node: join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node'),
    folder: join(folder, serverFolder),
  };
}

const serverFolder = join('node_modules', 'code-server', 'lib', 'vscode');
