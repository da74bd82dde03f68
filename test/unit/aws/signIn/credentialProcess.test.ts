import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { credentialProcess } from '../../../../src/aws/signIn/credentialProcess';
import { endWithChildren } from '../../../../src/aws/signIn/processTree';
import { withFiles } from '../profiles/fixtures';
import { itemsOf, problemFrom } from '../support';
import { accountBench, config, withMachine } from './bench';

/** A program that says that it runs, and never ends. */
function endless(folder: string): { readonly command: string; readonly running: string } {
  const running = join(folder, 'running');
  const code = `require('fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)`;
  return { command: `"${process.execPath}" -e "${code}" "${running}"`, running };
}

const location = { file: 'config', line: 2 };

describe('a credential_process that never ends', () => {
  const b = accountBench();

  it('is ended after a while, and named', () =>
    withFiles({}, async ({ folder }) => {
      const { command } = endless(folder);
      const { signal } = new AbortController();
      await assert.rejects(
        credentialProcess({ profile: 'p', command, location, signal, limit: 200 }),
        /credential_process of profile p did not end within 0\.2 seconds/,
      );
    })).timeout(20_000);

  it('is ended with the session that wanted it', () =>
    withMachine(b.sandbox, '', async machine => {
      const { command, running } = endless(machine.folder);
      writeFileSync(machine.config, config({ 'profile p': { credential_process: command } }));
      const gateway = machine.connect('p');
      const failed = problemFrom(itemsOf(gateway.clusters()));
      const pid = Number(await written(running));
      gateway.dispose();
      assert.equal((await failed).kind, 'cancelled');
      while (isRunning(pid)) {
        await new Promise(setImmediate);
      }
    })).timeout(20_000);

  it('is ended on Windows by its own tool, with all that the shell has started', function () {
    if (process.platform === 'win32') {
      // There the tests before this one see the tool at work.
      this.skip();
    }
    return withFiles({}, async ({ folder }) => {
      const asked = join(folder, 'asked');
      writeFileSync(join(folder, 'taskkill'), `#!/bin/sh\necho "$@" > "${asked}"\n`, { mode: 0o755 });
      process.env['PATH'] = [folder, process.env['PATH']].join(delimiter);
      endWithChildren(4711, 'win32');
      assert.equal(await written(asked), '/pid 4711 /t /f\n');
    });
  });
});

/** What is in a file as soon as something is. */
async function written(file: string): Promise<string> {
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') {
    await new Promise(setImmediate);
  }
  return readFileSync(file, 'utf8');
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
