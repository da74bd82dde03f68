// `node out/test/support/mochaProcess.js unit|e2e`: runs the tests of out/test/unit or out/test/e2e in plain Node.
import { join } from 'node:path';
import { type MochaRun, runMocha } from './mochaRun';
import { closeWorkbenches, screenshotWorkbenches } from './workbench';

let screenshots = Promise.resolve();

const runs: Readonly<Record<string, MochaRun>> = {
  unit: { options: { timeout: 10_000 } },
  e2e: {
    options: {
      // Behind each test are a server and a browser.
      timeout: 120_000,
      rootHooks: { afterEach: () => screenshots, afterAll: closeWorkbenches },
    },
    onFail: test => {
      screenshots = screenshots.then(() => screenshotWorkbenches(`failed ${test.fullTitle()}`));
    },
  },
};

const [folder = ''] = process.argv.slice(2);

void runMocha(join(__dirname, '..', folder), runs[folder] ?? { options: {} }).then(failures =>
  process.exit(failures ? 1 : 0),
);
