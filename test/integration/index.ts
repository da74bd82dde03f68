import { join } from 'node:path';
import { format } from 'node:util';
import { mark } from '../support/mark';
import { runMocha } from '../support/mochaRun';
import { oldestVsCode } from '../support/paths';

/** VS Code calls this in its extension host; a rejection makes its exit code 1. The oldest one runs everyVersion alone. */
export async function run(): Promise<void> {
  const folder = process.env['VSCODE_VERSION'] === oldestVsCode ? join(__dirname, 'everyVersion') : __dirname;
  const failures = await runMocha(folder, { options: { timeout: 30_000, color: false }, print }).catch(error => {
    print(error);
    throw error;
  });
  if (failures > 0) {
    throw new Error(`${failures} failed`);
  }
}

// VS Code takes whatever comes by way of console.log, and lets nobody replace that.
function print(...args: readonly unknown[]): void {
  console.log('%s', mark + format(...args));
}
