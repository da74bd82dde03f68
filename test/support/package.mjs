// `npm run package`: builds and writes redshift-snapshots-<version>.vsix beside package.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, installPackages, loadBuilt, root, runNode } from './prepare.mjs';

installPackages();
if (runNode(['esbuild.mjs', '--tests']) !== 0) {
  giveUp('The build failed.');
}
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { packageVsix } = await loadBuilt('test/support/vsix');
console.log(await packageVsix(join(root, `${name}-${version}.vsix`)));
