import { spawn } from 'node:child_process';

/** Whether a shell is to be started as the first of a group of processes, which can be ended as a whole. Windows has none. */
export function startsOwnGroup(platform = process.platform): boolean {
  return platform !== 'win32';
}

/** Ends a shell that was started so, with all that it has started itself. */
export function endWithChildren(pid: number | undefined, platform = process.platform): void {
  if (pid === undefined) {
    return;
  }
  if (!startsOwnGroup(platform)) {
    const asked = spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' });
    // The caller already has the result.
    asked.on('error', () => {});
    return;
  }
  try {
    process.kill(-pid);
  } catch {
    // It has ended by itself.
  }
}
