/** Notes who in the extension's bundles sets a timer from now on. */
export class TimerWatch {
  readonly #seen: string[] = [];

  constructor() {
    for (const name of ['setTimeout', 'setInterval'] as const) {
      const original = globalThis[name] as (...given: readonly unknown[]) => unknown;
      const watched = (...given: readonly unknown[]): unknown => {
        const { stack = '' } = new Error(name);
        if (/[\\/]dist[\\/](product|aws|commands|yaml|sandbox)\.js/.test(stack)) {
          this.#seen.push(`${name} ${String(given[1])} ms`);
        }
        return original(...given);
      };
      Object.assign(globalThis, { [name]: Object.assign(watched, original) });
    }
  }

  /** Those of the time since the last call. */
  take(): readonly string[] {
    return this.#seen.splice(0);
  }
}
