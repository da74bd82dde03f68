// `npm run sandbox -- …`: installs and builds what is missing and starts the sandbox alone; its own --help says what it takes.
import { join } from 'node:path';
import { buildIfStale, installPackages, loadBuilt, root } from './prepare.mjs';

installPackages();
buildIfStale();
const { exitCode, startProcess } = await loadBuilt('test/support/processes');
const cli = join(root, 'out', 'src', 'sandbox', 'cli.js');
process.exit(await exitCode(startProcess(process.execPath, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })));
