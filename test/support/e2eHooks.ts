// What mocha does around each end-to-end test.
import type Mocha from 'mocha';
import { closeWorkbenches, screenshotWorkbenches, tidyUpWorkbenches } from './workbench';

export const mochaHooks: Mocha.RootHookObject = { beforeEach: screenshotOnFailure, afterAll: closeWorkbenches };

/** What a test that runs again has brought along. */
const watched = new WeakSet<object>();

/** Within the test: in a hook after it, the test's own hooks have tidied up already. */
async function screenshotOnFailure(this: Mocha.Context): Promise<void> {
  const test = this.currentTest;
  const run = test?.fn;
  if (!test || !run || watched.has(run)) {
    return;
  }
  test.fn = async function (this: Mocha.Context) {
    try {
      await Reflect.apply(run, this, []);
    } catch (error) {
      await screenshotWorkbenches(`failed ${test.fullTitle()}`);
      // What keeps it from tidying up is not what has failed.
      await tidyUpWorkbenches().catch(() => {});
      throw error;
    }
  };
  watched.add(test.fn);
}
