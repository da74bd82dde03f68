// `npm run sandbox -- …`: installs and builds what is missing and starts the sandbox alone; --help says what it takes.
import { buildIfStale, installPackages, loadBuilt } from './prepare.mjs';

installPackages();
buildIfStale();
await loadBuilt('src/sandbox/cli');
