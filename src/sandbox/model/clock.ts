/** Anything that tells the time. `now` is ms since the epoch. */
export interface Clock {
  now(): number;
}

/** A clock that can be moved on, so that a life cycle of hours fits into a test. It runs on unless its base stands still. */
export class SandboxClock implements Clock {
  private offset = 0;

  constructor(private readonly base: Clock = Date) {}

  now(): number {
    return this.base.now() + this.offset;
  }

  /** Moves the clock on by `milliseconds`. */
  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
