import { deepEqual, equal, ok } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { root } from '../support/paths';
import { collectOutput, exitCode, startProcess, stopProcess } from '../support/processes';
import { descendants, type Process, processes } from '../support/processTable';
import { closeWorkbenches, openWorkbenchOf } from '../support/workbench';

describe('npm start', () => {
  let child: ChildProcess;
  afterEach(async () => {
    await closeWorkbenches();
    await stopProcess(child);
  });

  it('prints one URL, where the view is open with clusters in it; Ctrl+C ends everything', async () => {
    child = npmStart('--no-open');
    const output = collectOutput(child);
    const ended = exitCode(child);
    const url = await printedUrl(child, output);
    equal(output().match(/https?:/g)?.length, 1, output());

    const workbench = await openWorkbenchOf({ url, close: () => stopProcess(child) });
    await workbench.clusters.waitForRow(/available/);
    ok((await workbench.clusters.rows()).length > 3);

    const started = descendants(child.pid ?? 0);
    ok(started.length > 1, 'the server and its extension host, at least');
    child.kill('SIGINT');
    equal(await ended, 0);
    await isRefused(url);
    // The sandbox was a part of the process itself.
    await eventually(
      () => processes().map(textOf),
      left =>
        deepEqual(
          started.map(textOf).filter(process => left.includes(process)),
          [],
        ),
    );
  });

  for (const wrong of [['--port', 'x'], ['--port', '70000'], ['--verbose']]) {
    it(`refuses ${wrong.join(' ')}`, async () => {
      child = npmStart(...wrong);
      const output = collectOutput(child);
      equal(await exitCode(child), 1);
      ok(output().includes('npm start -- [--port N] [--no-open]'), output());
    });
  }
});

/** A process that has ended but is still listed has another command. */
function textOf({ pid, command }: Process): string {
  return `${pid} ${command}`;
}

function npmStart(...args: readonly string[]): ChildProcess {
  const script = join(root, 'test', 'support', 'start.mjs');
  return startProcess(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function printedUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = /http:\/\/127\.0\.0\.1:\S+/.exec(output())?.[0];
      if (url && output().includes('Ctrl+C')) {
        resolve(url);
      }
    });
    child.once('close', () => reject(new Error(output())));
  });
}

async function isRefused(url: string): Promise<void> {
  const answer = await fetch(url).then(
    response => response.status,
    () => 'refused',
  );
  equal(answer, 'refused');
}
