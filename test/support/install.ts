// Installs a pinned folder of test/support (package.json and lock file) into .vscode-test, once.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root, workFolder } from './paths';
import { runProcess } from './processes';

const installs = new Map<string, Promise<string>>();

/**
 * The folder where `test/support/<name>` is installed. `complete` does what is left to do after npm;
 * `extras` names the folders of test/support that it takes something from.
 * It is built aside and moved into place when done, so that neither a crash nor a second run at the same time leaves half of it.
 */
export function installPinned(
  name: string,
  extras: readonly string[],
  complete: (folder: string) => Promise<void>,
): Promise<string> {
  const install = installs.get(name) ?? installOnce(name, extras, complete);
  installs.set(name, install);
  return install;
}

async function installOnce(
  name: string,
  extras: readonly string[],
  complete: (folder: string) => Promise<void>,
): Promise<string> {
  const source = join(root, 'test', 'support', name);
  const target = join(workFolder, name);
  const wanted = digest([name, ...extras]);
  if (stampOf(target) === wanted) {
    return target;
  }
  console.log(`Installing ${name} into .vscode-test (once)…`);
  mkdirSync(workFolder, { recursive: true });
  const aside = mkdtempSync(join(workFolder, `${name}-new-`));
  try {
    cpSync(join(source, 'package.json'), join(aside, 'package.json'));
    cpSync(join(source, 'package-lock.json'), join(aside, 'package-lock.json'));
    await npm(['ci'], aside);
    await complete(aside);
    writeFileSync(join(aside, 'stamp'), wanted);
    if (stampOf(target) !== wanted) {
      rmSync(target, { recursive: true, force: true });
      renameSync(aside, target);
    }
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return target;
}

/** Runs npm in a folder, without scripts: nothing is compiled, nothing is downloaded but packages. */
export async function npm(args: readonly string[], folder: string): Promise<void> {
  const script = process.env['npm_execpath'];
  const all = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
  const { code, output } = script
    ? await runProcess(process.execPath, [script, ...all], { cwd: folder })
    : await runProcess('npm', all, { cwd: folder, shell: process.platform === 'win32' });
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${folder}:\n${output}`);
  }
}

/** Tells whether what is installed was made from the files as they are now. */
function digest(names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of names.map(name => join(root, 'test', 'support', name))) {
    for (const file of readdirSync(folder).sort()) {
      hash.update(file).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex');
}

function stampOf(folder: string): string | undefined {
  const stamp = join(folder, 'stamp');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}
