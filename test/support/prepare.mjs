// What a fresh clone lacks: the packages of package-lock.json and the build. Needs nothing but Node.js and npm.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// On Node.js 20 the SDK warns that its later versions need 22. This project pins its version.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const built = join(root, 'out', 'meta.json');
const sources = ['src', 'test', 'package.json', 'package-lock.json', 'esbuild.mjs', 'tsconfig.json'];

/** Installs what package-lock.json names, unless it is there already. */
export function installPackages() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    giveUp(`Node.js 20 or newer is needed; this is ${process.versions.node}.`);
  }
  if (packagesAreInstalled()) {
    return;
  }
  console.log('Installing packages (npm ci)…');
  if (runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
    giveUp('npm ci failed. Can the package registry be reached?');
  }
}

/** Builds dist/ and out/, unless they are newer than every source. */
export function buildIfStale() {
  if (existsSync(built) && statSync(built).mtimeMs > newestChange()) {
    return;
  }
  console.log('Building…');
  if (runNode(['esbuild.mjs', '--tests']) !== 0) {
    giveUp('The build failed.');
  }
}

/**
 * A module of the build, by its place in the repository, e.g. `test/support/start`.
 * @param {string} path
 */
export async function loadBuilt(path) {
  return import(pathToFileURL(join(root, 'out', `${path}.js`)).href);
}

/**
 * Runs a script of the repository with this Node.js and returns its exit code.
 * @param {readonly string[]} args
 */
export function runNode(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/**
 * Says what is wrong and ends.
 * @param {string} reason
 * @returns {never}
 */
export function giveUp(reason) {
  console.error(reason);
  process.exit(1);
}

/** @param {readonly string[]} args */
function runNpm(args) {
  const npm = process.env['npm_execpath'];
  return npm
    ? runNode([npm, ...args])
    : (spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1);
}

// By content: a checkout changes times, and an npm ci that is not needed costs half a minute.
function packagesAreInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && installed[path] === undefined),
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

function newestChange() {
  return Math.max(...sources.flatMap(source => changesIn(join(root, source))));
}

/**
 * @param {string} path
 * @returns {number[]}
 */
function changesIn(path) {
  const { mtimeMs } = statSync(path);
  const inside = statSync(path).isDirectory() ? readdirSync(path) : [];
  return [mtimeMs, ...inside.filter(name => name !== 'node_modules').flatMap(name => changesIn(join(path, name)))];
}
