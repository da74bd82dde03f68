import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { JournalWriter } from '../core/activity/journalFile';

/** This window. */
export function journalWriter(): JournalWriter {
  const host = hostId();
  return {
    window: `${host}_${crypto.randomUUID()}`,
    process: process.pid,
    isGone: writer => writer.window.startsWith(`${host}_`) && !isRunning(writer.process),
    now: Date.now,
  };
}

/** Where a process id means the same: a host by its name, which machines made from one image share, or a container on it. */
function hostId(): string {
  const parts = [
    hostname(),
    orNone(() => readFileSync('/etc/machine-id', 'utf8')),
    orNone(() => readlinkSync('/proc/self/ns/pid')),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

function orNone(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    // Sends nothing.
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
