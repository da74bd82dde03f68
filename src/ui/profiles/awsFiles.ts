import { type Disposable, type Event, RelativePattern, Uri, type WindowState, window, workspace } from 'vscode';
import type { ProfileList, WatchedFiles } from '../../core/model/aws';
import { DisposableStore } from '../vscode/disposables';

/** ms without another change after which files count as written: editors and tools write them in several steps. */
const settled = 300;

export interface AwsFilesOptions {
  /** The shared config or credentials file is another one now. */
  readonly changed: () => void;
  /** A token was written: somebody has signed in, here or with another tool. */
  readonly signedIn: () => void;
}

/**
 * Watches the shared AWS files, wherever they are: the ones that were read last. Where no event comes (a network drive, a
 * link that leads elsewhere now), a change is seen when the window gets the focus.
 */
export class AwsFiles implements Disposable {
  readonly #options: AwsFilesOptions;
  readonly #focus: Disposable;
  readonly #timers = new Map<() => void, ReturnType<typeof setTimeout>>();
  #watched: WatchedFiles = { files: [] };
  #stamps: Promise<string> = Promise.resolve('');
  #store = new DisposableStore();

  constructor(options: AwsFilesOptions, windowState: Event<WindowState> = window.onDidChangeWindowState) {
    this.#options = options;
    this.#focus = windowState(({ focused }) => focused && void this.#look());
  }

  /** Watches the files of a list from now on; returns the list. */
  readonly watch = (list: ProfileList): ProfileList => {
    const { files, tokens } = list.watched;
    this.#stamps = stampsOf(files);
    if (JSON.stringify(list.watched) !== JSON.stringify(this.#watched)) {
      this.#watched = list.watched;
      this.#store.dispose();
      this.#store = new DisposableStore();
      for (const file of files) {
        const uri = Uri.file(file);
        this.#watch(Uri.joinPath(uri, '..'), uri.path.split('/').at(-1) ?? '', this.#options.changed);
      }
      if (tokens !== undefined) {
        this.#watch(Uri.file(tokens), '*.json', this.#options.signedIn);
      }
    }
    return list;
  };

  dispose(): void {
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#focus.dispose();
    this.#store.dispose();
  }

  #watch(folder: Uri, pattern: string, told: () => void): void {
    const watcher = this.#store.add(workspace.createFileSystemWatcher(new RelativePattern(folder, pattern)));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.#store.add(event(() => this.#tell(told)));
    }
  }

  #tell(told: () => void): void {
    clearTimeout(this.#timers.get(told));
    this.#timers.set(told, setTimeout(told, settled));
  }

  async #look(): Promise<void> {
    const { files } = this.#watched;
    const before = this.#stamps;
    const now = stampsOf(files);
    if ((await before) !== (await now) && before === this.#stamps) {
      this.#stamps = now;
      this.#tell(this.#options.changed);
    }
  }
}

/** What tells a file that was written from what it was before. */
async function stampsOf(files: readonly string[]): Promise<string> {
  const stamps = files.map(file =>
    workspace.fs.stat(Uri.file(file)).then(
      ({ mtime, size }) => `${mtime}/${size}`,
      () => '',
    ),
  );
  return (await Promise.all(stamps)).join('|');
}
