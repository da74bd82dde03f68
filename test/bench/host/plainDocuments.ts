import { type Disposable, EventEmitter, type FileStat, FileType, Uri, workspace } from 'vscode';

const scheme = 'bench-document';
const member = (number: number): [string, string] => [`Member${number}`, `value ${number}`];
const text = `${JSON.stringify({ Snapshot: Object.fromEntries(Array.from({ length: 40 }, (_, i) => member(i))) }, null, 2)}\n`;
const bytes = new TextEncoder().encode(text);

/** Documents as the extension has them, with nothing behind them: what VS Code itself needs to open one. */
export class PlainDocuments {
  readonly scheme = scheme;
  readonly #registration: Disposable;
  #opened = 0;

  constructor() {
    const stat: FileStat = { type: FileType.File, ctime: 1, mtime: 1, size: bytes.length };
    this.#registration = workspace.registerFileSystemProvider(
      scheme,
      {
        onDidChangeFile: new EventEmitter<never>().event,
        watch: () => ({ dispose() {} }),
        stat: () => stat,
        readFile: () => bytes,
        readDirectory: () => [],
        ...{ createDirectory() {}, writeFile() {}, delete() {}, rename() {} },
      },
      { isReadonly: true },
    );
  }

  /** Of one that was never open. */
  next(): Uri {
    this.#opened += 1;
    return Uri.from({ scheme, path: `/plain-${this.#opened}.json` });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
