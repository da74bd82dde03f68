// `node out/test/support/mochaProcess.js unit|e2e`: runs the tests of out/test/unit or out/test/e2e in plain Node.
import { join } from 'node:path';
import { mochaHooks } from './e2eHooks';
import { type MochaRun, runMocha } from './mochaRun';
import { resolveL10n } from './resolveL10n';

const runs: Readonly<Record<string, MochaRun>> = {
  unit: { options: { timeout: 10_000 } },
  e2e: {
    options: {
      // Behind each test are a server and a browser.
      timeout: 180_000,
      rootHooks: mochaHooks,
    },
  },
};

const [folder = ''] = process.argv.slice(2);
resolveL10n();

void runMocha(join(__dirname, '..', folder), runs[folder] ?? { options: {} }).then(failures =>
  process.exit(failures ? 1 : 0),
);
