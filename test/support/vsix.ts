// Packages the extension as it is published, and installs it into a VS Code of the tests.
import { copyFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, type VsCodeVersion } from './paths';
import { removeFolder, runProcess, temporaryFolder } from './processes';
import { installVsix } from './vsCode';

/** Writes the VSIX of what was built last. */
export async function packageVsix(file: string): Promise<string> {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  const folder = copyOfContents();
  const { code, output } = await runProcess(process.execPath, [vsce, 'package', ...flags], { cwd: folder });
  removeFolder(folder);
  if (code !== 0) {
    throw new Error(`vsce failed:\n${output}`);
  }
  return file;
}

/** What .vscodeignore lets in, in a folder of its own: in the repository vsce first lists all of .vscode-test. */
function copyOfContents(): string {
  const folder = temporaryFolder();
  const list = join(root, '.vscodeignore');
  copyFileSync(list, join(folder, '.vscodeignore'));
  for (const [, path = ''] of readFileSync(list, 'utf8').matchAll(/^!(.+?)(?:\/\*\*)?$/gm)) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  return folder;
}

let packaged: Promise<string> | undefined;

/** The VSIX of what was built last; made once. */
export function packagedExtension(): Promise<string> {
  packaged ??= packageVsix(join(temporaryFolder(), 'extension.vsix'));
  return packaged;
}

const installed = new Map<VsCodeVersion, Promise<string>>();

/** A folder of extensions that holds the packaged extension and nothing else; made once for each VS Code. */
export function installedExtension(version: VsCodeVersion): Promise<string> {
  const folder = installed.get(version) ?? packageAndInstall(version);
  installed.set(version, folder);
  return folder;
}

async function packageAndInstall(version: VsCodeVersion): Promise<string> {
  const extensions = temporaryFolder();
  await installVsix(await packagedExtension(), extensions, version);
  return extensions;
}
