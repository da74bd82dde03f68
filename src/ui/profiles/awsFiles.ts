import { type Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { ProfileList } from '../../core/aws';
import { DisposableStore } from '../disposables';

/** ms without another change after which files count as written: editors and tools write them in several steps. */
const settled = 300;

/** Watches the shared AWS files, wherever they are: the ones that were read last. */
export class AwsFiles implements Disposable {
  readonly #changed: () => void;
  #watched = '';
  #store = new DisposableStore();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Watches the files of a list from now on; returns the list. */
  readonly watch = (list: ProfileList): ProfileList => {
    const files = Object.values(list.files);
    if (files.join('\n') !== this.#watched) {
      this.#watched = files.join('\n');
      this.#store.dispose();
      this.#store = new DisposableStore();
      for (const file of files) {
        this.#watchFile(Uri.file(file));
      }
    }
    return list;
  };

  dispose(): void {
    clearTimeout(this.#timer);
    this.#store.dispose();
  }

  #watchFile(uri: Uri): void {
    const name = uri.path.split('/').at(-1) ?? '';
    const watcher = this.#store.add(
      workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), name)),
    );
    const touched = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#changed, settled);
    };
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.#store.add(event(touched));
    }
  }
}
