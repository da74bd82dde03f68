import type { Disposable, TreeView } from 'vscode';
import { DisposableStore } from './disposables';

/** Calls again and again until it is disposed. */
export type Repeat = (milliseconds: number, call: () => void) => Disposable;

const repeatForReal: Repeat = (milliseconds, call) => {
  const timer = setInterval(call, milliseconds);
  return { dispose: () => clearInterval(timer) };
};

/** Calls again and again while a view can be seen, and at once when it comes into sight. No timer while it is hidden. */
export class WhileVisible implements Disposable {
  readonly #store = new DisposableStore();
  readonly #milliseconds: number;
  readonly #call: () => void;
  readonly #repeat: Repeat;
  #repetition: Disposable | undefined;

  constructor(
    view: Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
    milliseconds: number,
    call: () => void,
    repeat = repeatForReal,
  ) {
    this.#milliseconds = milliseconds;
    this.#call = call;
    this.#repeat = repeat;
    this.#store.add(view.onDidChangeVisibility(({ visible }) => this.#change(visible)));
    this.#change(view.visible);
  }

  dispose(): void {
    this.#change(false);
    this.#store.dispose();
  }

  #change(visible: boolean): void {
    this.#repetition?.dispose();
    this.#repetition = undefined;
    if (visible) {
      this.#call();
      this.#repetition = this.#repeat(this.#milliseconds, this.#call);
    }
  }
}
