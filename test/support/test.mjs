// `npm test`: type check, lint, build, then every suite. The last line says how many passed and failed.
import { parseArgs } from 'node:util';
import { giveUp, installPackages, loadBuilt, runNode } from './prepare.mjs';

const usage = 'npm test -- [--only unit|integration|e2e] [--grep TITLE] [--desktop]';
const checks = /** @type {const} */ ([
  ['Type check', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['Lint', ['node_modules/@biomejs/biome/bin/biome', 'check']],
  ['Build', ['esbuild.mjs', '--tests']],
]);

const options = readOptions();
if (!process.features.require_module) {
  giveUp(`npm test needs Node.js 20.19, 22.12 or newer, as mocha does; this is ${process.versions.node}.`);
}
installPackages();

const total = { passed: 0, failed: 0, skipped: 0 };
let built = false;
for (const [title, command] of checks) {
  if (options.only && title !== 'Build') {
    continue;
  }
  console.log(`━━ ${title}`);
  const passed = runNode(command) === 0;
  total[passed ? 'passed' : 'failed']++;
  built = passed;
}
if (built) {
  const { runSuites } = await loadBuilt('test/support/testRun');
  const suites = await runSuites(options);
  total.passed += suites.passed;
  total.failed += suites.failed;
  total.skipped += suites.skipped;
} else {
  console.error('No test could run: the build failed.');
}
const skipped = total.skipped ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed ? 1 : 0);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        grep: { type: 'string' },
        desktop: { type: 'boolean', default: false },
      },
    });
    if (values.only && !['unit', 'integration', 'e2e'].includes(values.only)) {
      giveUp(`--only takes unit, integration or e2e.\n${usage}`);
    }
    return values;
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
