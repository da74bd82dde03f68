// Packages the extension as it is published, and installs it into a VS Code of the tests.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, type VsCodeVersion } from './paths';
import { removeFolder, runProcess, temporaryFolder } from './processes';
import { installVsix } from './vsCode';

/** Not the whole repository: vsce would first list all of .vscode-test. */
const parts = ['dist', 'media', 'package.json', 'package.nls.json', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'];

/**
 * Writes the VSIX of what was built last. VS Code's extension page shows pictures from https addresses only. vsce makes them
 * of relative paths where package.json names a repository; until then README.md is packaged without its pictures.
 */
export async function packageVsix(file: string): Promise<string> {
  const folder = temporaryFolder();
  for (const part of parts) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(
    join(folder, 'README.md'),
    repository ? readme : readme.replace(/^!\[[^\]]*\]\(media\/[^)]*\)\n\n/gm, ''),
  );
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const withoutRepository = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const flags = ['--no-dependencies', '--out', file, ...(repository ? [] : withoutRepository)];
  const { code, output } = await runProcess(process.execPath, [vsce, 'package', ...flags], { cwd: folder });
  removeFolder(folder);
  if (code !== 0) {
    throw new Error(`vsce failed:\n${output}`);
  }
  return file;
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
