// `node out/test/support/mochaProcess.js unit|e2e`: runs the tests of out/test/unit or out/test/e2e in plain Node.
import { join } from 'node:path';
import type Mocha from 'mocha';
import { runMocha } from './mochaRun';
import { closeWorkbenches, screenshotWorkbenches } from './workbench';

const options: Readonly<Record<string, Mocha.MochaOptions>> = {
  unit: { timeout: 10_000 },
  // Behind each test are a server and a browser, and on the first day their installation.
  e2e: {
    timeout: 120_000,
    rootHooks: {
      async afterEach(this: Mocha.Context) {
        if (this.currentTest?.isFailed()) {
          await screenshotWorkbenches(`failed ${this.currentTest.fullTitle()}`);
        }
      },
      afterAll: closeWorkbenches,
    },
  },
};

const [folder = 'unit'] = process.argv.slice(2);

void runMocha(join(__dirname, '..', folder), options[folder] ?? {}).then(failures => process.exit(failures ? 1 : 0));
