/**
 * How far the service's clock is ahead of this machine's, for all clients of a window. What one of them has learned saves
 * the others a refused signature. A clock that nobody sets tells when this machine's was set since then.
 */
export class ServerClock {
  #offset = 0;
  #learnedAt = times();

  /** Milliseconds. */
  get offset(): number {
    const { date, steady } = times();
    const jump = date - this.#learnedAt.date - (steady - this.#learnedAt.steady);
    const corrected = this.#offset - jump;
    // A jump ahead may be a sleep, in which the steady clock stands still: then the offset is what it was.
    return jump < 0 || Math.abs(corrected) < Math.abs(this.#offset) ? corrected : this.#offset;
  }

  set offset(offset: number) {
    this.#offset = offset;
    this.#learnedAt = times();
  }

  /** Lets the SDK read and write it instead of an offset of the client's own. */
  share({ config }: { readonly config: { systemClockOffset: number } }): void {
    Object.defineProperty(config, 'systemClockOffset', {
      get: () => this.offset,
      set: (offset: number) => {
        this.offset = offset;
      },
    });
  }
}

function times() {
  return { date: Date.now(), steady: performance.now() };
}
