import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Folder } from '../core/model/folder';

/**
 * With Node.js's file system and not VS Code's, which asks the workbench before each call: a copy is not sent before its
 * record is on the disk, and the workbench may be a network away.
 */
export function diskFolder(...parts: readonly string[]): Folder {
  const path = join(...parts);
  const pathOf = (name: string): string => join(path, name);
  return {
    list: async () => {
      const entries = await whereThere(readdir(path, { withFileTypes: true }));
      return (entries ?? []).filter(entry => entry.isFile()).map(({ name }) => name);
    },
    read: name => whereThere(readFile(pathOf(name), 'utf8')),
    write: async (name, text) => {
      const made = await mkdir(path, { recursive: true });
      await writeFile(pathOf(name), text, { mode: ownerOnly, flush: true });
      await syncFolders(path, made);
    },
    rename: (from, to) => rename(pathOf(from), pathOf(to)),
    remove: async name => {
      // What another program holds stays, until it is tidied up.
      await rm(pathOf(name), { force: true }).catch(() => {});
    },
  };
}

const ownerOnly = 0o600;

/** A new name is on the disk when its folder is; so is that of a new folder, of which `made` is the outermost. */
async function syncFolders(path: string, made: string | undefined): Promise<void> {
  await syncFolder(path);
  if (made !== undefined && path.length >= made.length) {
    await syncFolders(dirname(path), made);
  }
}

async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path);
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (!cannotSyncFolders.includes(codeOf(error))) {
      throw error;
    }
  }
}

/** Windows opens no folder as a file, and some network file systems do not sync one. */
const cannotSyncFolders: readonly unknown[] = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'ENOSYS'];

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

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
