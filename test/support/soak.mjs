// `npm run soak`: operations under faults, and kills, at full size. The exit code is 1 when anything does not agree.
import { parseArgs } from 'node:util';
import { buildIfStale, giveUp, installPackages, loadBuilt } from './prepare.mjs';

const usage = 'npm run soak -- [--operations N] [--kills N] [--seed N]';

const options = readOptions();
installPackages();
buildIfStale();
const { resolveL10n } = await loadBuilt('test/support/resolveL10n');
resolveL10n();
const { soak } = await loadBuilt('test/soak/soak');
process.exit(await soak(options));

function readOptions() {
  try {
    const text = /** @type {const} */ ({ type: 'string' });
    const { values } = parseArgs({ options: { operations: text, kills: text, seed: text } });
    const { operations = '1000', kills = '50', seed = '1' } = values;
    return { operations: readNumber(operations), kills: readNumber(kills), seed: readNumber(seed) };
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

/** @param {string} text */
function readNumber(text) {
  if (!/^\d{1,7}$/.test(text)) {
    throw new Error(`"${text}" is not a number.`);
  }
  return Number(text);
}
