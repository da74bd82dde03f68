import { AssertionError } from 'node:assert';
import { setTimeout } from 'node:timers/promises';

const timeout = 60_000;
const pause = 50;

/** Reads again and again until `check` no longer throws an AssertionError, and returns what was read last. */
export async function eventually<Value>(
  read: () => Value | Promise<Value>,
  check: (value: Value) => void,
): Promise<Value> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await read();
    try {
      check(value);
      return value;
    } catch (error) {
      if (!(error instanceof AssertionError) || Date.now() > end) {
        throw error;
      }
    }
    await setTimeout(pause);
  }
}
