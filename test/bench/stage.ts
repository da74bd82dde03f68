// The extension as it is packaged, in a folder of its own, with the instruments before its first file.
import { cpSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths';
import { temporaryFolder } from '../support/processes';

export const hostFolder = join(root, 'out', 'test', 'bench', 'host');

export function stagedExtension(): string {
  const folder = temporaryFolder();
  for (const part of ['package.json', 'package.nls.json', 'media', 'dist']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  const first = join(folder, 'dist', 'extension.js');
  renameSync(first, join(folder, 'dist', 'product.js'));
  const instruments = JSON.stringify(join(hostFolder, 'instrumented.js'));
  writeFileSync(
    first,
    `module.exports = require(${instruments}).loadInstrumented(() => require('./product.js'), require('vscode'), __dirname);\n`,
  );
  return folder;
}
