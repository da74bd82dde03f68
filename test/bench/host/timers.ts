import timersPromises from 'node:timers/promises';

type Callback = (...given: readonly unknown[]) => unknown;

/** Counts how often timers go off that code of one folder has set. To be made before that code is loaded. */
export class TimerWatch {
  readonly #folder: string;
  #fired: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#watchCallbacks('setTimeout');
    this.#watchCallbacks('setInterval');
    this.#watchPromises();
  }

  /** Those of the time since the last call. */
  take(): readonly string[] {
    const fired = this.#fired;
    this.#fired = [];
    return fired;
  }

  #watchCallbacks(name: 'setTimeout' | 'setInterval'): void {
    const original = globalThis[name] as (callback: Callback, ...more: readonly unknown[]) => unknown;
    const watched = (callback: Callback, ...more: readonly unknown[]): unknown => {
      const fire = this.#notes(`${name} ${String(more[0])} ms`, new Error(name));
      const noted: Callback = (...given) => {
        fire?.();
        return callback(...given);
      };
      return original(fire ? noted : callback, ...more);
    };
    Object.assign(globalThis, { [name]: Object.assign(watched, original) });
  }

  #watchPromises(): void {
    const { setTimeout, setInterval } = timersPromises;
    const watchedTimeout: typeof setTimeout = async (milliseconds, ...more) => {
      const fire = this.#notes(`setTimeout ${milliseconds} ms`, new Error('setTimeout'));
      const value = await setTimeout(milliseconds, ...more);
      fire?.();
      return value;
    };
    const watchedInterval: typeof setInterval = (milliseconds, ...more) => {
      const fire = this.#notes(`setInterval ${milliseconds} ms`, new Error('setInterval'));
      return (async function* () {
        for await (const value of setInterval(milliseconds, ...more)) {
          fire?.();
          yield value;
        }
      })();
    };
    Object.assign(timersPromises, { setTimeout: watchedTimeout, setInterval: watchedInterval });
  }

  /** What notes that a timer went off, if who asked for it, the second in the trace, is of the folder. */
  #notes(what: string, { stack = '' }: Error): (() => void) | undefined {
    return stack.split('\n')[2]?.includes(this.#folder) ? () => this.#fired.push(what) : undefined;
  }
}
