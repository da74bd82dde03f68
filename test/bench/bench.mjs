// `npm run bench`: installs and builds what is missing, measures, and says which targets are missed.
import { parseArgs } from 'node:util';
import { buildIfStale, giveUp, installPackages, loadBuilt } from '../support/prepare.mjs';

const usage = `npm run bench -- [--only ROWS] [--quick] [--long] [--markdown]

  --only ROWS   rows whose name begins with one of these, separated by commas: list10k,copy
  --quick       few runs and small accounts, to see that it works; no result of it is a claim
  --long        five pairs also of list 100,000, two minutes each, instead of two
  --markdown    prints the table for the README as well`;

const options = readOptions();
installPackages();
buildIfStale();
const { bench } = await loadBuilt('test/bench/bench');
process.exit((await bench(options)) ? 0 : 1);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        long: { type: 'boolean', default: false },
        markdown: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const { quick, long, markdown, only } = values;
    return { quick, long, markdown, only: only?.split(',') ?? [] };
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
