import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
} from 'vscode';

/** So many texts are kept in memory, the oldest go first; a text that is gone is made again. */
const keptTexts = 100;

/**
 * Read-only documents as files of a scheme of their own: VS Code opens those again after a reload and from "recently
 * opened", which it does not do for documents that only have a content provider.
 */
export class DocumentFiles implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly time: number }>();
  readonly #makeAgain: (uri: Uri) => Promise<string>;

  constructor(makeAgain: (uri: Uri) => Promise<string>) {
    this.#makeAgain = makeAgain;
  }

  /** Puts a text there, in the place of the one that may be open. */
  put(uri: Uri, text: string): void {
    this.#keep(uri, text);
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { bytes, time } = await this.#file(uri);
    return { type: FileType.File, ctime: time, mtime: time, size: bytes.length, permissions: FilePermission.Readonly };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return (await this.#file(uri)).bytes;
  }

  /** Changes come from here only, and are told in any case. */
  watch(): Disposable {
    return { dispose() {} };
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #file(uri: Uri): Promise<{ readonly bytes: Uint8Array; readonly time: number }> {
    return this.#files.get(uri.toString()) ?? this.#keep(uri, await this.#makeAgain(uri));
  }

  #keep(uri: Uri, text: string): { readonly bytes: Uint8Array; readonly time: number } {
    const key = uri.toString();
    const before = this.#files.get(key);
    // Later than the one before, also within the same ms: VS Code reads again only what is newer.
    const file = { bytes: new TextEncoder().encode(text), time: Math.max(Date.now(), (before?.time ?? 0) + 1) };
    this.#files.delete(key);
    this.#files.set(key, file);
    const [oldest] = this.#files.keys();
    if (this.#files.size > keptTexts && oldest !== undefined) {
      this.#files.delete(oldest);
    }
    return file;
  }
}
