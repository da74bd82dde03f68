import { FileType, Uri, workspace } from 'vscode';
import type { Journal } from '../../core/operations/journal';
import { type CopyOperation, isPending } from '../../core/operations/operation';

/**
 * The journal as files below the extension's own storage, which all windows share: one for each operation, and one beside
 * it while a window watches it. A file is written whole and then moved into place, so that none is ever half there.
 */
export class FileJournal implements Journal {
  readonly #folder: Uri;
  readonly #window: string = crypto.randomUUID();

  constructor(storage: Uri) {
    this.#folder = Uri.joinPath(storage, 'operations');
  }

  async readAll(): Promise<readonly CopyOperation[]> {
    const files = await listFiles(this.#folder);
    const operations = await Promise.all(
      files.filter(name => name.endsWith('.json')).map(name => this.#read<CopyOperation>(name)),
    );
    return operations.filter(isOperation);
  }

  async write(operation: CopyOperation): Promise<void> {
    await this.#write(`${operation.id}.json`, operation);
    if (!isPending(operation)) {
      await remove(this.#uri(`${operation.id}.watch`));
    }
  }

  async remove(id: string): Promise<void> {
    await remove(this.#uri(`${id}.json`));
    await remove(this.#uri(`${id}.watch`));
  }

  async claim(id: string, milliseconds: number): Promise<boolean> {
    const name = `${id}.watch`;
    const holder = await this.#read<Partial<Watch>>(name);
    if (isHeldByAnother(holder, this.#window)) {
      return false;
    }
    await this.#write(name, { window: this.#window, until: Date.now() + milliseconds } satisfies Watch);
    // Of two windows that write at once the one whose words are there in the end has it.
    return (await this.#read<Partial<Watch>>(name))?.window === this.#window;
  }

  async #read<Value>(name: string): Promise<Value | undefined> {
    try {
      return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(this.#uri(name)))) as Value;
    } catch {
      // Gone, or not ours.
      return undefined;
    }
  }

  async #write(name: string, value: unknown): Promise<void> {
    const temporary = this.#uri(`${name}.${this.#window}.tmp`);
    await workspace.fs.writeFile(temporary, new TextEncoder().encode(JSON.stringify(value)));
    await workspace.fs.rename(temporary, this.#uri(name), { overwrite: true });
  }

  #uri(name: string): Uri {
    return Uri.joinPath(this.#folder, name);
  }
}

interface Watch {
  readonly window: string;
  /** ms since the epoch. */
  readonly until: number;
}

function isHeldByAnother(holder: Partial<Watch> | undefined, window: string): boolean {
  return holder?.until !== undefined && holder.until > Date.now() && holder.window !== window;
}

function isOperation(value: CopyOperation | undefined): value is CopyOperation {
  return typeof value?.id === 'string' && typeof value.planned === 'number' && typeof value.request === 'object';
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

async function remove(uri: Uri): Promise<void> {
  try {
    await workspace.fs.delete(uri);
  } catch {
    // It is not there any more.
  }
}
