import type { Disposable } from 'vscode';

/** Owns what is created along the way: `add` in the same line, disposed in reverse order. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];

  add<Item extends Disposable>(item: Item): Item {
    this.#items.push(item);
    return item;
  }

  dispose(): void {
    for (const item of this.#items.splice(0).reverse()) {
      item.dispose();
    }
  }
}
