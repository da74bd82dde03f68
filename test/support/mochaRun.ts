// Runs every *.test.js below a folder with mocha, prints the results and writes them as JSON to the file that MOCHA_REPORT names.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import type { SuiteReport } from './report';

export interface MochaRun {
  readonly options: Mocha.MochaOptions;
  /** In place of console.log. */
  readonly print?: typeof console.log;
}

/** Resolves with the number of failures. `MOCHA_GREP` picks tests by title. */
export async function runMocha(folder: string, run: MochaRun): Promise<number> {
  Mocha.reporters.Base.consoleLog = run.print ?? console.log;
  const grep = process.env['MOCHA_GREP'];
  const mocha = new Mocha({ ui: 'bdd', color: process.stdout.isTTY, ...run.options, ...(grep ? { grep } : {}) });
  for (const file of testFiles(folder)) {
    mocha.addFile(file);
  }
  return new Promise((resolve, reject) => {
    try {
      const runner = mocha.run(resolve);
      runner.once('end', () => writeReport(runner.stats));
    } catch (error) {
      reject(error);
    }
  });
}

function testFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.js'))
    .sort()
    .map(name => join(folder, name));
}

function writeReport(stats: Mocha.Stats | undefined): void {
  const file = process.env['MOCHA_REPORT'];
  if (file && stats) {
    const report: SuiteReport = { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
    writeFileSync(file, JSON.stringify(report));
  }
}
