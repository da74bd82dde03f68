// `node out/test/support/mochaProcess.js FOLDER`: runs the tests of out/test/FOLDER in plain Node.
import { join } from 'node:path';
import { runMocha } from './mochaRun';

const [folder = 'unit'] = process.argv.slice(2);
// A browser and two servers behind a test take their time; a unit test does not.
const timeout = folder === 'e2e' ? 120_000 : 10_000;

void runMocha(join(__dirname, '..', folder), { timeout }).then(failures => process.exit(failures ? 1 : 0));
