/** A short id for each key, the same whenever it is asked for: VS Code sends a row's id twice with each row below it. */
export class RowIds {
  readonly #ids = new Map<string, string>();

  of(key: string): string {
    const id = this.#ids.get(key) ?? String(this.#ids.size);
    this.#ids.set(key, id);
    return id;
  }
}
