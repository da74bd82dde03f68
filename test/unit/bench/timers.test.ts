import { deepEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const watch = join(__dirname, '..', '..', 'bench', 'host', 'timers.js');

/** Three rounds of an interval, a timer and a promise's timer. */
const code = `module.exports = () => new Promise(resolve => {
  let left = 3;
  setTimeout(() => require('node:timers/promises').setTimeout(3).then(() => {
    const interval = setInterval(() => {
      if (--left === 0) {
        clearInterval(interval);
        resolve();
      }
    }, 2);
  }), 1);
});`;

describe("the benchmark's watch on timers", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'timers-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('counts how often those go off that code of the folder has set, and no others', () => {
    const own = join(folder, 'own');
    const files = [join(folder, 'own.js'), join(folder, 'other.js')];
    for (const file of files) {
      writeFileSync(file, code);
    }
    const [first, second] = files.map(file => `require(${JSON.stringify(file)})()`);
    const script = `const { TimerWatch } = require(${JSON.stringify(watch)});
      const timers = new TimerWatch(${JSON.stringify(own)});
      ${first}.then(() => ${second}).then(() => console.log(JSON.stringify(timers.take())));`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    const interval = 'setInterval 2 ms';
    deepEqual(JSON.parse(stdout), ['setTimeout 1 ms', 'setTimeout 3 ms', interval, interval, interval]);
  });
});
