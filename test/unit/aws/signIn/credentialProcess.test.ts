import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentialProcess } from '../../../../src/aws/signIn/credentialProcess';
import { withFiles } from '../profiles/fixtures';
import { itemsOf, problemFrom } from '../support';
import { accountBench, config, withMachine } from './bench';

/** A program that says that it runs, and never ends. */
function endless(folder: string): { readonly command: string; readonly running: string } {
  const running = join(folder, 'running');
  const code = `require('fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)`;
  return { command: `"${process.execPath}" -e "${code}" "${running}"`, running };
}

describe('a credential_process that never ends', () => {
  const b = accountBench();

  it('is ended after a while, and named', () =>
    withFiles({}, async ({ folder }) => {
      const { command } = endless(folder);
      const { signal } = new AbortController();
      await assert.rejects(
        credentialProcess({ profile: 'p', command, signal, limit: 200 }),
        /credential_process of profile p did not end within 0\.2 seconds/,
      );
    })).timeout(20_000);

  it('is ended with the session that wanted it', () =>
    withMachine(b.sandbox, '', async machine => {
      const { command, running } = endless(machine.folder);
      writeFileSync(machine.config, config({ 'profile p': { credential_process: command } }));
      const gateway = machine.connect('p');
      const failed = problemFrom(itemsOf(gateway.clusters()));
      while (!existsSync(running) || readFileSync(running, 'utf8') === '') {
        await new Promise(setImmediate);
      }
      gateway.dispose();
      assert.equal((await failed).kind, 'cancelled');
      const pid = Number(readFileSync(running, 'utf8'));
      while (isRunning(pid)) {
        await new Promise(setImmediate);
      }
    })).timeout(20_000);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
