// What is started here ends with this process, however that ends. Each child leads a process group of its own.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const running = new Set<ChildProcess>();
const folders = new Set<string>();
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

let signalled = false;
let quiet = false;

for (const [signal, code] of Object.entries(signals)) {
  process.on(signal, () => {
    // npm passes on what the terminal has sent already: once is enough.
    if (!signalled) {
      signalled = true;
      void Promise.all([...running].map(stopProcess)).finally(() => process.exit(quiet ? 0 : code));
    }
  });
}

// The last resort, when something has thrown.
process.on('exit', () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const child of running) {
      killGroup(child, signal);
    }
    if (running.size > 0 && signal === 'SIGTERM') {
      // Time for a child to end in turn what leads groups of its own.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

/** Whether a signal has told this process to end. */
export function isEnding(): boolean {
  return signalled;
}

/** Makes Ctrl+C the way to end this process, which then is no failure. */
export function endQuietlyOnSignals(): void {
  quiet = true;
}

/** Starts a child that will not outlive this process. */
export function startProcess(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Ends a child and all that it started; resolves when it is gone. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return;
  }
  const gone = new Promise(resolve => child.once('exit', resolve));
  killGroup(child, 'SIGTERM');
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), 3_000);
  await gone;
  clearTimeout(timer);
  killGroup(child, 'SIGKILL');
}

/** Runs a child to its end and resolves with what it printed. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const child = startProcess(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collectOutput(child);
  const code = await exitCode(child);
  return { code, output: output() };
}

/** What a child prints, as far as it has come; of a lot of it, the last. */
export function collectOutput(child: ChildProcess): () => string {
  let output = '';
  const add = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => output;
}

/** Resolves with the exit code; a signal or a failed start counts as 1. */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise(resolve => {
    child.once('close', code => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}

/** A new empty folder that is removed when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'redshift-snapshots-'));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    if (process.platform === 'win32') {
      spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    } else {
      process.kill(-child.pid, signal);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
