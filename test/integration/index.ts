import { format } from 'node:util';
import { mark } from '../support/mark';
import { runMocha } from '../support/mochaRun';

/** VS Code calls this in its extension host; a rejection makes its exit code 1. */
export async function run(): Promise<void> {
  const failures = await runMocha(__dirname, { options: { timeout: 30_000, color: false }, print }).catch(error => {
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
