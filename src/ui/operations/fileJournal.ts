import { FileType, Uri, workspace } from 'vscode';
import type { Journal } from '../../core/operations/journal';
import { type CopyOperation, isPending } from '../../core/operations/operation';

/**
 * The journal as files below the extension's own storage, which all windows share: one for each operation, and one beside
 * it while a window watches it. A file is written whole and then moved into place, so that none is ever half there.
 */
export class FileJournal implements Journal {
  readonly #folder: Uri;
  readonly #window = crypto.randomUUID();
  /** The latest change of each file: one after the other, in the order in which they were asked for. */
  readonly #changes = new Map<string, Promise<void>>();
  #written = 0;

  constructor(storage: Uri) {
    this.#folder = Uri.joinPath(storage, 'operations');
  }

  async readAll(): Promise<readonly CopyOperation[]> {
    const files = await listFiles(this.#folder);
    const operations = await Promise.all(files.filter(name => name.endsWith('.json')).map(name => this.#read(name)));
    return operations.filter(isOperation);
  }

  async write(operation: CopyOperation): Promise<void> {
    await this.#replace(`${operation.id}.json`, operation);
    if (!isPending(operation)) {
      await this.release(operation.id);
    }
  }

  async remove(id: string): Promise<void> {
    await this.#delete(`${id}.json`);
    await this.release(id);
  }

  async claim(id: string, milliseconds: number): Promise<boolean> {
    const name = `${id}.watch`;
    const holder = await this.#read(name);
    if (isWatch(holder) && holder.window !== this.#window && holder.until > Date.now() && isRunning(holder.process)) {
      return false;
    }
    const watch: Watch = { window: this.#window, process: process.pid, until: Date.now() + milliseconds };
    await this.#replace(name, watch);
    // Of two windows that write at once the one whose words are there in the end has it.
    const written = await this.#read(name);
    return isWatch(written) && written.window === this.#window;
  }

  async release(id: string): Promise<void> {
    await this.#delete(`${id}.watch`);
  }

  async #read(name: string): Promise<unknown> {
    try {
      return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(this.#uri(name))));
    } catch {
      // Gone, or not ours.
      return undefined;
    }
  }

  #replace(name: string, value: unknown): Promise<void> {
    return this.#inOrder(name, async () => {
      this.#written += 1;
      const temporary = this.#uri(`${name}.${this.#window}.${this.#written}.tmp`);
      await workspace.fs.writeFile(temporary, new TextEncoder().encode(JSON.stringify(value)));
      await workspace.fs.rename(temporary, this.#uri(name), { overwrite: true });
    });
  }

  #delete(name: string): Promise<void> {
    return this.#inOrder(name, async () => {
      try {
        await workspace.fs.delete(this.#uri(name));
      } catch {
        // It is not there any more.
      }
    });
  }

  async #inOrder(name: string, change: () => Promise<void>): Promise<void> {
    const before = this.#changes.get(name) ?? Promise.resolve();
    // The one before may have failed: whoever asked for it has been told.
    const work = before.then(change, change);
    this.#changes.set(name, work);
    try {
      await work;
    } finally {
      if (this.#changes.get(name) === work) {
        this.#changes.delete(name);
      }
    }
  }

  #uri(name: string): Uri {
    return Uri.joinPath(this.#folder, name);
  }
}

interface Watch {
  /** `env.sessionId` would not do: without telemetry it is the same for all windows. */
  readonly window: string;
  /** The id of the extension host: when that is gone, so is the window, or it has been started anew. */
  readonly process: number;
  /** ms since the epoch. */
  readonly until: number;
}

function isWatch(value: unknown): value is Watch {
  return (
    isObject(value) &&
    typeof value['window'] === 'string' &&
    typeof value['process'] === 'number' &&
    typeof value['until'] === 'number'
  );
}

function isRunning(pid: number): boolean {
  try {
    // Sends nothing.
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isOperation(value: unknown): value is CopyOperation {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['state'] === 'string' &&
    typeof value['planned'] === 'number' &&
    isObject(value['request']) &&
    typeof value['request']['targetIdentifier'] === 'string' &&
    isObject(value['target']) &&
    isObject(value['target']['source'])
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

async function listFiles(folder: Uri): Promise<readonly string[]> {
  try {
    return (await workspace.fs.readDirectory(folder))
      .filter(([, type]) => type === FileType.File)
      .map(([name]) => name);
  } catch {
    // Nothing was written down yet.
    return [];
  }
}
