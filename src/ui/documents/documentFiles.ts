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
  Uri,
} from 'vscode';

/** So many texts are kept in memory, the oldest go first; a text that is gone is made again. */
const keptTexts = 100;

/** What a document that is opened again shows. */
export interface DocumentText {
  readonly text: string;
  /** It says why there is no other text, as of now. */
  readonly isReason: boolean;
}

interface File {
  readonly bytes: Uint8Array;
  readonly time: number;
  readonly isReason: boolean;
}

/**
 * Read-only documents as files of a scheme of their own: VS Code opens those again after a reload and from "recently
 * opened", which it does not do for documents that only have a content provider.
 */
export class DocumentFiles implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #files = new Map<string, File>();
  readonly #beingMade = new Map<string, Promise<File>>();
  #latest = 0;
  readonly #makeAgain: (uri: Uri) => Promise<DocumentText>;

  constructor(makeAgain: (uri: Uri) => Promise<DocumentText>) {
    this.#makeAgain = makeAgain;
  }

  /** Puts a text there, in the place of the one that may be open. */
  put(uri: Uri, text: string): void {
    this.#keep(uri, { text, isReason: false });
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  /** The next one who opens it gets what is there then. */
  forget(uri: Uri): void {
    this.#files.delete(uri.toString());
  }

  /** What kept documents from being shown may be over: those that are open are read again. */
  forgetReasons(): void {
    for (const [key, { isReason }] of [...this.#files]) {
      if (isReason) {
        this.#files.delete(key);
        this.#changed.fire([{ type: FileChangeType.Changed, uri: Uri.parse(key) }]);
      }
    }
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

  /** VS Code asks for size and time first, then for the text: both come from one making. */
  #file(uri: Uri): File | Promise<File> {
    const key = uri.toString();
    const file = this.#files.get(key) ?? this.#beingMade.get(key);
    if (file !== undefined) {
      return file;
    }
    const made = this.#makeAgain(uri)
      // What was put there meanwhile is newer.
      .then(text => this.#files.get(key) ?? this.#keep(uri, text))
      .finally(() => this.#beingMade.delete(key));
    this.#beingMade.set(key, made);
    return made;
  }

  #keep(uri: Uri, { text, isReason }: DocumentText): File {
    const key = uri.toString();
    // Later than all before, also within the same ms: VS Code reads again only what is newer.
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    const file: File = { bytes: new TextEncoder().encode(text), time: this.#latest, isReason };
    this.#files.delete(key);
    this.#files.set(key, file);
    const [oldest] = this.#files.keys();
    if (this.#files.size > keptTexts && oldest !== undefined) {
      this.#files.delete(oldest);
    }
    return file;
  }
}
