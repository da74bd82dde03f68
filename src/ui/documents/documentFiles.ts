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
  type Tab,
  TabInputText,
  Uri,
  window,
  workspace,
} from 'vscode';

/** So many texts are kept in memory, the oldest go first; a text that is gone is made again. */
const keptTexts = 100;

/** What a document shows. */
export interface DocumentText {
  readonly text: string;
  /**
   * `nothingElse`: nobody could make it again. `untilClosed`: what is opened later is made then. `untilSession`: it says why
   * there is no other text, which may be over when a session opens.
   */
  readonly lasts: 'nothingElse' | 'untilClosed' | 'untilSession';
}

interface File extends Pick<DocumentText, 'lasts'> {
  readonly bytes: Uint8Array;
  readonly time: number;
}

/**
 * Read-only documents as files of a scheme of their own: VS Code opens those again after a reload and from "recently
 * opened", which it does not do for documents that only have a content provider.
 */
export class DocumentFiles implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  // VS Code itself keeps a document for minutes after its last tab has been closed.
  readonly #tabs = window.tabGroups.onDidChangeTabs(({ closed }) => this.#forget(closed));
  readonly #files = new Map<string, File>();
  readonly #beingMade = new Map<string, Promise<File>>();
  #latest = 0;
  readonly #makeAgain: (uri: Uri) => Promise<DocumentText>;

  constructor(makeAgain: (uri: Uri) => Promise<DocumentText>) {
    this.#makeAgain = makeAgain;
  }

  /** Puts a text there, in the place of the one that may be open. */
  put(uri: Uri, text: DocumentText): void {
    this.#keep(uri, text);
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  /** Has VS Code begin to open, unseen, what is still awaited. Undefined: there is no such text, and nothing is opened. */
  begin(uri: Uri, awaited: Promise<DocumentText | undefined>): void {
    const key = uri.toString();
    const made = awaited.then(text => {
      if (text === undefined) {
        throw FileSystemError.FileNotFound(uri);
      }
      return this.#keep(uri, text);
    });
    this.#beingMade.set(key, made);
    // VS Code may ask after it has become known that there is none.
    const told = (): unknown => this.#beingMade.delete(key);
    // On its own: it fails where there is none.
    void Promise.allSettled([made, workspace.openTextDocument(uri)]).then(told);
  }

  /** What kept documents from being shown may be over: those that are open are read again. */
  forgetReasons(): void {
    for (const [key, { lasts }] of [...this.#files]) {
      if (lasts === 'untilSession') {
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
    this.#tabs.dispose();
    this.#changed.dispose();
  }

  /** What is opened again later is what there is then. */
  #forget(closed: readonly Tab[]): void {
    const open = new Set(window.tabGroups.all.flatMap(({ tabs }) => tabs.map(keyOf)));
    for (const key of closed.map(keyOf)) {
      if (key !== undefined && !open.has(key) && this.#files.get(key)?.lasts !== 'nothingElse') {
        this.#files.delete(key);
      }
    }
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

  #keep(uri: Uri, { text, lasts }: DocumentText): File {
    const key = uri.toString();
    // Later than all before, also within the same ms: VS Code reads again only what is newer.
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    const file: File = { bytes: new TextEncoder().encode(text), time: this.#latest, lasts };
    this.#files.delete(key);
    this.#files.set(key, file);
    const [oldest] = this.#files.keys();
    if (this.#files.size > keptTexts && oldest !== undefined) {
      this.#files.delete(oldest);
    }
    return file;
  }
}

function keyOf({ input }: Tab): string | undefined {
  return input instanceof TabInputText ? input.uri.toString() : undefined;
}
