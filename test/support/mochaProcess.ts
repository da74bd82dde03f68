// `node out/test/support/mochaProcess.js unit|e2e`: runs the tests of out/test/unit or out/test/e2e in plain Node.
import { join } from 'node:path';
import type Mocha from 'mocha';
import { type MochaRun, runMocha } from './mochaRun';
import { closeWorkbenches, screenshotWorkbenches } from './workbench';

const runs: Readonly<Record<string, MochaRun>> = {
  unit: { options: { timeout: 10_000 } },
  e2e: {
    options: {
      // Behind each test are a server and a browser.
      timeout: 120_000,
      // A whole workbench in a browser on a busy machine: a test that fails runs again, and the output says so.
      retries: 2,
      rootHooks: { beforeEach: screenshotOnFailure, afterAll: closeWorkbenches },
    },
  },
};

const [folder = ''] = process.argv.slice(2);

void runMocha(join(__dirname, '..', folder), runs[folder] ?? { options: {} }).then(failures =>
  process.exit(failures ? 1 : 0),
);

/** Within the test: in a hook after it, the test's own hooks have tidied up already. */
async function screenshotOnFailure(this: Mocha.Context): Promise<void> {
  const test = this.currentTest;
  const run = test?.fn;
  if (!test || !run) {
    return;
  }
  test.fn = async function (this: Mocha.Context) {
    try {
      await Reflect.apply(run, this, []);
    } catch (error) {
      await screenshotWorkbenches(`failed ${test.fullTitle()}`);
      throw error;
    }
  };
}
