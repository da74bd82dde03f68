import { setTimeout } from 'node:timers/promises';

/** What waiting needs of the world. */
export interface Time {
  /** ms. */
  now(): number;
  /** Resolves after so many ms, or as soon as the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const realTime: Time = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => {}),
};
