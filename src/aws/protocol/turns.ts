/** Lets one after the other have a turn of the event loop, so that work that arrives together does not run in one piece. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves in a turn that nobody else gets; what has to be done then is done at once. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise(resolve => setImmediate(resolve)));
    return this.#last;
  }
}
