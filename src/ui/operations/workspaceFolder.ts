import { FileType, Uri, workspace } from 'vscode';
import type { JournalFolder, JournalWriter } from '../../core/operations/journalFolder';

/** The journal's folder below the extension's own storage. */
export function journalFolder(storage: Uri): JournalFolder {
  const folder = Uri.joinPath(storage, 'operations');
  const uriOf = (name: string): Uri => Uri.joinPath(folder, name);
  return {
    list: async () => {
      const files = await orUndefined(workspace.fs.readDirectory(folder));
      return (files ?? []).filter(([, type]) => type === FileType.File).map(([name]) => name);
    },
    read: async name => {
      const bytes = await orUndefined(workspace.fs.readFile(uriOf(name)));
      return bytes && new TextDecoder().decode(bytes);
    },
    write: async (name, text) => workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text)),
    // The system's own renaming: VS Code makes it anything else only where the target is there and is to be replaced.
    rename: async (from, to) => workspace.fs.rename(uriOf(from), uriOf(to)),
    remove: async name => {
      await orUndefined(workspace.fs.delete(uriOf(name)));
    },
  };
}

/** This window. */
export function journalWriter(): JournalWriter {
  return { window: crypto.randomUUID(), process: process.pid, isRunning, now: Date.now };
}

/** Undefined where it is not there (any more). */
async function orUndefined<Value>(work: Thenable<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch {
    return undefined;
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
