import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalFolder, JournalWriter } from '../core/operations/journalFolder';

/**
 * The journal's folder below the extension's own storage. With Node.js's file system and not VS Code's, which asks the
 * workbench before each call: a copy is not sent before it is written down, and the workbench may be a network away.
 */
export function journalFolder(storage: string): JournalFolder {
  const folder = join(storage, 'operations');
  const pathOf = (name: string): string => join(folder, name);
  return {
    list: async () => {
      const entries = await whereThere(readdir(folder, { withFileTypes: true }));
      return (entries ?? []).filter(entry => entry.isFile()).map(({ name }) => name);
    },
    read: name => whereThere(readFile(pathOf(name), 'utf8')),
    write: async (name, text) => {
      await mkdir(folder, { recursive: true });
      await writeFile(pathOf(name), text);
    },
    rename: (from, to) => rename(pathOf(from), pathOf(to)),
    remove: async name => {
      // What another program holds stays, until it is tidied up.
      await rm(pathOf(name), { force: true }).catch(() => {});
    },
  };
}

/** This window. */
export function journalWriter(): JournalWriter {
  return { window: crypto.randomUUID(), process: process.pid, isRunning, now: Date.now };
}

/** Undefined where it is not there (any more). What is there and cannot be read rejects: it is not gone. */
async function whereThere<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    // Sends nothing.
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
