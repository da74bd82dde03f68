// `node test/support/tool.mjs SCRIPT …`: installs what is missing, then runs a script of the repository or of a package.
import { installPackages, runNode } from './prepare.mjs';

installPackages();
process.exit(runNode(process.argv.slice(2)));
