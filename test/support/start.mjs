// `npm start`: the packaged extension in a real VS Code, with sample data, in the browser. Ctrl+C ends everything.
import { parseArgs } from 'node:util';
import { buildIfStale, giveUp, installPackages, loadBuilt } from './prepare.mjs';

const usage = 'npm start -- [--port N] [--no-open]';

const options = readOptions();
installPackages();
buildIfStale();
const { start } = await loadBuilt('test/support/start');
await start(options);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, 'no-open': { type: 'boolean', default: false } },
    });
    return { port: readPort(values.port), open: !values['no-open'] };
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

/** @param {string | undefined} text */
function readPort(text) {
  if (text === undefined) {
    return undefined;
  }
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new Error(`--port takes a number from 1 to 65535, not "${text}".`);
  }
  return port;
}
