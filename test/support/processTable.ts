// The processes of this machine, and the one among them in which extensions run: a child of the server that a test has started.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Whether {@link killExtensionHost} can find it here. */
export const extensionHostsCanBeKilled = process.platform !== 'win32';

/** Ends the extension hosts of the VS Code with this data folder without any warning, as a crash does. Returns how many. */
export function killExtensionHost(dataFolder: string): number {
  const all = processes();
  const server = all.find(({ command }) => command.includes(join(dataFolder, 'server')));
  const hosts = all.filter(({ parent, command }) => parent === server?.pid && command.includes('--type=extensionHost'));
  for (const { pid } of hosts) {
    process.kill(pid, 'SIGKILL');
  }
  return hosts.length;
}

/** All that a process has started, and all that those have started. */
export function descendants(ancestor: number, all: readonly Process[] = processes()): readonly Process[] {
  const children = all.filter(({ parent }) => parent === ancestor);
  return children.flatMap(child => [child, ...descendants(child.pid, all)]);
}

export function processes(): readonly Process[] {
  const output = execFileSync('ps', ['-Ao', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return output.split('\n').flatMap(line => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
