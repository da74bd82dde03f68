import type { Disposable, TreeView } from 'vscode';
import { DisposableStore } from '../vscode/disposables';

const minute = 60_000;

/** Calls again and again until it is disposed. */
export type Repeat = (milliseconds: number, call: () => void) => Disposable;

const repeatForReal: Repeat = (milliseconds, call) => {
  const timer = setInterval(call, milliseconds);
  return { dispose: () => clearInterval(timer) };
};

/** Calls once a minute while a view can be seen, and at once when it comes into sight. No timer while it is hidden. */
export class EveryMinute implements Disposable {
  readonly #store = new DisposableStore();
  readonly #call: () => void;
  readonly #repeat: Repeat;
  #repetition: Disposable | undefined;

  constructor(
    view: Pick<TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
    call: () => void,
    repeat = repeatForReal,
  ) {
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
      this.#repetition = this.#repeat(minute, this.#call);
    }
  }
}
