// What mocha does around the end-to-end tests.
import type Mocha from 'mocha';
import { closeSharedBrowser } from './browser';
import { closeWorkbenches, screenshotWorkbenches } from './workbench';

export const mochaHooks: Mocha.RootHookObject = {
  beforeEach: screenshotOnFailure,
  async afterAll() {
    await closeWorkbenches();
    await closeSharedBrowser();
  },
};

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
